#include "ctl/tests.h"
#include "support/installation.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;

/// `rigctl notes`.
class NotesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        RIG_NEEDS_DATABASE();
        m_database = std::make_unique<TestDatabase>();
        m_installation = std::make_unique<Installation>(*m_database, "none");
        RIG_VERIFY_DONE(m_installation->run({u"plant"_s, u"import"_s, u"demo"_s}));
    }

    void shouldPinFindAndTakeDown()
    {
        QVERIFY(run({u"list"_s}).out.contains(u"There is no such note."_s));
        const Outcome pinned = run({u"pin"_s, u"A"_s, u"--sensor"_s, u"rpm"_s, u"--text"_s, u"Lager rauh"_s,
                                    u"--at"_s, u"2026-01-12T12:00:00Z"_s});
        RIG_VERIFY_DONE(pinned);
        QCOMPARE(pinned.out.trimmed(), u"Note 1 is pinned to sensor rpm of machine A."_s);
        RIG_VERIFY_DONE(run({u"pin"_s, u"B"_s, u"--text"_s, u"oil"_s}));
        const QJsonArray notes = listed({});
        QCOMPARE(notes.size(), 2);
        QCOMPARE(notes[0][u"machine"], u"B"_s); // of now
        QVERIFY(notes[0][u"sensor"].isNull());
        QCOMPARE(notes[1][u"at"], u"2026-01-12T12:00:00.000000Z"_s);
        QCOMPARE(notes[1][u"text"], u"Lager rauh"_s);
        QVERIFY(!notes[1][u"by"].toString().isEmpty());
        QCOMPARE(listed({u"--search"_s, u"LAGER rotor"_s}).size(), 1); // "Rotor speed" is the sensor's title
        QCOMPARE(listed({u"--machine"_s, u"B"_s}).size(), 1);
        const QString table = run({u"list"_s, u"--most"_s, u"1"_s}).out;
        QVERIFY2(table.contains(u"oil"_s) && table.contains(u"1 more"_s), qPrintable(table));
        RIG_VERIFY_DONE(run({u"unpin"_s, u"1"_s}));
        QCOMPARE(listed({}).size(), 1);
        QCOMPARE(run({u"unpin"_s, u"1"_s}).exitCode, 1);
        const Outcome nowhere = run({u"list"_s, u"--machine"_s, u"NOPE"_s});
        QCOMPARE(nowhere.exitCode, 1);
        QVERIFY2(nowhere.err.contains(u"no machine 'NOPE'"_s), qPrintable(nowhere.err));
    }

    void shouldSayWhatToChange_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no text") << QStringList{u"pin"_s, u"A"_s} << u"Say it with --text TEXT"_s;
        QTest::newRow("no machine") << QStringList{u"pin"_s, u"--text"_s, u"x"_s} << u"Name the machine"_s;
        QTest::newRow("no number") << QStringList{u"unpin"_s, u"one"_s} << u"is a number"_s;
        QTest::newRow("a machine to list") << QStringList{u"list"_s, u"A"_s} << u"leave 'A' away"_s;
        QTest::newRow("long ago") << QStringList{u"pin"_s, u"A"_s,    u"--text"_s,
                                                 u"x"_s,   u"--at"_s, u"0001-01-01T00:00Z"_s}
                                  << u"from 1970 to 2100"_s;
        QTest::newRow("too many") << QStringList{u"list"_s, u"--most"_s, u"5000"_s} << u"1 to 1000"_s;
        QTest::newRow("a search to pin")
            << QStringList{u"pin"_s, u"A"_s, u"--text"_s, u"x"_s, u"--search"_s, u"x"_s}
            << u"--search says nothing with `pin`"_s;
        QTest::newRow("no time") << QStringList{u"pin"_s, u"A"_s, u"--text"_s, u"x"_s, u"--at"_s, u"soon"_s}
                                 << u"soon"_s;
    }

    void shouldSayWhatToChange()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, sentence);
        const Outcome outcome = run(words);
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains(sentence), qPrintable(outcome.err));
    }

private:
    Outcome run(const QStringList &words) const
    {
        return m_installation->run(QStringList{u"notes"_s} + words);
    }
    QJsonArray listed(const QStringList &options) const
    {
        const Outcome outcome = run(QStringList{u"list"_s, u"--json"_s} + options);
        return QJsonDocument::fromJson(outcome.out.toUtf8())[u"notes"].toArray();
    }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<Installation> m_installation;
};

std::unique_ptr<QObject> makeNotesTest()
{
    return std::make_unique<NotesTest>();
}

#include "notes_test.moc"
