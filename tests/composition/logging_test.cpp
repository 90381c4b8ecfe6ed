#include "composition/core/logging.h"

#include "composition/core/systemclock.h"
#include "composition/tests.h"
#include "pipeline/plantwatch.h"
#include "settings/databaseurl.h"
#include "storage/keptplantfile.h"
#include "storage/planttables.h"
#include "support/waiting.h"

#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include <atomic>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::atomic<int> plantWarnings = 0;

void countPlantWarnings(QtMsgType type, const QMessageLogContext &context, const QString &)
{
    if (type == QtWarningMsg && qstrcmp(context.category, "rig.plant") == 0)
        ++plantWarnings;
}

int modeOf(const QString &path)
{
    struct stat facts = {};
    return ::stat(qPrintable(path), &facts) == 0 ? static_cast<int>(facts.st_mode & 07777) : -1;
}

} // namespace

class LoggingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldKeepTheLogFromOthers()
    {
        const QTemporaryDir data;
        const mode_t before = ::umask(0);
        {
            const rig::composition::Logging logging("test", data.path().toStdString());
            qWarning("a line");
        }
        ::umask(before);
        QCOMPARE(modeOf(data.filePath(u"log"_s)), 0700);
        QCOMPARE(modeOf(data.filePath(u"log/test.log"_s)), 0600);
    }

    void shouldFollowNoLink()
    {
        const QTemporaryDir data;
        const QTemporaryDir elsewhere;
        QVERIFY(QFile::setPermissions(elsewhere.path(), QFile::ReadOwner | QFile::WriteOwner |
                                                            QFile::ExeOwner | QFile::ReadOther));
        const int before = modeOf(elsewhere.path());
        QVERIFY(QFile::link(elsewhere.path(), data.filePath(u"log"_s)));
        {
            const rig::composition::Logging logging("test", data.path().toStdString());
            qWarning("a line");
        }
        QCOMPARE(modeOf(elsewhere.path()), before);
        QVERIFY(QDir(elsewhere.path()).isEmpty());
    }

    void shouldLetNothingInALineCommandTheTerminal()
    {
        const QTemporaryDir data;
        {
            const rig::composition::Logging logging("test", data.path().toStdString());
            qWarning("one\n\x1b[2Jtwo\x7f \u009bthr\u00e9e");
        }
        QFile file(data.filePath(u"log/test.log"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray line = file.readAll();
        QVERIFY2(line.endsWith("one\\n?[2Jtwo? ?thr\u00e9e\n"), line.constData());
    }

    void shouldNotWarnOfADatabaseThatIsNotUpYetInTheFirstSeconds()
    {
        const QTemporaryDir data;
        const auto nobody = rig::settings::parseDatabaseUrl("postgresql://rig@127.0.0.1:1/rig").value();
        const rig::composition::SystemClock clock;
        const auto before = qInstallMessageHandler(countPlantWarnings);
        {
            const auto began = std::chrono::steady_clock::now();
            const rig::pipeline::PlantWatch watch(
                [&](const rig::WaitCheck &interrupted) {
                    return rig::pipeline::PlantPorts{
                        std::make_unique<rig::storage::PlantTables>(nobody, interrupted),
                        std::make_unique<rig::storage::KeptPlantFile>(data.filePath(u"plant.kept"_s))};
                },
                clock);
            QVERIFY(rig::test::waitUntil([&] { return watch.known()->trouble.has_value(); }, 10s));
            QCOMPARE(plantWarnings, 0);
            QVERIFY(rig::test::waitUntil([] { return plantWarnings == 1; }, 20s));
            QVERIFY(std::chrono::steady_clock::now() - began >= 10s);
        }
        qInstallMessageHandler(before);
    }

    void shouldTakeRightsAwayThatAnEarlierVersionGave()
    {
        const QTemporaryDir data;
        ::mkdir(qPrintable(data.filePath(u"log"_s)), 0755);
        QFile file(data.filePath(u"log/test.log"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        ::chmod(qPrintable(file.fileName()), 0644);
        const rig::composition::Logging logging("test", data.path().toStdString());
        QCOMPARE(modeOf(data.filePath(u"log"_s)), 0700);
        QCOMPARE(modeOf(file.fileName()), 0600);
    }
};

std::unique_ptr<QObject> makeLoggingTest()
{
    return std::make_unique<LoggingTest>();
}

#include "logging_test.moc"
