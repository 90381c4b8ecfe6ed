#include "domain/storedfinding.h"

#include "tests.h"

#include <QTest>

using namespace rig;
using namespace std::chrono_literals;

namespace {

Finding of(std::vector<FindingShare> shares, FindingKind kind = FindingKind::unusual)
{
    Finding finding;
    finding.kind = kind;
    finding.shares = std::move(shares);
    return finding;
}

} // namespace

class StoredFindingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldSayHowMuchFindingsAreAlike()
    {
        const Finding one = of({{"a", .6}, {"b", .4}});
        QCOMPARE(similarity(one, one), 1.);
        QCOMPARE(similarity(one, of({{"a", .3}, {"b", .2}})), 1.); // what the others have does not matter
        QCOMPARE(similarity(one, of({{"c", 1}})), 0.);
        QCOMPARE(similarity(one, of({})), 0.);
        QCOMPARE(similarity(one, of({{"a", .6}, {"b", .4}}, FindingKind::lost)), 0.);
        const double half = similarity(one, of({{"b", 1}}));
        QVERIFY(half > .5 && half < .6); // .4 / sqrt(.52)
    }

    void shouldGiveTheMostSimilarFirst()
    {
        const auto stored = [](std::int64_t id, std::vector<FindingShare> shares, Instant at = {}) {
            StoredFinding one;
            one.id = id;
            one.finding = of(std::move(shares));
            one.finding.started = at;
            return one;
        };
        const auto similar = similarTo(
            of({{"a", .9}, {"b", .1}}),
            {stored(1, {{"c", 1}}), stored(2, {{"a", .5}, {"b", .5}}), stored(3, {{"a", .9}, {"b", .1}}),
             stored(4, {{"a", .9}, {"b", .1}}, Instant(1h)), stored(5, {{"a", .8}})},
            3);
        QCOMPARE(similar.size(), 3);
        QCOMPARE(similar[0].stored.id, 4); // of equals the newer one
        QCOMPARE(similar[1].stored.id, 3);
        QCOMPARE(similar[2].stored.id, 5);
    }

    void shouldReadBackTheWordsOfMarks()
    {
        for (const FindingMark mark : {FindingMark::isTrue, FindingMark::isFalse, FindingMark::knownWork})
            QVERIFY(findingMarkFromWord(word(mark)) == mark);
        QVERIFY(!findingMarkFromWord("perhaps"));
    }
};

std::unique_ptr<QObject> makeStoredFindingTest()
{
    return std::make_unique<StoredFindingTest>();
}

#include "storedfindingtest.moc"
