#include "access/desk.h"
#include "access/tests.h"
#include "settings/databaseurl.h"
#include "storage/notetables.h"

#include <QTest>

using namespace rig;
using namespace rig::test;
using namespace std::chrono_literals;

namespace {

constexpr Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 12} + 12h;

/// A desk with a plant of one machine A that has one sensor, rpm.
struct Board
{
    Board()
    {
        if (const auto done = dispatcher->execute(command(ImportPlant{smallPlant()})); !done)
            qFatal("%s", qPrintable(done.error().sentence));
    }

    Result<QString> pin(const std::string &text, const std::string &sensor = {}, Instant at = noon,
                        const std::string &user = "test")
    {
        return give(PinNote{"A", sensor, at, text}, user, Actor::Role::operator_);
    }
    Result<QString> unpin(std::int64_t id, const std::string &user = "test",
                          Actor::Role role = Actor::Role::operator_)
    {
        return give(UnpinNote{id}, user, role);
    }
    NotesView seen(const NotesQuestion &question = {})
    {
        const auto view = storage::NoteTables(desk.address.app, {}).notes(question);
        if (!view)
            throw std::runtime_error(view.error().sentence.toStdString());
        return *view;
    }
    std::string recorded()
    {
        return desk.database.sql().text("select concat_ws(' ', action_type, resource_type, resource_id, "
                                        "previous_state, new_state, outcome) "
                                        "from rig.audit_record order by id desc limit 1");
    }

    Desk desk;
    std::unique_ptr<CommandHandler> dispatcher = desk.dispatcher();

private:
    Result<QString> give(const Action &action, const std::string &user, Actor::Role role)
    {
        Command wanted = command(action, role);
        wanted.actor.user = user;
        return dispatcher->execute(wanted);
    }
};

} // namespace

class NotesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }

    void shouldPinANoteAndRecordIt()
    {
        Board board;
        const auto pinned = board.pin("Lager läuft rau", "rpm", noon, "mara");
        QVERIFY2(pinned, qPrintable(said(pinned)));
        QCOMPARE(*pinned, QStringLiteral("Note 1 is pinned to sensor rpm of machine A."));
        QCOMPARE(board.recorded(),
                 "PIN note A/rpm {} {\"at\": \"2026-01-12T12:00:00.000000Z\", \"by\": \"mara\", \"id\": 1, "
                 "\"text\": \"Lager läuft rau\", \"sensor\": \"rpm\", \"machine\": \"A\"} done");
        const Note note = board.seen().notes.at(0);
        QCOMPARE(note.machine, "A");
        QCOMPARE(note.sensor, "rpm");
        QCOMPARE(note.at, noon);
        QCOMPARE(note.text, "Lager läuft rau");
        QCOMPARE(note.by, "mara");
        QVERIFY(note.written > noon);
    }

    void shouldFindNotesByTheirWords()
    {
        Board board;
        QVERIFY(board.pin("Bearing runs rough", "rpm", noon, "mara"));
        QVERIFY(board.pin("Filter changed, 50 % better", {}, noon + 1h, "piet"));
        const auto found = [&](const std::string &words) {
            std::string all;
            for (const Note &note : board.seen({{}, words}).notes)
                all += std::to_string(note.id);
            return all;
        };
        QCOMPARE(found(""), "21"); // the newest first
        QCOMPARE(found("ROUGH bearing"), "1");
        QCOMPARE(found("rough filter"), "");
        QCOMPARE(found("piet"), "2");
        QCOMPARE(found("rpm"), "1");
        QCOMPARE(found("50 %"), "2"); // no pattern
        QCOMPARE(found("_"), "");
        QCOMPARE(found("\"{},\\"), "");
        QCOMPARE(board.seen({"A", {}}).notes.size(), 2);
        QCOMPARE(board.seen({"B", {}}).notes.size(), 0);
        const NotesView one = board.seen({{}, {}, 1});
        QCOMPARE(one.notes.size(), 1);
        QCOMPARE(one.all, 2);
        storage::NoteTables tables(board.desk.address.app, {});
        QVERIFY(!tables.notes({{}, {}, 1'001}));
        QCOMPARE(tables.notes({{}, "a b c d e f g h i j k l m n o p q"}).error().sentence,
                 QStringLiteral("A search has at most 16 words, not 17."));
    }

    void shouldRefuseWhatIsNoNote_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("sensor");
        QTest::addColumn<QString>("sentence");
        const QString text =
            QStringLiteral("A note has 1 to 500 characters of text without control characters.");
        QTest::newRow("empty") << QString() << QString() << text;
        QTest::newRow("spaces") << QStringLiteral("  ") << QString() << text;
        QTest::newRow("long") << QString(501, u'x') << QString() << text;
        QTest::newRow("a command to a terminal") << QStringLiteral("a\x1b[2Jb") << QString() << text;
        QTest::newRow("a line break") << QStringLiteral("a\nb") << QString() << text;
        QTest::newRow("no such sensor") << QStringLiteral("rough") << QStringLiteral("torque")
                                        << QStringLiteral("Machine 'A' has no sensor 'torque'.");
    }

    void shouldRefuseWhatIsNoNote()
    {
        QFETCH(QString, text);
        QFETCH(QString, sensor);
        QFETCH(QString, sentence);
        Board board;
        const auto pinned = board.pin(text.toStdString(), sensor.toStdString());
        QVERIFY(!pinned);
        QCOMPARE(pinned.error().sentence, sentence);
        QVERIFY(board.seen().notes.empty());
    }

    void shouldRefuseATimeThatIsMistyped()
    {
        Board board;
        for (const Instant at :
             {Instant(-1us), Instant(std::chrono::sys_days{std::chrono::year{2101} / 1 / 1})})
            QCOMPARE(board.pin("loud", {}, at).error().sentence,
                     QStringLiteral("A note is about a time from 1970 to 2100."));
        QVERIFY(board.pin("loud", {}, Instant{}));
    }

    void shouldTakeDownOnlyOnesOwn()
    {
        Board board;
        QVERIFY(board.pin("one", {}, noon, "mara"));
        QVERIFY(board.pin("two", {}, noon, "mara"));
        const auto other = board.unpin(1, "piet");
        QVERIFY(!other);
        QCOMPARE(other.error().sentence,
                 QStringLiteral("Note 1 is of mara: who wrote it may take it down, or "
                                "an engineer or admin."));
        QVERIFY(board.recorded().ends_with("refused"));
        QCOMPARE(board.seen().notes.size(), 2);
        QVERIFY(board.unpin(1, "mara"));
        QCOMPARE(board.recorded(),
                 "UNPIN note 1 {\"at\": \"2026-01-12T12:00:00.000000Z\", \"by\": \"mara\", \"id\": 1, "
                 "\"text\": \"one\", \"sensor\": null, \"machine\": \"A\"} {} done");
        QVERIFY(board.unpin(2, "ines", Actor::Role::engineer));
        const auto again = board.unpin(2, "ines", Actor::Role::engineer);
        QVERIFY(!again);
        QCOMPARE(again.error().sentence, QStringLiteral("There is no note of the number 2."));
        QVERIFY(board.seen().notes.empty());
    }

    void shouldHoldAThousandOfAMachine()
    {
        Board board;
        board.desk.database.sql().run("insert into rig.note (machine, at, text, written_by) select 1, now(), "
                                      "'note ' || n, 'test' from generate_series(1, 999) n");
        QVERIFY(board.pin("the last one"));
        const auto more = board.pin("one too many");
        QVERIFY(!more);
        QVERIFY2(more.error().sentence.contains(QStringLiteral("has 1000 notes")), qPrintable(said(more)));
    }

    void shouldBeDoneByTheWorkingRole()
    {
        Board board;
        const auto working = settings::parseDatabaseUrl(workingRoleUrl(board.desk.database));
        QVERIFY(working);
        const composition::Database address{*working, board.desk.address.owner};
        QVERIFY(composition::migrateDatabase(address, storage::Foreign::refuse));
        const Actor bob{"bob", Actor::Role::operator_, "console"};
        const auto pinned = composition::execute(address, bob, PinNote{"A", "rpm", noon, "rough"});
        QVERIFY2(pinned, qPrintable(said(pinned)));
        QCOMPARE(storage::NoteTables(*working, {}).notes({}).value().notes.size(), 1);
        const auto taken = composition::execute(address, bob, UnpinNote{1});
        QVERIFY2(taken, qPrintable(said(taken)));
    }
};

std::unique_ptr<QObject> makeNotesTest()
{
    return std::make_unique<NotesTest>();
}

#include "notes_test.moc"
