#include "storage/keptplantfile.h"
#include "domain/plantfile.h"
#include "domain/plants.h"
#include "storage/tests.h"
#include "support/smalldisk.h"

#include <QCryptographicHash>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using rig::test::SmallDisk;

namespace {
constexpr rig::Instant instant = rig::Instant{std::chrono::sys_days{std::chrono::year{2026} / 1 / 12}};
} // namespace

class KeptPlantFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldReadWhatItKept()
    {
        const QTemporaryDir folder;
        rig::storage::KeptPlantFile file(folder.filePath(u"plant.kept"_s));
        QVERIFY(!file.read());
        const std::vector<rig::Maintenance> maintenance{
            {"A", {}, instant - 1h, {}, "oil: \"Öl\""},
            {"A", "rpm", instant + 1us, instant + 1h, "new probe"}};
        QVERIFY(file.write(*rig::Plant::make(1, soundPlant(), maintenance).value(), instant));
        const auto kept = file.read();
        QVERIFY(kept);
        QVERIFY(kept->plant->maintenance() == maintenance);
        QVERIFY(kept->at == instant);
        QCOMPARE(kept->plant->definition().sensors.size(), soundPlant().sensors.size());
    }

    /// As it was kept before there was maintenance.
    void shouldReadAPlantWithoutMaintenance()
    {
        const QTemporaryDir folder;
        const QByteArray content = "2026-01-12T00:00:00.000000Z\n" + rig::writePlantFile(soundPlant());
        QFile old(folder.filePath(u"plant.kept"_s));
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write("rig-alpha kept plant 1 " +
                  QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex() + '\n' + content);
        old.close();
        const auto kept = rig::storage::KeptPlantFile(old.fileName()).read();
        QVERIFY2(kept, qPrintable(kept ? QString() : kept.error().sentence));
        QVERIFY(kept->at == instant && kept->plant->maintenance().empty() && !kept->plant->empty());
    }

    void shouldWriteNothingWhereALinkLeads()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"plant.kept"_s);
        QFile victim(folder.filePath(u"victim"_s));
        QVERIFY(victim.open(QIODevice::WriteOnly) && victim.write("precious") == 8);
        victim.close();
        QVERIFY(QFile::link(victim.fileName(), path));
        rig::storage::KeptPlantFile file(path);
        QVERIFY(file.write(*rig::Plant::make(1, soundPlant()).value(), instant));
        QVERIFY(victim.open(QIODevice::ReadOnly));
        QCOMPARE(victim.readAll(), QByteArray("precious"));
        QVERIFY(file.read());
    }

    /// A disk takes the beginning of a file before it is full, wherever that falls.
    void shouldKeepTheOldPlantWhereTheDiskIsFull_data()
    {
        QTest::addColumn<int>("bytes");
        for (const int bytes : {0, 1, 100, 1000})
            QTest::newRow(qPrintable(QString::number(bytes))) << bytes;
    }

    void shouldKeepTheOldPlantWhereTheDiskIsFull()
    {
        QFETCH(const int, bytes);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"plant.kept"_s);
        rig::storage::KeptPlantFile file(path);
        QVERIFY(file.write(*rig::Plant::make(1, soundPlant()).value(), instant));
        rig::PlantDefinition later = soundPlant();
        later.machines[0].title = "Later";
        const rig::PlantPtr changed = rig::Plant::make(2, later).value();
        {
            const SmallDisk disk(static_cast<rlim_t>(bytes));
            const rig::Done done = file.write(*changed, instant + 1h);
            QVERIFY(!done);
            QCOMPARE(done.error().kind, rig::ErrorKind::full);
            QVERIFY(done.error().sentence.contains(path));
        }
        const auto kept = file.read();
        QVERIFY2(kept, qPrintable(kept ? QString() : kept.error().sentence));
        QVERIFY(kept->at == instant);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"plant.kept"_s});
        QVERIFY(file.write(*changed, instant + 1h));
        QVERIFY(file.read()->at == instant + 1h);
    }
};

std::unique_ptr<QObject> makeKeptPlantFileTest()
{
    return std::make_unique<KeptPlantFileTest>();
}

#include "keptplantfiletest.moc"
