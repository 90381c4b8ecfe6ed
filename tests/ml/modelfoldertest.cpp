#include "ml/modelfolder.h"
#include "tests.h"
#include "wanderingmachine.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using rig::ErrorKind;
using rig::StoredModels;
using rig::ml::MachineModel;
using rig::ml::ModelFolder;
using rig::ml::ModelFolders;
using rig::ml::TrainingConfig;
using rig::test::WanderingMachine;

namespace {

MachineModel modelOf(unsigned seed)
{
    TrainingConfig config;
    config.parts = {true, false, false};
    return *MachineModel::train(WanderingMachine(seed).rows(200), config);
}

std::string versionOf(const std::optional<rig::ModelFacts> &model)
{
    return model ? model->version : "none";
}

void damage(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadWrite) || !file.resize(file.size() - 1))
        qFatal("cannot damage %s", qPrintable(name));
}

class ModelFolderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_base = std::make_unique<QTemporaryDir>();
        m_folder.emplace(m_base->filePath(u"A"_s));
    }

    void shouldHaveNothingAtFirst()
    {
        QVERIFY(m_folder->stored() == StoredModels());
        QCOMPARE(m_folder->rollBack().error().kind, ErrorKind::notFound);
        QCOMPARE(m_folder->take().error().kind, ErrorKind::notFound);
        QVERIFY(ModelFolders(m_base->path()).machines().empty());
        QVERIFY(ModelFolders(m_base->filePath(u"none"_s)).machines().empty());
    }

    void shouldChangePlacesAndBack()
    {
        QVERIFY(m_folder->write(m_first) && m_folder->write(m_second));
        for (int i = 0; i < 2; ++i) {
            QVERIFY(m_folder->rollBack());
            expect(m_first.version(), m_second.version());
            QVERIFY(m_folder->rollBack());
            expect(m_second.version(), m_first.version());
        }
        QCOMPARE(m_folder->read()->version(), m_second.version());
    }

    /// Whoever looks at any instant, as a start after a crash does, finds both of them, whole.
    void shouldNeverBeWithoutAModelMeanwhile()
    {
        QVERIFY(m_folder->write(m_first) && m_folder->write(m_second));
        std::atomic<bool> over = false;
        std::thread turning([&] {
            for (int i = 0; i < 200; ++i)
                (void)m_folder->rollBack();
            over = true;
        });
        int missing = 0;
        while (!over)
            missing += QFile::exists(m_folder->file()) && QFile::exists(m_folder->previous()) ? 0 : 1;
        turning.join();
        QCOMPARE(missing, 0);
        expect(m_second.version(), m_first.version());
    }

    void shouldNotRollBackToADamagedModel()
    {
        QVERIFY(m_folder->write(m_first) && m_folder->write(m_second));
        damage(m_folder->previous());
        const auto rolled = m_folder->rollBack();
        QVERIFY(!rolled);
        QCOMPARE(rolled.error().kind, ErrorKind::damaged);
        QVERIFY2(rolled.error().sentence.contains(m_folder->previous()), qPrintable(rolled.error().sentence));
        expect(m_second.version(), "none");
    }

    void shouldRollBackFromADamagedModelAndLeaveIt()
    {
        QVERIFY(m_folder->write(m_first) && m_folder->write(m_second));
        damage(m_folder->file());
        QVERIFY(m_folder->stored().trouble);
        QVERIFY2(m_folder->stored().trouble->sentence.contains(u"Train it anew"_s),
                 qPrintable(m_folder->stored().trouble->sentence));
        QVERIFY(m_folder->rollBack());
        QVERIFY(!m_folder->stored().trouble);
        expect(m_first.version(), "none");
    }

    void shouldOfferAndTakeOrForget()
    {
        QVERIFY(m_folder->write(m_first));
        QVERIFY(m_folder->offer(m_second));
        expect(m_first.version(), "none");
        QCOMPARE(versionOf(m_folder->stored().trained), m_second.version());
        m_folder->withdraw();
        QCOMPARE(m_folder->take().error().kind, ErrorKind::notFound);
        QVERIFY(m_folder->offer(m_second) && m_folder->take());
        expect(m_second.version(), m_first.version());
        QCOMPARE(versionOf(m_folder->stored().trained), std::string("none"));
    }

    void shouldUseAModelByItsVersion()
    {
        ModelFolders models(m_base->path());
        QVERIFY(m_folder->write(m_first) && m_folder->offer(m_second));
        QCOMPARE(models.machines(), std::vector<std::string>{"A"});
        QVERIFY(models.use("A", m_second.version()));
        expect(m_second.version(), m_first.version());
        QVERIFY(models.use("A", m_second.version())); // as it is already
        expect(m_second.version(), m_first.version());
        QVERIFY(models.use("A", m_first.version()));
        expect(m_first.version(), m_second.version());
        for (const auto &[machine, version] :
             {std::pair("A", "0123456789ab"), {"B", "0123456789ab"}, {"../A", "x"}, {"A", ""}})
            QCOMPARE(models.use(machine, version).error().kind, ErrorKind::notFound);
        QVERIFY(models.of("B") == StoredModels());
    }

private:
    void expect(const std::string &present, const std::string &previous) const
    {
        const StoredModels stored = m_folder->stored();
        QCOMPARE(versionOf(stored.present), present);
        QCOMPARE(versionOf(stored.previous), previous);
    }

    const MachineModel m_first = modelOf(1);
    const MachineModel m_second = modelOf(2);
    std::unique_ptr<QTemporaryDir> m_base;
    std::optional<ModelFolder> m_folder;
};

} // namespace

std::unique_ptr<QObject> makeModelFolderTest()
{
    return std::make_unique<ModelFolderTest>();
}

#include "modelfoldertest.moc"
