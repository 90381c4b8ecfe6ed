#include "paintedtexts.h"
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
    void shouldCutNoTimeOfItsAxis_data();
    void shouldCutNoTimeOfItsAxis();
    void shouldShortenLongTitles();
    void shouldPaintNoLimitsNameOverAnothers();

private:
    void presentAndWait(TrendPicture picture);
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

void TrendChartTest::presentAndWait(TrendPicture picture)
{
    m_chart->present(std::move(picture));
    QTest::qWait(20); // the library lays the axes out later
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

void TrendChartTest::shouldCutNoTimeOfItsAxis_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<std::chrono::seconds>("span");
    QTest::addColumn<std::chrono::seconds>("after");
    QTest::addColumn<int>("units");
    using std::chrono::seconds;
    for (const QSize size : {QSize(420, 300), QSize(980, 540), QSize(3500, 1900)})
        for (const seconds span : {seconds(40s), seconds(10min), seconds(8h), seconds(168h)})
            for (const seconds after : {seconds(0s), seconds(30s)})
                for (const int units : {1, 2})
                    QTest::addRow("%d px, %d s, after %d s, %d units", size.width(), int(span.count()),
                                  int(after.count()), units)
                        << size << span << after << units;
}

void TrendChartTest::shouldCutNoTimeOfItsAxis()
{
    QFETCH(const QSize, size);
    QFETCH(const std::chrono::seconds, span);
    QFETCH(const std::chrono::seconds, after);
    QFETCH(const int, units);
    std::vector<TrendCurve> curves;
    for (int i = 0; i < units; ++i) {
        curves.push_back(curve(u"Curve %1"_s.arg(i)));
        curves.back().unit = u"unit %1"_s.arg(i);
    }
    m_chart->resize(size);
    presentAndWait({begin + after, begin + after + span, std::move(curves), {}});
    int times = 0;
    for (const PaintedText &one : paintedTexts(plot())) {
        if (one.text.count(QChar(0x200B)) == one.text.size()) // tells equal times apart for the library
            continue;
        times += one.text.contains(u':') || one.text.contains(u"Jan"_s) ? 1 : 0;
        QVERIFY2(!one.cut(false), qPrintable(one.text));
    }
    QVERIFY(times >= 2);
}

void TrendChartTest::shouldShortenLongTitles()
{
    const QString title = u"Temperature of the bearing at the far end of the shaft "_s.repeated(4).left(198);
    std::vector<TrendCurve> curves{curve(title), curve(title)};
    curves[0].limits.hi = 40; // far above the plot
    curves[1].limits.hi = 3.25;
    curves[1].unit = u"°C"_s;
    for (const int width : {900, 120}) {
        m_chart->resize(width, 500);
        presentAndWait(picture(curves));
        QTest::mouseMove(&plot(), {width / 2, 250});
        QTRY_COMPARE(m_chart->cursorTexts().size(), 3);
        int shortened = 0;
        for (const PaintedText &one : paintedTexts(plot())) {
            const bool isOfATitle = one.text.contains(u"Tem"_s) || one.text.contains(u'…');
            shortened += isOfATitle ? 1 : 0;
            QVERIFY2(!isOfATitle || one.text.contains(u'…'), qPrintable(one.text));
            QVERIFY2(width < 900 || !one.cut(false), qPrintable(one.text));
        }
        QVERIFY2(width < 900 || shortened == 6, qPrintable(QString::number(shortened)));
    }
}

void TrendChartTest::shouldPaintNoLimitsNameOverAnothers()
{
    std::vector<TrendCurve> curves{curve(u"Vibration"_s), curve(u"Inlet dust"_s), curve(u"Wear"_s)};
    // Beyond the plot stand the names of others, in rows along its edges.
    curves[1].limits.hi = 40;
    curves[2].limits.lo = -40;
    QStringList names;
    for (int tenth = 12; tenth <= 46; ++tenth) {
        curves[0].limits.hiHi = tenth / 10.0;
        presentAndWait(picture(curves));
        QList<PaintedText> limits = paintedTexts(plot());
        erase_if(limits, [](const PaintedText &one) {
            return !one.text.contains(u"Hi "_s) && !one.text.contains(u"Lo "_s);
        });
        for (qsizetype i = 0; i < limits.size(); ++i) {
            names.append(limits[i].text);
            for (qsizetype j = 0; j < i; ++j)
                QVERIFY2(!limits[i].place.intersects(limits[j].place),
                         qPrintable(limits[i].text + u" over "_s + limits[j].text));
        }
    }
    QVERIFY(names.contains(u"▲ Inlet dust Hi 40"_s));
    QVERIFY(names.contains(u"▼ Wear Lo −40"_s));
    QVERIFY(names.contains(u"Vibration HiHi 3"_s));
}

} // namespace

std::unique_ptr<QObject> makeTrendChartTest()
{
    return std::make_unique<TrendChartTest>();
}

#include "trendchart_test.moc"
