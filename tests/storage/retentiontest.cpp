#include "storage/retentionrows.h"

#include "storage/database.h"
#include "storage/historyworld.h"
#include "storage/migrations.h"
#include "storage/tests.h"
#include "support/waiting.h"

#include <QTest>

#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace rig::storage;
using namespace rig::test;
using namespace std::chrono_literals;
using rig::Instant;
using rig::Retention;
using rig::TrendQuestion;
using std::chrono::days;

/// What is no longer kept is dropped day by day, said and recorded; nothing else is.
class RetentionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }
    void init()
    {
        m_today = std::chrono::floor<days>(std::chrono::system_clock::now());
        m_world = std::make_unique<HistoryWorld>(m_today);
    }
    void cleanup() { m_world.reset(); }

    void shouldKeepEverythingUnlessSomebodySaysOtherwise()
    {
        storeDaysAgo({400, 30, 1});
        m_world->buildAll();
        QVERIFY(dropAll().empty());
        QCOMPARE(sql().number("select count(*) from rig.reading"), 3);
    }

    void shouldDropTheDaysThatAreNoLongerKept()
    {
        storeDaysAgo({400, 31, 30, 29, 1});
        m_world->buildAll();
        keepFor({30, 365, std::nullopt});
        const auto dropped = dropAll();
        QCOMPARE(dropped,
                 (QStringList{u"reading %1 1"_s.arg(day(400)), u"reading %1 1"_s.arg(day(31)),
                              u"rollup_10s %1 1"_s.arg(day(400)), u"rollup_30s %1 1"_s.arg(day(400))}));
        QCOMPARE(sql().number("select count(*) from rig.reading"), 3);
        QCOMPARE(sql().number("select count(*) from rig.rollup_10s"), 4);
        QCOMPARE(sql().number("select count(*) from rig.rollup_30s"), 4);
        QCOMPARE(sql().number("select count(*) from rig.rollup_1min"), 5);
        QCOMPARE(sql().number("select count(*) from rig.reading_partition"), 3);
        // The first day still has its minutes.
        QCOMPARE(sql().number("select count(*) from rig.rollup_partition"), 5);
        QCOMPARE(
            sql().number("select count(*) from rig.audit_record where action_type = 'DROP' and outcome = "
                         "'done' and previous_state->>'rows' = '1'"),
            4);
        QVERIFY(dropAll().empty());
    }

    void shouldNotDropReadingsThatAreNotInTheRollupsYet()
    {
        storeDaysAgo({40});
        keepFor({30, std::nullopt, std::nullopt});
        QVERIFY(dropAll().empty());
        sql().run("delete from rig.rollup_mark; insert into rig.rollup_backlog values ('" +
                  day(40).toStdString() + "', '" + day(40).toStdString() + "')");
        QVERIFY(dropAll().empty());
        QCOMPARE(sql().number("select count(*) from rig.reading"), 1);
        m_world->buildAll();
        QCOMPARE(dropAll(), (QStringList{u"reading %1 1"_s.arg(day(40))}));
    }

    void shouldDropWhatHasNoDayOfItsOwn()
    {
        sql().run("insert into rig.reading_partition (day) select current_date + i from "
                  "generate_series(1000, 1099) i");
        storeDaysAgo({40, 35, 10});
        QCOMPARE(sql().number("select count(*) from rig.reading_default"), 3);
        keepFor({30, 30, 30});
        QVERIFY(dropAll().empty());
        m_world->buildAll();
        QCOMPARE(dropAll(),
                 (QStringList{u"reading  2"_s, u"rollup_10s  2"_s, u"rollup_30s  2"_s, u"rollup_1min  2"_s}));
        QCOMPARE(sql().number("select count(*) from rig.reading"), 1);
        QCOMPARE(sql().number("select count(*) from rig.rollup_1min"), 1);
    }

    void shouldShowWhatWasDroppedByTheNextCoarserGrain()
    {
        storeDaysAgo({40, 20});
        m_world->buildAll();
        const auto points = [&](int ago, int columns) {
            const Instant from = at(ago) - 30s;
            const auto trend = m_world->history->trend({1, {"rpm"}, from, from + 60s, columns});
            return trend ? trend->lines[0].points.size() : 99;
        };
        for (const int ago : {40, 20})
            for (const int columns : {600, 6, 2, 1})
                QCOMPARE(points(ago, columns), std::size_t{1});
        keepFor({10, 30, std::nullopt});
        QCOMPARE(dropAll().size(), 4);
        QCOMPARE(sql().number("select count(*) from rig.reading"), 0);
        QCOMPARE(sql().number("select count(*) from rig.rollup_10s"), 1);
        for (const int ago : {40, 20})
            for (const int columns : {600, 6, 2, 1})
                QCOMPARE(points(ago, columns), std::size_t{1});
    }

    void shouldShowMinutesWhereWhatThoseOf30sAreMadeOfIsDropped()
    {
        storeDaysAgo({40});
        m_world->buildAll();
        forgetThoseOf30s();
        keepFor({10, 30, std::nullopt});
        QCOMPARE(dropAll().size(), 2);
        const TrendQuestion question{1, {"rpm"}, at(40) - 30s, at(40) + 30s, 2};
        for (const bool made : {false, true}) {
            if (made)
                m_world->buildAll();
            const auto trend = m_world->history->trend(question).value();
            QCOMPARE(trend.grain, rig::TrendGrain::thirtySeconds);
            QCOMPARE(trend.lines[0].points.size(), std::size_t{1});
        }
        QCOMPARE(sql().number("select count(*) from rig.rollup_30s"), 0);
    }

    void shouldMakeThoseOf30sOfAllReadingsThatWereDropped()
    {
        m_world->store(
            {HistoryWorld::readingAt(at(40), {39, 2}), HistoryWorld::readingAt(at(40) + 1s, {40, 2})});
        m_world->buildAll();
        keepFor({30, std::nullopt, std::nullopt});
        QCOMPARE(dropAll().size(), 1);
        forgetThoseOf30s();
        m_world->store({HistoryWorld::readingAt(at(40) + 2s, {7, 2})});
        QVERIFY(m_world->upkeep->buildRollups().value());
        m_world->buildAll();
        QCOMPARE(sql().text("select readings || ' ' || highs[1] from rig.rollup_30s"), std::string("2 40"));
    }

    void shouldKeepTheRollupOfADroppedMinuteWhateverComesLate()
    {
        m_world->store(
            {HistoryWorld::readingAt(at(40), {39, 2}), HistoryWorld::readingAt(at(40) + 1s, {40, 2})});
        m_world->buildAll();
        keepFor({30, std::nullopt, std::nullopt});
        QCOMPARE(dropAll().size(), 1);
        // More than the rollup was made of, and one in a minute that has none.
        std::vector<rig::Reading> late{HistoryWorld::readingAt(at(40) + 90s, {7, 2})};
        for (int i = 0; i < 5; ++i)
            late.push_back(HistoryWorld::readingAt(at(40) + i * 1s, {1, 2}));
        m_world->store(late);
        QVERIFY(dropAll().empty());
        m_world->buildAll();
        for (const char *table : {"rig.rollup_10s", "rig.rollup_30s", "rig.rollup_1min"})
            QCOMPARE(
                sql().text(std::string("select string_agg(highs[1]::text, ' ' order by at) from ") + table),
                std::string("40 7"));
        QCOMPARE(dropAll().size(), 1);
        QCOMPARE(sql().number("select count(*) from rig.reading"), 0);
    }

    void shouldHoldNoLockForADayThatStays()
    {
        storeDaysAgo({40});
        m_world->buildAll();
        sql().run("begin; insert into rig.rollup_mark values (1, '" + day(40).toStdString() + " 12:00Z')");
        QCOMPARE(sql().text("select coalesce(rig.drop_day('reading', '" + day(40).toStdString() +
                            "')::text, 'stays')"),
                 std::string("stays"));
        QCOMPARE(sql().number("select count(*) from pg_locks where mode = 'AccessExclusiveLock' and pid = "
                              "pg_backend_pid() and locktype = 'relation'"),
                 0);
        sql().run("rollback");
    }

    void shouldNotForgetWhatWasDroppedSinceWhenAnOlderDayIsDroppedAgain()
    {
        storeDaysAgo({40, 35});
        m_world->buildAll();
        keepFor({30, std::nullopt, std::nullopt});
        QCOMPARE(dropAll().size(), 2);
        storeDaysAgo({40});
        m_world->buildAll();
        QCOMPARE(dropAll().size(), 1);
        const auto history = storedHistory(*connectTo(m_world->database)).value();
        QCOMPARE(QString::fromStdString(history.grains[0].droppedBefore), day(34));
    }

    /// While the drop waits for the tables, keep stores one more of that day.
    void shouldKeepADayThatGetsAReadingMeanwhile()
    {
        storeDaysAgo({40});
        m_world->buildAll();
        keepFor({30, std::nullopt, std::nullopt});
        Sql late(m_world->database.url());
        late.run("begin; insert into rig.reading select at + interval '1 s', kafka_offset + 1, received_at, "
                 "stream, "
                 "kafka_partition, machine, layout_version, quality, origin, sensor_values from rig.reading; "
                 "insert into rig.rollup_mark select machine, at from rig.reading");
        rig::Result<std::optional<rig::DroppedHistory>> dropped;
        {
            const std::jthread upkeep([&] { dropped = m_world->upkeep->dropExpired(); });
            QVERIFY(waitUntil(
                [&] {
                    return sql().number("select count(*) from pg_locks where not granted and database = "
                                        "(select oid from pg_database where datname = current_database())") >
                           0;
                },
                2s));
            late.run("commit");
        }
        QVERIFY2(dropped, dropped ? "" : qPrintable(dropped.error().sentence));
        QVERIFY(!*dropped);
        QCOMPARE(sql().number("select count(*) from rig.reading"), 2);
    }

    void shouldLetOneChangeTheRetentionAtATime()
    {
        const auto first = connectTo(m_world->database);
        auto changing = Transaction::begin(*first).value();
        QVERIFY(holdRetention(*first));
        const auto second = connectTo(m_world->database);
        auto waiting = Transaction::begin(*second, 200ms).value();
        const auto held = holdRetention(*second);
        QVERIFY(!held);
        QVERIFY(held.error().retryable());
    }

    void shouldGiveWayToWhoHoldsTheTables()
    {
        storeDaysAgo({40});
        m_world->buildAll();
        keepFor({30, std::nullopt, std::nullopt});
        Sql reader(m_world->database.url());
        reader.run("begin; select count(*) from rig.reading");
        const auto began = std::chrono::steady_clock::now();
        const auto dropped = m_world->upkeep->dropExpired();
        QVERIFY(!dropped);
        QVERIFY(dropped.error().retryable());
        QVERIFY(std::chrono::steady_clock::now() - began < 15s);
        reader.run("rollback");
        QCOMPARE(sql().number("select count(*) from rig.reading"), 1);
        QCOMPARE(dropAll().size(), 1);
    }

    void shouldSayWhatIsStored()
    {
        storeDaysAgo({40, 20});
        const auto before = storedHistory(*connectTo(m_world->database)).value();
        QCOMPARE(before.grains.size(), std::size_t{4});
        QVERIFY(before.thirtySecondsMissingTo.empty());
        QCOMPARE(before.grains[0].days.size(), std::size_t{2});
        QCOMPARE(QString::fromStdString(before.grains[0].days[0].day), day(40));
        QVERIFY(before.grains[0].days[0].bytes > 0);
        QCOMPARE(before.unbuiltMinutes, 2);
        m_world->buildAll();
        keepFor({30, std::nullopt, std::nullopt});
        dropAll();
        const auto after = storedHistory(*connectTo(m_world->database)).value();
        QCOMPARE(after.grains[0].keepDays, std::optional(30));
        QCOMPARE(QString::fromStdString(after.grains[0].droppedBefore), day(39));
        QCOMPARE(after.grains[1].days.size(), std::size_t{2});
        QCOMPARE(after.grains[2].days.size(), std::size_t{2});
        QCOMPARE(after.unbuiltMinutes, 0);
        keepFor({30, 60, std::nullopt});
        forgetThoseOf30s();
        const auto missing = storedHistory(*connectTo(m_world->database)).value();
        QCOMPARE(missing.grains[1].keepDays, std::optional(60));
        QCOMPARE(missing.grains[2].grain, std::string("rollup_30s"));
        QCOMPARE(missing.grains[2].keepDays, std::optional(60));
        QVERIFY(missing.grains[2].days.empty());
        QVERIFY(!missing.grains[3].keepDays);
        QCOMPARE(QString::fromStdString(missing.thirtySecondsMissingTo), day(0) + u"T00:00:00Z"_s);
    }

    void shouldNeedNoMoreThanTheProgramsRole()
    {
        storeDaysAgo({40, 20});
        m_world->buildAll();
        keepFor({30, std::nullopt, std::nullopt});
        forgetThoseOf30s();
        const std::string role = m_world->database.name() + "_app";
        Sql admin(adminUrl());
        admin.run("create role " + role + " login password 'secret'");
        QVERIFY(migrate(*connectTo(m_world->database), Foreign::refuse, role));
        const auto address = addressOf(m_world->database.urlAs(role, "secret"));
        {
            const auto own = Connection::open(address).value();
            QCOMPARE(storedHistory(*own).value().grains[0].days.size(), std::size_t{2});
            const auto upkeep = m_world->makeUpkeep(address);
            while (upkeep->buildRollups().value()) {
            }
            QCOMPARE(sql().number("select count(*) from rig.rollup_30s_" +
                                  QString(day(40)).remove(u'-').toStdString()),
                     1);
            QCOMPARE(upkeep->dropExpired().value()->rows, 1);
            QVERIFY(upkeep->followPlant());
            HistoryTables history(address, rig::WaitCheck());
            QVERIFY(history.trend({1, {"rpm"}, at(41), at(0), 60}));
            QVERIFY(own->run("select count(*) from sensor_readings"));
            for (const char *denied :
                 {"select rig.drop_day('reading', current_date - 20)", "drop table rig.reading",
                  "update rig.retention set dropped_before = null, grain = 'x'", "delete from rig.reading",
                  "delete from rig.retention"})
                QVERIFY2(!own->run(denied), denied);
        }
        m_world.reset();
        admin.run("drop role " + role);
    }

