#include "domain/limits.h"
#include "domain/origin.h"
#include "domain/quality.h"
#include "domain/sensor.h"
#include "domain/tests.h"

#include <QTest>

using namespace rig;

/// The words and numbers that stand in the database and in other programs: they never change.
class WordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldKeepTheWordsAndNumbersOfOrigins()
    {
        const std::string_view words[] = {"field", "simulated", "replayed", "history", "ingest"};
        for (std::int16_t number = 0; number < 5; ++number) {
            QCOMPARE(word(static_cast<Origin>(number)), words[number]);
            QCOMPARE(originFromWord(words[number]), std::optional(static_cast<Origin>(number)));
        }
        QVERIFY(!originFromWord("Simulated"));
        QVERIFY(!originFromWord(""));
    }

    void shouldKeepTheWordsAndNumbersOfCategories()
    {
        const std::string_view words[] = {"environmental", "mechanical", "thermal",
                                          "electrical",    "fluid",      "custom"};
        for (std::int16_t number = 0; number < 6; ++number) {
            QCOMPARE(word(static_cast<Category>(number)), words[number]);
            QCOMPARE(categoryFromWord(words[number]), std::optional(static_cast<Category>(number)));
        }
        QVERIFY(!categoryFromWord("MECHANICAL"));
    }

    void shouldKeepTheWordsAndNumbersOfLimits()
    {
        const std::string_view words[] = {"lo_lo", "lo", "hi", "hi_hi", "stale"};
        for (std::int16_t number = 0; number < 5; ++number)
            QCOMPARE(word(static_cast<LimitName>(number)), words[number]);
    }

    void shouldSayHowGoodAValueIsForEachReason()
    {
        const std::pair<std::int16_t, std::string_view> qualities[] = {
            {0, "good"},      {1, "uncertain"}, {2, "uncertain"}, {3, "uncertain"},
            {4, "uncertain"}, {5, "bad"},       {6, "bad"}};
        for (const auto &[reason, quality] : qualities)
            QCOMPARE(word(qualityOf(static_cast<QualityReason>(reason))), quality);
    }
};

std::unique_ptr<QObject> makeWordsTest()
{
    return std::make_unique<WordsTest>();
}

#include "wordstest.moc"
