#include "access/desk.h"
#include "access/tests.h"

#include <QTest>

#include <thread>

using namespace rig;
using namespace rig::test;

class DispatcherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }

    void shouldRecordWhoChangedWhatFromWhatToWhat()
    {
        Desk desk;
        const auto dispatcher = desk.dispatcher();
        QVERIFY(dispatcher->execute(command(ImportPlant{smallPlant(4000)})));
        const Command change = command(ImportPlant{smallPlant(4200)});
        const auto answer = dispatcher->execute(change);
        QVERIFY(answer);
        const auto rows = desk.database.sql().run(
            "select command_id, username, role, user_agent, action_type, resource_type, resource_id, "
            "previous_state = $1::jsonb, new_state = $2::jsonb, outcome, answer, "
            "at between clock_timestamp() - interval '1 minute' and clock_timestamp() "
            "from rig.audit_record order by id desc limit 1",
            {R"({"revision": 1, "sensors": {"rpm": {"limits": {"hi": 4000}}}})",
             R"({"revision": 2, "sensors": {"rpm": {"limits": {"hi": 4200}}}})"});
        const std::vector<Sql::Field> expected{change.id,
                                               "alice",
                                               "admin",
                                               "console",
                                               "IMPORT",
                                               "plant",
                                               {},
                                               "t",
                                               "t",
                                               "done",
                                               answer->toStdString(),
                                               "t"};
        QCOMPARE(rows.size(), std::size_t(1));
        for (std::size_t i = 0; i < expected.size(); ++i)
            QVERIFY2(rows[0][i] == expected[i], rows[0][i].value_or("(null)").c_str());
    }

    void shouldRecordAnImportThatChangedNothing()
    {
        Desk desk;
        const auto dispatcher = desk.dispatcher();
        QVERIFY(dispatcher->execute(command(ImportPlant{smallPlant()})));
        QVERIFY(dispatcher->execute(command(ImportPlant{smallPlant()})));
        QCOMPARE(desk.revision(), 1);
        QCOMPARE(desk.records("done"), 2);
    }

    void shouldChangeNothingAndRecordItWhereTheRoleMayNot()
    {
        Desk desk;
        const auto answer =
            desk.dispatcher()->execute(command(ImportPlant{smallPlant()}, Actor::Role::engineer));
        QVERIFY(!answer);
        QVERIFY(answer.error().kind == ErrorKind::refused);
        QVERIFY2(answer.error().sentence.contains(u"alice") &&
                     answer.error().sentence.contains(u"engineer") &&
                     answer.error().sentence.contains(u"admin"),
                 qPrintable(answer.error().sentence));
        QCOMPARE(desk.revision(), 0);
        QCOMPARE(desk.records("refused"), 1);
        QCOMPARE(desk.database.sql().text("select username || role || answer from rig.audit_record"),
                 "aliceengineer" + answer.error().sentence.toStdString());
    }

    void shouldChangeNothingAndRecordItWhereARuleSaysNo()
    {
        Desk desk;
        const auto dispatcher = desk.dispatcher();
        QVERIFY(dispatcher->execute(command(ImportPlant{smallPlant()})));
        const auto answer = dispatcher->execute(command(ImportPlant{smallPlant(4100, "Hz")}));
        QVERIFY(!answer);
        QVERIFY2(answer.error().sentence.contains(u"another name"), qPrintable(answer.error().sentence));
        QCOMPARE(desk.revision(), 1);
        QCOMPARE(desk.database.sql().text("select hi from rig.sensor"), std::string("4000"));
        QCOMPARE(desk.records("refused"), 1);
    }

    void shouldMarkAFindingWithARecordOfWhatWasSaidBefore()
    {
        Desk desk;
        const auto dispatcher = desk.dispatcher();
        QVERIFY(dispatcher->execute(command(ImportPlant{smallPlant()})));
        desk.database.sql().run(
            "insert into rig.finding (machine, kind, sensor, started, peaked, score, p_value, shares, state, "
            "degraded, model_version, evidence) values (1, 0, '', now(), now(), .7, .001, '[]', 1, '', 'a', "
            "'{}')");
        const auto mark = [&](const MarkFinding &action, Actor::Role role = Actor::Role::operator_) {
            return dispatcher->execute(command(action, role));
        };
        QCOMPARE(said(mark({1, FindingMark::isTrue, "bearing 2"})),
                 QStringLiteral("Finding 1 of machine A is marked: true."));
        QVERIFY(mark({1, FindingMark::isFalse, {}}));
        QVERIFY(!mark({1, FindingMark::isTrue, {}}, Actor::Role::observer));
        QVERIFY(mark({2, FindingMark::isTrue, {}}).error().kind == ErrorKind::notFound);
        QVERIFY(mark({1, FindingMark::isTrue, std::string(501, 'x')}).error().kind == ErrorKind::refused);
        QVERIFY(mark({1, FindingMark::isTrue, "a\x1b[2J"}).error().kind == ErrorKind::refused);
        QCOMPARE(desk.records("refused"), 3);
        QCOMPARE(desk.records("not found"), 1);
        QCOMPARE(
            desk.database.sql().text(
                "select concat_ws('|', action_type, resource_type, resource_id, previous_state ->> 'mark', "
                "previous_state ->> 'note', new_state ->> 'mark', new_state ->> 'by') from rig.audit_record "
                "where resource_type = 'finding' and outcome = 'done' order by id desc limit 1"),
            "MARK|finding|1|true|bearing 2|false|alice");
        QCOMPARE(said(mark({1, {}, {}})), QStringLiteral("Finding 1 of machine A is not marked any more."));
        QCOMPARE(desk.database.sql().number("select count(*) from rig.finding_mark"), 0);
    }

    void shouldSetTheRetentionWithARecordAndByItsRule()
    {
        Desk desk;
        const auto set = [&](const Retention &retention, Actor::Role role) {
            return desk.dispatcher()->execute(command(SetRetention{{}, retention}, role));
        };
        QVERIFY(!set({30, {}, {}}, Actor::Role::engineer));
        QVERIFY(!set({30, 20, {}}, Actor::Role::admin));
        QVERIFY(!set({30, {}, 20}, Actor::Role::admin));
        QVERIFY(!set({0, {}, {}}, Actor::Role::admin));
        QCOMPARE(desk.database.sql().number("select count(keep_days) from rig.retention"), 0);
        QVERIFY(set({30, 60, 60}, Actor::Role::admin));
        QCOMPARE(desk.database.sql().text("select string_agg(keep_days::text, ' ' order by place) "
                                          "from rig.retention"),
                 std::string("30 60 60 60"));
        QCOMPARE(desk.records("refused"), 4);
        QCOMPARE(desk.records("done"), 1);
    }

    /// Who has seen something else must not replace what somebody has set since.
    void shouldNotReplaceARetentionThatNobodyHasSeen()
    {
        Desk desk;
        const auto set = [&](const Retention &seen, const Retention &next) {
            return desk.dispatcher()->execute(command(SetRetention{seen, next}));
        };
        QVERIFY(set({}, {30, {}, {}}));
        const auto late = set({}, {60, 400, {}});
        QVERIFY(!late);
        QVERIFY(late.error().kind == ErrorKind::conflict);
        QVERIFY2(late.error().sentence.contains(u"readings 30 days, rollups of 10 s and 30 s for ever"),
                 qPrintable(late.error().sentence));
        QCOMPARE(desk.database.sql().text("select string_agg(coalesce(keep_days::text, '-'), ' ' order by "
                                          "place) from rig.retention"),
                 std::string("30 - - -"));
        QVERIFY(set({30, {}, {}}, {30, 400, {}}));
    }

    void shouldActOnceOnTheSameIdAndAnswerTheSame()
    {
        Desk desk;
        const Command change = command(ImportPlant{smallPlant(4000)});
        const auto first = desk.dispatcher()->execute(change);
        QVERIFY(desk.dispatcher()->execute(command(ImportPlant{smallPlant(4200)})));
        const auto again = desk.dispatcher()->execute(change);
        QVERIFY(first && again);
        QCOMPARE(*again, *first);
        QCOMPARE(desk.database.sql().text("select hi from rig.sensor"), std::string("4200"));
        QCOMPARE(desk.records(), 2);
    }

    void shouldRefuseAgainWhatItRefused()
    {
        Desk desk;
        const Command refused = command(ImportPlant{smallPlant()}, Actor::Role::observer);
        const auto first = desk.dispatcher()->execute(refused);
        const auto again = desk.dispatcher()->execute(refused);
        QVERIFY(!first && !again);
        QVERIFY(again.error().kind == first.error().kind);
        QCOMPARE(again.error().sentence, first.error().sentence);
        QCOMPARE(desk.records(), 1);
    }

    void shouldNotTakeAnIdThatWasUsedForSomethingElse()
    {
        Desk desk;
        const Command first = command(ImportPlant{smallPlant()});
        QVERIFY(desk.dispatcher()->execute(first));
        Command others = first;
        others.actor.user = "bob";
        const auto answerToOther = desk.dispatcher()->execute(others);
        QVERIFY(!answerToOther && answerToOther.error().kind == ErrorKind::conflict);
        const auto answer = desk.dispatcher()->execute(
            command(AcceptGap{"keep", {"c", "t"}, 0, 1, 2}, Actor::Role::admin, first.id));
        QVERIFY(!answer && answer.error().kind == ErrorKind::conflict);
        QCOMPARE(desk.records(), 1);
    }

    void shouldNotTakeACommandWithoutAnIdOrWithoutAPerson()
    {
        Desk desk;
        Command nobody = command(ImportPlant{smallPlant()});
        nobody.actor.user.clear();
        QVERIFY(!desk.dispatcher()->execute(nobody));
        QVERIFY(!desk.dispatcher()->execute(command(ImportPlant{smallPlant()}, Actor::Role::admin, "1")));
        QCOMPARE(desk.revision(), 0);
    }

    void shouldActOnceWhenTwoProgramsHaveTheSameCommandInHand()
    {
        Desk desk;
        for (int round = 0; round < 20; ++round) {
            const Command change = command(ImportPlant{smallPlant(1000 + round)});
            const auto give = [&desk, &change](Result<QString> &answer) {
                answer = desk.dispatcher()->execute(change);
            };
            Result<QString> one;
            Result<QString> two;
            std::thread first(give, std::ref(one));
            std::thread second(give, std::ref(two));
            first.join();
            second.join();
            QVERIFY2(one, qPrintable(said(one)));
            QVERIFY2(two, qPrintable(said(two)));
            QCOMPARE(*one, *two);
            QCOMPARE(desk.revision(), round + 1);
            QCOMPARE(desk.records(), round + 1);
        }
    }

    void shouldMoveAnOffsetBehindAGapAndRecordTheExactRange()
    {
        Desk desk;
        desk.database.sql().run(
            "insert into rig.stream (cluster, topic) values ('c', 't'); "
            "insert into rig.reader_position values ('keep', 1, 2, 100), ('judge', 1, 2, 90)");
        QVERIFY(desk.dispatcher()->execute(command(AcceptGap{"keep", {"c", "t"}, 2, 100, 150})));
        const auto next = "select next_offset from rig.reader_position where reader = $1";
        QCOMPARE(desk.database.sql().number(next, {"keep"}), 150);
        QCOMPARE(desk.database.sql().number(next, {"judge"}), 90);
        QCOMPARE(desk.database.sql().text(
                     "select action_type || ' ' || resource_type || ' ' || resource_id || ' ' || "
                     "(previous_state->>'next_offset') || ' ' || (new_state->>'next_offset') || ' ' || "
                     "(new_state->>'never_read') || ' ' || (new_state->>'cluster') from rig.audit_record"),
                 std::string("ACCEPT offset keep t/2 100 150 [100, 149] c"));
    }

    void shouldMoveNoOffsetThatHasMovedMeanwhile()
    {
        Desk desk;
        desk.database.sql().run("insert into rig.stream (cluster, topic) values ('c', 't'); "
                                "insert into rig.reader_position values ('keep', 1, 2, 101)");
        const auto answer = desk.dispatcher()->execute(command(AcceptGap{"keep", {"c", "t"}, 2, 100, 150}));
        QVERIFY(!answer && answer.error().kind == ErrorKind::conflict);
        QCOMPARE(desk.database.sql().number("select next_offset from rig.reader_position"), 101);
        QCOMPARE(desk.records("conflict"), 1);
    }

    void shouldAcceptNoGapThatIsNone()
    {
        Desk desk;
        desk.database.sql().run(
            "insert into rig.stream (cluster, topic) values ('c', 't'); "
            "insert into rig.reader_position values ('keep', 1, 2, 100), ('show', 1, 2, 100)");
        const auto dispatcher = desk.dispatcher();
        const StreamId stream{"c", "t"};
        for (const AcceptGap &none :
             {AcceptGap{"show", stream, 2, 100, 150}, AcceptGap{"keep", stream, -1, 100, 150},
              AcceptGap{"keep", stream, 2, 100, -1}, AcceptGap{"keep", stream, 2, 100, 100}}) {
            const auto answer = dispatcher->execute(command(none));
            QVERIFY(!answer && answer.error().kind == ErrorKind::refused);
        }
        QCOMPARE(desk.database.sql().number("select sum(next_offset) from rig.reader_position"), 200);
        QCOMPARE(desk.records("refused"), 4);
    }
};

std::unique_ptr<QObject> makeDispatcherTest()
{
    return std::make_unique<DispatcherTest>();
}

#include "dispatcher_test.moc"