private:
    Sql &sql() { return m_world->sql(); }

    Instant at(int ago) const { return m_today - days{ago} + 12h; }

    QString day(int ago) const { return QString::fromStdString(rig::formatInstant(at(ago)).substr(0, 10)); }

    void storeDaysAgo(const std::vector<int> &ago)
    {
        for (const int one : ago)
            m_world->store({HistoryWorld::readingAt(at(one), {1.0 * one, 2})});
    }

    /// As where all was rolled up by a program that made none.
    void forgetThoseOf30s()
    {
        sql().run(
            "do $$ declare one oid; begin for one in select relation from rig.history_day where grain = "
            "'rollup_30s' loop execute format('drop table %s', one::regclass); end loop; end $$; "
            "insert into rig.rollup_30s_missing (past) values ('" +
            day(0).toStdString() + "')");
    }

    void keepFor(const Retention &retention)
    {
        const auto connection = connectTo(m_world->database);
        auto transaction = Transaction::begin(*connection).value();
        QVERIFY(storeRetention(*connection, retention));
        QVERIFY(holdRetention(*connection).value() == retention);
        QVERIFY(transaction.commit());
    }

    /// What was dropped, as "grain day rows".
    QStringList dropAll()
    {
        QStringList all;
        for (auto one = m_world->upkeep->dropExpired().value(); one;
             one = m_world->upkeep->dropExpired().value())
            all.append(u"%1 %2 %3"_s.arg(QString::fromStdString(one->grain), QString::fromStdString(one->day),
                                         QString::number(one->rows)));
        return all;
    }

    std::chrono::sys_days m_today;
    std::unique_ptr<HistoryWorld> m_world;
};

std::unique_ptr<QObject> makeRetentionTest()
{
    return std::make_unique<RetentionTest>();
}

#include "retentiontest.moc"
