#include "composition/core/logging.h"

#include "composition/tests.h"

#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;

namespace {

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
