#include "access/desk.h"
#include "access/tests.h"
#include "settings/databaseurl.h"

#include <QTest>

using namespace rig;
using namespace rig::test;
using namespace std::chrono_literals;

namespace {

constexpr Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 12} + 12h;

/// A desk with a plant of one machine A that has one sensor, rpm.
struct Shift
{
    Shift()
    {
        if (const auto done = dispatcher->execute(command(ImportPlant{smallPlant()})); !done)
            qFatal("%s", qPrintable(done.error().sentence));
    }

    Result<QString> put(const Maintenance &maintenance)
    {
        return dispatcher->execute(command(PutIntoMaintenance{maintenance}, Actor::Role::operator_));
    }
    Result<QString> end(const std::string &sensor, Instant at, const std::optional<Instant> &from = {})
    {
        return dispatcher->execute(command(EndMaintenance{"A", sensor, at, from}, Actor::Role::operator_));
    }
    /// "sensor from to", in minutes from noon, a line each.
    std::string stored()
    {
        return desk.database.sql().text(
            "select coalesce(string_agg(concat_ws(' ', coalesce(sensor, '-'), "
            "round(extract(epoch from starts_at - timestamptz '2026-01-12 12:00Z') / 60), "
            "coalesce(round(extract(epoch from ends_at - timestamptz '2026-01-12 12:00Z') / 60)::text, "
            "'-')), "
            "', ' order by sensor nulls first, starts_at), '') from rig_maintenance");
    }
    std::string recorded()
    {
        return desk.database.sql().text("select concat_ws(' ', action_type, resource_type, resource_id, "
                                        "previous_state, new_state, outcome) "
                                        "from rig.audit_record order by id desc limit 1");
    }

    Desk desk;
    std::unique_ptr<CommandHandler> dispatcher = desk.dispatcher();
};

} // namespace

class MaintenanceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }

    void shouldMoveThePlantAndRecordWhatWasAndWhatIs()
    {
        Shift shift;
        const auto put = shift.put({"A", {}, noon, {}, "Ölwechsel"});
        QVERIFY2(put, qPrintable(said(put)));
        QCOMPARE(*put, QString::fromUtf8("Machine A is in maintenance from 2026-01-12T12:00:00Z until it is "
                                         "ended (Ölwechsel)."));
        QCOMPARE(shift.desk.revision(), 2);
        QCOMPARE(shift.recorded(), "CREATE maintenance A {} {\"to\": null, \"from\": "
                                   "\"2026-01-12T12:00:00.000000Z\", \"reason\": \"Ölwechsel\"} done");
        QVERIFY(shift.put({"A", "rpm", noon, noon + 1h, "new probe"})); // a sensor of it is another thing
        QCOMPARE(shift.stored(), "- 0 -, rpm 0 60");
        const auto ended = shift.end({}, noon + 90min);
        QVERIFY2(ended, qPrintable(said(ended)));
        QCOMPARE(shift.stored(), "- 0 90, rpm 0 60");
        QCOMPARE(shift.desk.revision(), 4);
        QCOMPARE(shift.recorded(),
                 "END maintenance A {\"to\": null, \"from\": \"2026-01-12T12:00:00.000000Z\", \"reason\": "
                 "\"Ölwechsel\"} {\"to\": \"2026-01-12T13:30:00.000000Z\", \"from\": "
                 "\"2026-01-12T12:00:00.000000Z\", \"reason\": \"Ölwechsel\"} done");
        QVERIFY(shift.put({"A", {}, noon + 90min, {}, "again"}));
    }

    void shouldSayWhatIsInMaintenanceAlreadyAndWhy()
    {
        Shift shift;
        QVERIFY(shift.put({"A", {}, noon, noon + 1h, "oil"}));
        for (const Maintenance &one :
             {Maintenance{"A", {}, noon + 59min, {}, "filter"}, {"A", {}, noon - 1h, {}, "filter"}}) {
            const auto put = shift.put(one);
            QVERIFY(!put);
            QCOMPARE(put.error().kind, ErrorKind::conflict);
            QCOMPARE(
                said(put),
                QStringLiteral("Machine A is in maintenance from 2026-01-12T12:00:00Z to "
                               "2026-01-12T13:00:00Z already (oil): end that, or choose a time outside."));
        }
        QVERIFY(shift.put({"A", {}, noon + 1h, noon + 2h, "filter"}));
        QVERIFY(shift.put({"A", {}, noon - 1h, noon, "found out later"}));
        QCOMPARE(shift.stored(), "- -60 0, - 0 60, - 60 120");
    }

    /// What lies so far back that it goes with no plant any more counts too.
    void shouldFindAnOverlapInThePast()
    {
        Shift shift;
        const Instant past = noon - 24h * 365;
        QVERIFY(shift.put({"A", "rpm", past, past + 1h, "cable"}));
        QVERIFY(!shift.put({"A", "rpm", past + 30min, past + 2h, "cable"}));
    }

    void shouldTakeBackWhatHasNotBegun()
    {
        Shift shift;
        QVERIFY(shift.put({"A", "rpm", noon, noon + 1h, "new probe"}));
        QVERIFY(!shift.end("rpm", noon - 1h)); // not in it yet, and which one is meant was not said
        const auto back = shift.end("rpm", noon - 1h, noon);
        QVERIFY2(back, qPrintable(said(back)));
        QCOMPARE(*back, QStringLiteral("Sensor rpm of machine A: the maintenance from 2026-01-12T12:00:00Z "
                                       "to 2026-01-12T13:00:00Z (new probe) is taken back."));
        QCOMPARE(shift.stored(), "");
        QVERIFY(shift.put({"A", "rpm", noon, noon + 2h, "on time"}));
        QCOMPARE(shift.stored(), "rpm 0 120");
        QCOMPARE(shift.end("rpm", noon + 2h, noon).error().kind, ErrorKind::notFound); // over by then
        QCOMPARE(shift.end("rpm", noon + 1h, noon + 1min).error().kind, ErrorKind::notFound);
        QCOMPARE(shift.end({}, noon + 1h).error().kind, ErrorKind::notFound);
        QVERIFY(shift.end("rpm", noon + 1h, noon));
        QCOMPARE(shift.stored(), "rpm 0 60");
    }

    void shouldRefuseWhatThereIsNot()
    {
        Shift shift;
        QCOMPARE(shift.put({"B", {}, noon, {}, "oil"}).error().kind, ErrorKind::notFound);
        QCOMPARE(shift.put({"A", "torque", noon, {}, "oil"}).error().kind, ErrorKind::notFound);
        QCOMPARE(shift.put({"A", {}, noon, {}, ""}).error().kind, ErrorKind::refused);
        QCOMPARE(shift.put({"A", {}, noon, noon, "oil"}).error().kind, ErrorKind::refused);
        QCOMPARE(shift.stored(), "");
        QCOMPARE(shift.desk.revision(), 1);
        QCOMPARE(shift.desk.records(), 5); // with the import
    }

    void shouldStopAProgramThatPlansWithoutEnd()
    {
        Shift shift;
        shift.desk.database.sql().run(
            "insert into rig.maintenance (machine, starts, ends, reason) select 1, t, t + interval '1 "
            "second', "
            "'x' from generate_series(now() + interval '1 day', now() + interval '1 day 998 minutes', "
            "interval '1 minute') t");
        QVERIFY(shift.put({"A", "rpm", noon, {}, "the thousandth"}));
        QCOMPARE(shift.put({"A", {}, noon, noon + 1h, "one more"}).error().kind, ErrorKind::refused);
    }

    /// By the rights that a role has to which nothing belongs.
    void shouldBeDoneByTheWorkingRole()
    {
        Shift shift;
        const std::string url = workingRoleUrl(shift.desk.database);
        const auto working = settings::parseDatabaseUrl(url);
        QVERIFY(working);
        const composition::Database address{*working, shift.desk.address.owner};
        QVERIFY(composition::migrateDatabase(address, storage::Foreign::refuse));
        const auto put = composition::execute(address, {"bob", Actor::Role::operator_, "console"},
                                              PutIntoMaintenance{{"A", {}, noon, {}, "oil"}});
        QVERIFY2(put, qPrintable(said(put)));
        const auto ended = composition::execute(address, {"bob", Actor::Role::operator_, "console"},
                                                EndMaintenance{"A", {}, noon + 1h, {}});
        QVERIFY2(ended, qPrintable(said(ended)));
        QCOMPARE(shift.stored(), "- 0 60");
    }
};

std::unique_ptr<QObject> makeMaintenanceTest()
{
    return std::make_unique<MaintenanceTest>();
}

#include "maintenance_test.moc"
