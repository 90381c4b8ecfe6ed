#include "access/desk.h"
#include "access/tests.h"
#include "ml/modelfolder.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace Qt::Literals::StringLiterals;
using namespace rig;
using namespace rig::test;
using ml::MachineModel;
using ml::ModelFolder;

namespace {

MachineModel modelOf(unsigned seed)
{
    std::mt19937 random(seed);
    ml::Table table{{"speed", "heat"}, {}};
    for (int i = 0; i < 400; ++i)
        table.values.push_back(static_cast<double>(random() % 1'000));
    ml::TrainingConfig config;
    config.parts = {true, false, false};
    return *MachineModel::train(table, config);
}

} // namespace

/// UseModel, on files.
class ModelCommandsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }

    void init()
    {
        m_base = std::make_unique<QTemporaryDir>();
        m_models.emplace(m_base->path());
        const ModelFolder folder(m_base->filePath(u"A"_s));
        QVERIFY(folder.write(m_first) && folder.offer(m_second));
    }

    void shouldUseAnotherModelAndRecordBothVersions()
    {
        Desk desk;
        const auto dispatcher = open(desk);
        const auto taken = dispatcher->execute(command(UseModel{"A", m_first.version(), m_second.version()}));
        QVERIFY2(taken, qPrintable(said(taken)));
        QCOMPARE(m_models->of("A").present->version, m_second.version());
        const auto back = dispatcher->execute(
            command(UseModel{"A", m_second.version(), m_first.version()}, Actor::Role::engineer));
        QVERIFY2(back, qPrintable(said(back)));
        QCOMPARE(m_models->of("A").present->version, m_first.version());
        QCOMPARE(desk.database.sql().text(
                     "select string_agg(action_type || ' ' || resource_type || ' ' || resource_id || ' ' || "
                     "(previous_state->>'version') || ' ' || (new_state->>'version') || ' ' || "
                     "(new_state->>'from'), E'\\n' order by id) from rig.audit_record"),
                 "UPDATE model A " + m_first.version() + ' ' + m_second.version() + " training\n" +
                     "UPDATE model A " + m_second.version() + ' ' + m_first.version() + " previous");
    }

    void shouldChangeNothingWhereAnotherModelIsUsedMeanwhile()
    {
        Desk desk;
        const auto answer = open(desk)->execute(command(UseModel{"A", "somebodys", m_second.version()}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::conflict);
        QCOMPARE(m_models->of("A").present->version, m_first.version());
        QCOMPARE(desk.records(), 1);
        QCOMPARE(desk.records("done"), 0);
    }

    void shouldRefuseAModelThatIsNotThere_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("unknown") << u"0123456789ab"_s;
        QTest::newRow("present") << QString::fromStdString(m_first.version());
        QTest::newRow("none") << QString();
    }

    void shouldRefuseAModelThatIsNotThere()
    {
        QFETCH(const QString, version);
        Desk desk;
        const auto answer =
            open(desk)->execute(command(UseModel{"A", m_first.version(), version.toStdString()}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::notFound);
        QCOMPARE(m_models->of("A").present->version, m_first.version());
    }

    void shouldLeaveTheModelsToEngineers()
    {
        Desk desk;
        const auto answer = open(desk)->execute(
            command(UseModel{"A", m_first.version(), m_second.version()}, Actor::Role::operator_));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::refused);
        QCOMPARE(m_models->of("A").present->version, m_first.version());
    }

    void shouldSayThatAProgramWithoutModelsHasNone()
    {
        Desk desk;
        const auto answer =
            desk.dispatcher()->execute(command(UseModel{"A", m_first.version(), m_second.version()}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::notFound);
    }

private:
    std::unique_ptr<CommandHandler> open(const Desk &desk)
    {
        return composition::openDispatcher(desk.address, {nullptr, &*m_models}, {});
    }

    const MachineModel m_first = modelOf(1);
    const MachineModel m_second = modelOf(2);
    std::unique_ptr<QTemporaryDir> m_base;
    std::optional<ml::ModelFolders> m_models;
};

std::unique_ptr<QObject> makeModelCommandsTest()
{
    return std::make_unique<ModelCommandsTest>();
}

#include "models_test.moc"
