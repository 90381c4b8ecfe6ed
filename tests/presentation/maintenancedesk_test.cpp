#include "madeup/madeupplant.h"
#include "presentation/maintenancedesk.h"
#include "tests.h"

#include <QSignalSpy>
#include <QTest>

using namespace rig;
using namespace rig::presentation;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

class MaintenanceDeskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void shouldOfferTheMachineAndItsSensors();
    void shouldListWhatHoldsAndWhatIsPlannedOfThisMachine();
    void shouldPutWhatIsTypedIntoOneCommand();
    void shouldSayWhatCannotBeRead_data();
    void shouldSayWhatCannotBeRead();
    void shouldActOnceOnTenQuickClicks();
    void shouldEndTheOneThatIsMeant();
    void shouldTellChangesOnlyWhereThereAreSome();

private:
    static Instant at(const char *text) { return *parseInstant(text); }
    template <class One> const One &submitted() const
    {
        return std::get<One>(m_commands.submitted.back().action);
    }

    PlantState m_state;
    madeup::Commands m_commands;
    std::unique_ptr<MaintenanceDesk> m_desk;
};

void MaintenanceDeskTest::init()
{
    const Instant now = madeup::pictured(); // 08:15:30
    const std::vector<Maintenance> all{{"A", {}, now + 24h, {}, "overhaul"},
                                       {"A", "torque", now - 15min, now + 4h, "new probe"},
                                       {"A", "rpm", now - 2h, now, "cable"},
                                       {"B", {}, now - 1h, {}, "oil"},
                                       {"A", "pressure", now - 24h, {}, "leak"}};
    m_state = madeup::quietState(*Plant::make(1, madeup::demoPlant()->definition(), all), Origin::field);
    m_commands = {};
    m_desk = std::make_unique<MaintenanceDesk>(m_commands, Actor{"alice", Actor::Role::operator_, "console"});
    m_desk->refresh(m_state, 1);
}

void MaintenanceDeskTest::shouldOfferTheMachineAndItsSensors()
{
    QCOMPARE(m_desk->machine(), u"Alpha"_s);
    QCOMPARE(m_desk->things().size(), std::size_t(51));
    QVERIFY(m_desk->things()[0] == (MaintenanceDesk::Thing{u"The whole machine"_s, {}}));
    QVERIFY(m_desk->things()[4] == (MaintenanceDesk::Thing{u"Rotor speed"_s, "rpm"}));
    m_desk->refresh(m_state, 99);
    QVERIFY(m_desk->things().empty() && m_desk->rows().empty());
}

void MaintenanceDeskTest::shouldListWhatHoldsAndWhatIsPlannedOfThisMachine()
{
    QStringList words;
    for (const MaintenanceDesk::Row &row : m_desk->rows())
        words << (row.begun ? u"+ "_s : u"- "_s) + row.words;
    QCOMPARE(words, (QStringList{u"+ Pressure · 11 Jan 08:15 until it is ended · leak"_s,
                                 u"+ Torque · 08:00 to 12:15 · new probe"_s,
                                 u"- The whole machine · 13 Jan 08:15 until it is ended · overhaul"_s}));
}

void MaintenanceDeskTest::shouldPutWhatIsTypedIntoOneCommand()
{
    m_desk->start({"rpm", {}, {}, u" new cable "_s});
    QVERIFY(submitted<PutIntoMaintenance>().maintenance ==
            (Maintenance{"A", "rpm", m_state.time, {}, "new cable"}));
    QCOMPARE(m_commands.submitted.back().actor.user, "alice");
    m_commands.answerAll(u"Done."_s);
    m_desk->start({{}, u"12:00"_s, u" 2026-01-13 06:30"_s, u"oil"_s});
    QVERIFY(submitted<PutIntoMaintenance>().maintenance ==
            (Maintenance{"A", {}, at("2026-01-12T12:00Z"), at("2026-01-13T06:30Z"), "oil"}));
}

void MaintenanceDeskTest::shouldSayWhatCannotBeRead_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("said");
    QTest::newRow("from") << u"noon"_s << QString() << u"oil"_s << u"'noon' is no time"_s;
    QTest::newRow("to") << QString() << u"25:00"_s << u"oil"_s << u"'25:00' is no time"_s;
    QTest::newRow("reason") << QString() << QString() << u" "_s << u"has a reason"_s;
    QTest::newRow("order") << QString() << u"08:00"_s << u"oil"_s << u"ends after it begins"_s;
}
void MaintenanceDeskTest::shouldSayWhatCannotBeRead()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, reason);
    QFETCH(QString, said);
    QSignalSpy answered(m_desk.get(), &MaintenanceDesk::answered);
    m_desk->start({{}, from, to, reason});
    QCOMPARE(answered.size(), 1);
    QVERIFY2(answered[0][0].toString().contains(said), qPrintable(answered[0][0].toString()));
    QVERIFY(answered[0][1].toBool());
    QVERIFY(m_commands.submitted.empty() && !m_desk->busy());
}

void MaintenanceDeskTest::shouldActOnceOnTenQuickClicks()
{
    QSignalSpy started(m_desk.get(), &MaintenanceDesk::started);
    QSignalSpy answered(m_desk.get(), &MaintenanceDesk::answered);
    for (int click = 0; click < 10; ++click)
        m_desk->start({"rpm", {}, {}, u"oil"_s});
    QCOMPARE(m_commands.submitted.size(), std::size_t(1));
    QVERIFY(m_desk->busy());
    m_commands.answerAll(failure(ErrorKind::conflict, u"already"_s));
    QVERIFY(!m_desk->busy() && started.empty()); // what was typed is kept
    QCOMPARE(answered.back()[0].toString(), u"already"_s);
    QVERIFY(answered.back()[1].toBool());
    m_desk->start({"rpm", {}, {}, u"oil"_s});
    m_commands.answerAll(u"Done."_s);
    QCOMPARE(started.size(), 1);
    m_desk->start({"rpm", {}, {}, u"oil"_s});
    m_desk.reset(); // an answer may come when nobody is there any more
    m_commands.answerAll(u"Done."_s);
}

void MaintenanceDeskTest::shouldEndTheOneThatIsMeant()
{
    m_desk->end(m_desk->rows()[1].maintenance);
    const EndMaintenance &end = submitted<EndMaintenance>();
    QCOMPARE(end.machine, "A");
    QCOMPARE(end.sensor, "torque");
    QCOMPARE(end.at, m_state.time);
    QCOMPARE(*end.from, m_state.time - 15min);
}

void MaintenanceDeskTest::shouldTellChangesOnlyWhereThereAreSome()
{
    QSignalSpy changed(m_desk.get(), &MaintenanceDesk::changed);
    m_state.time += 50ms;
    m_desk->refresh(m_state, 1);
    QCOMPARE(changed.size(), 0);
    m_state.time += 4h; // one is over
    m_desk->refresh(m_state, 1);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_desk->rows().size(), std::size_t(2));
    m_desk->refresh(m_state, 2);
    QCOMPARE(changed.size(), 2);
    QCOMPARE(m_desk->rows().size(), std::size_t(1));
}

} // namespace

std::unique_ptr<QObject> makeMaintenanceDeskTest()
{
    return std::make_unique<MaintenanceDeskTest>();
}

#include "maintenancedesk_test.moc"
