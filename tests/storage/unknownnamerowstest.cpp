#include "storage/unknownnamerows.h"

#include "storage/database.h"
#include "storage/migrations.h"
#include "storage/tests.h"

#include <thread>

using namespace Qt::Literals::StringLiterals;
using rig::UnknownName;
using rig::UnknownNameSummary;
using rig::storage::addUnknownNames;
using rig::storage::Connection;
using rig::storage::readUnknownNames;
using rig::storage::Transaction;

class UnknownNameRowsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<rig::test::TestDatabase> m_database;
    std::unique_ptr<Connection> m_connection;

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }
    void init()
    {
        m_database = std::make_unique<rig::test::TestDatabase>();
        m_connection = connectTo(*m_database);
        QVERIFY(rig::storage::migrate(*m_connection, rig::storage::Foreign::refuse));
    }
    void cleanup()
    {
        m_connection.reset();
        m_database.reset();
    }

    void shouldKnowNoneAtFirst()
    {
        QVERIFY(addUnknownNames(*m_connection, {}, 0));
        QVERIFY(readUnknownNames(*m_connection, 5).value() == UnknownNameSummary());
    }

    void shouldAddUpAndShowTheNewestValue()
    {
        QVERIFY(addUnknownNames(*m_connection, {{"status", 2, "A", "\"on\""}, {"", 1, "A", "null"}}, 3));
        QVERIFY(addUnknownNames(*m_connection, {{"dust", 5, "C", "0.7"}, {"status", 4, "B", "\"off\""}}, 0));
        const UnknownNameSummary all = readUnknownNames(*m_connection, 5).value();
        QCOMPARE(all.values, std::uint64_t{12});
        QCOMPARE(all.beyond, std::uint64_t{3});
        QCOMPARE(all.names, std::uint64_t{3});
        QVERIFY(all.first == (std::vector<UnknownName>{{"status", 6, "B", "\"off\""},
                                                       {"dust", 5, "C", "0.7"},
                                                       {"", 1, "A", "null"}}));
        const UnknownNameSummary some = readUnknownNames(*m_connection, 1).value();
        QCOMPARE(some.first.size(), std::size_t{1});
        QCOMPARE(some.values, all.values);
        QCOMPARE(some.names, all.names);
    }

    /// As a sensor such a name would make readings rejected, however many numbers came since.
    void shouldKeepASampleThatIsNoNumber()
    {
        for (const char *sample : {"1", "\"on\"", "2", "null", "-3"})
            QVERIFY(addUnknownNames(*m_connection, {{"mixed", 1, sample, sample}}, 0));
        QVERIFY(readUnknownNames(*m_connection, 5).value().first ==
                (std::vector<UnknownName>{{"mixed", 5, "\"on\"", "\"on\""}}));
    }

    void shouldTakeNamesAsTheyAre()
    {
        const std::vector<UnknownName> names{{"a\"b\\c,{}'%", 1, "{\"}", "\\\\\"\"{,}"},
                                             {"NULL", 1, "NULL", "NULL"}};
        QVERIFY(addUnknownNames(*m_connection, names, 0));
        QVERIFY(readUnknownNames(*m_connection, 5).value().first ==
                (std::vector<UnknownName>{names[1], names[0]}));
    }

    /// A flood makes room for what comes new, and pushes out nothing that came often.
    void shouldHoldAThousandNamesThatCameOftenOrLately()
    {
        QVERIFY(addUnknownNames(*m_connection, {{"often", 9, "A", "1"}}, 0));
        std::vector<UnknownName> names;
        for (int i = 0; i < 1000; ++i)
            names.push_back({"flood" + std::to_string(i), 2, "A", "1"});
        QVERIFY(addUnknownNames(*m_connection, names, 5));
        for (UnknownName &name : names)
            name.name += "b";
        QVERIFY(addUnknownNames(*m_connection, names, 0));
        QVERIFY(addUnknownNames(*m_connection, {{"new", 1, "A", "1"}}, 0));
        const UnknownNameSummary summary = readUnknownNames(*m_connection, 2000).value();
        QVERIFY2(summary.names >= 500 && summary.names <= 1000, qPrintable(QString::number(summary.names)));
        QCOMPARE(summary.first.front().name, "often");
        QCOMPARE(summary.first.back().name, "new");
        QCOMPARE(summary.values + summary.beyond, std::uint64_t{9 + 2000 + 5 + 2000 + 1});
    }

    void shouldLetInstancesCountTheSameNamesAtOnce()
    {
        constexpr int rounds = 50;
        std::vector<UnknownName> names;
        for (int i = 0; i < 50; ++i)
            names.push_back({"n" + std::to_string(i), 1, "A", "1"});
        std::array<int, 3> done{};
        std::vector<std::jthread> instances;
        for (int &mine : done)
            instances.emplace_back([&mine, &names, this] {
                const auto connection = connectTo(*m_database);
                std::vector<UnknownName> own = names;
                for (int i = 0; i < rounds; ++i) {
                    std::reverse(own.begin(), own.end());
                    mine += addUnknownNames(*connection, own, 1) ? 1 : 0;
                }
            });
        instances.clear();
        for (const int one : done)
            QCOMPARE(one, rounds);
        QCOMPARE(readUnknownNames(*m_connection, 1)->values, std::uint64_t{3 * rounds * 50});
        QCOMPARE(readUnknownNames(*m_connection, 1)->beyond, std::uint64_t{3 * rounds});
    }
};

std::unique_ptr<QObject> makeUnknownNameRowsTest()
{
    return std::make_unique<UnknownNameRowsTest>();
}

#include "unknownnamerowstest.moc"
