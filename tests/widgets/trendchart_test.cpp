#include "presentation/theme.h"
#include "tests.h"
#include "widgets/trendchart.h"

#include <QAbstractScrollArea>
#include <QScreen>
#include <QTest>

using namespace rig;
using namespace rig::widgets;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using presentation::Theme;

namespace {

class TrendChartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_chart.reset(); }
    void shouldLeaveNothingOfWhatStoodThereBefore();

private:
    QWidget &plot() const { return *m_chart->findChild<QAbstractScrollArea *>()->viewport(); }
    QImage onTheScreen() const;

    std::unique_ptr<TrendChart> m_chart;
};

constexpr auto begin = Instant(std::chrono::sys_days(2026y / 1 / 12) + 8h);

/// Ten minutes of a curve that climbs from 2 to 4 mm/s.
TrendCurve curve(const QString &title)
{
    TrendCurve climbing{title, u"mm/s"_s, 2, {}, {"vibration", {}}};
    for (int i = 0; i <= 100; ++i) {
        const double value = 2 + i / 50.0;
        climbing.line.points.push_back({begin + i * 6s, value, value, value, Quality::good, false});
    }
    return climbing;
}

TrendPicture picture(std::vector<TrendCurve> curves)
{
    return {begin, begin + 10min, std::move(curves), {}};
}

void TrendChartTest::init()
{
    m_chart = std::make_unique<TrendChart>(Theme(Theme::Kind::neon));
    m_chart->resize(900, 500);
    m_chart->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_chart.get()));
}

QImage TrendChartTest::onTheScreen() const
{
    QTest::qWait(200);
    return m_chart->screen()->grabWindow(m_chart->winId()).toImage();
}

void TrendChartTest::shouldLeaveNothingOfWhatStoodThereBefore()
{
    const auto asIfNew = [this] {
        m_chart->hide();
        m_chart->show();
        if (!QTest::qWaitForWindowExposed(m_chart.get()))
            return QImage();
        return onTheScreen();
    };
    const EmptyNote note{u"Nothing is stored here"_s, u"From 12 Jan to 13 Jan nothing came."_s,
                         presentation::Glyph::unknown};
    for (int i = 0; i < 3; ++i) {
        m_chart->present(picture({curve(u"Vibration"_s)}));
        const QImage curves = onTheScreen();
        QCOMPARE(curves, asIfNew());
        m_chart->present({begin, begin + 10min, {}, note});
        const QImage empty = onTheScreen();
        QCOMPARE(empty, asIfNew());
        QVERIFY(curves != empty);
    }
}

} // namespace

std::unique_ptr<QObject> makeTrendChartTest()
{
    return std::make_unique<TrendChartTest>();
}

#include "trendchart_test.moc"
