#include "presentation/lifewords.h"
#include "tests.h"

#include <QTest>

using namespace rig;
using namespace rig::presentation;
using namespace Qt::Literals::StringLiterals;

namespace {

class LifeWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldRoundDownAndColourByWhatIsLeft_data()
    {
        QTest::addColumn<RemainingLife>("life");
        QTest::addColumn<QString>("words");
        QTest::addColumn<Status>("status");
        QTest::newRow("minutes") << RemainingLife{.2, .9, 3} << u"<1 HRS 0 – 3 h"_s << Status::alarm;
        QTest::newRow("an hour") << RemainingLife{.5, 1, 3} << u"1 HRS 0 – 3 h"_s << Status::alarm;
        QTest::newRow("hours") << RemainingLife{6.4, 9.9, 14.2} << u"9 HRS 6 – 14 h"_s << Status::alarm;
        QTest::newRow("nearly a day") << RemainingLife{12, 23.9, 60} << u"23 HRS 0 – 2 d"_s << Status::alarm;
        QTest::newRow("a day") << RemainingLife{20, 24, 47} << u"1 DAYS 20 – 47 h"_s << Status::warning;
        QTest::newRow("days") << RemainingLife{60, 167.9, 300} << u"6 DAYS 2 – 12 d"_s << Status::warning;
        QTest::newRow("a week") << RemainingLife{100, 168, 700} << u"1 WEEKS 0 – 4 wk"_s << Status::normal;
        QTest::newRow("weeks") << RemainingLife{900, 3000, 5000} << u"17 WEEKS 5 – 29 wk"_s << Status::normal;
    }
    void shouldRoundDownAndColourByWhatIsLeft()
    {
        QFETCH(RemainingLife, life);
        QFETCH(QString, words);
        QFETCH(Status, status);
        const LifeWords said = lifeWords(life);
        QCOMPARE(u"%1 %2 %3"_s.arg(said.number, said.unit, said.band), words);
        QCOMPARE(said.status, status);
    }
};

} // namespace

std::unique_ptr<QObject> makeLifeWordsTest()
{
    return std::make_unique<LifeWordsTest>();
}

#include "lifewords_test.moc"
