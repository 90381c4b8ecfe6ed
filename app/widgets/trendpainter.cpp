#include "widgets/trendpainter.h"

#include "presentation/numbers.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Role;
using presentation::Status;
using presentation::TextStyle;
using presentation::Theme;
using std::chrono::microseconds;

namespace {

constexpr double narrowestGap = 4;
constexpr std::size_t densePoints = 400; ///< of a curve: about one in two pixels
constexpr double wordsApart = 14;        ///< of two limits, that both have words
constexpr double widestTitle = 1.0 / 3;  ///< as a share of the plot
constexpr double nameHeight = 16;
constexpr double nameMargin = 2; ///< between a name and a curve

/// The newest at this instant, unless a gap lies there or the sensor was silent.
const TrendPoint *pointAt(const TrendLine &line, Instant at)
{
    const auto after = std::ranges::upper_bound(line.points, at, {}, &TrendPoint::at);
    if (after == line.points.begin() || (after != line.points.end() && after->gapBefore))
        return nullptr;
    if (after == line.points.end() && line.silentFrom && at > *line.silentFrom)
        return nullptr;
    return &*std::prev(after);
}

/// Empty for a good one.
QString qualityText(Quality quality)
{
    if (quality == Quality::good)
        return {};
    return u"  "_s + (quality == Quality::bad
                          ? QCoreApplication::translate("rig::widgets::TrendPainter", "bad")
                          : QCoreApplication::translate("rig::widgets::TrendPainter", "uncertain"));
}

double count(microseconds span)
{
    return static_cast<double>(span.count());
}

} // namespace

struct TrendPainter::NamedLimit
{
    double value;
    QString word;
    bool second; ///< of two in a direction
};

TrendPainter::TrendPainter(const Theme &theme)
    : m_theme(theme), m_number(TextStyle::number), m_small(TextStyle::tiny), m_strong(TextStyle::smallStrong)
{
}

void TrendPainter::setPicture(TrendPicture picture)
{
    m_picture = std::move(picture);
    m_scales = scalesOf(m_picture);
}

void TrendPainter::paint(QPainter &painter, const QRectF &plot, std::optional<double> cursor)
{
    m_plot = plot;
    if (m_picture.note)
        return paintEmptyNote(painter, plot, *m_picture.note, m_theme);
    painter.save();
    painter.setClipRect(plot);
    for (const auto &[from, to] : commonGaps(m_picture))
        paintGap(painter, from, to);
    paintLimits(painter);
    for (std::size_t i = 0; i < m_picture.curves.size(); ++i)
        paintCurve(painter, m_picture.curves[i], i);
    paintNames(painter);
    painter.restore();
    paintUnits(painter);
    if (cursor)
        paintCursor(painter, *cursor);
}

QStringList TrendPainter::cursorTexts(const QRectF &plot, double cursor) const
{
    if (m_picture.note)
        return {};
    const double share = (cursor - plot.left()) / plot.width();
    const Instant at =
        m_picture.from + microseconds(std::llround(share * count(m_picture.to - m_picture.from)));
    QStringList texts{presentation::timeText(at)};
    for (const TrendCurve &curve : m_picture.curves) {
        const TrendPoint *point = pointAt(curve.line, at);
        texts.append(u"%1 %2 %3"_s.arg(shortTitle(curve, m_number, plot),
                                       point ? presentation::fixedNumber(point->last, curve.decimals)
                                             : presentation::noValueText(),
                                       point ? curve.unit + qualityText(point->quality) : QString()));
    }
    return texts;
}

double TrendPainter::x(Instant at) const
{
    return m_plot.left() + m_plot.width() * count(at - m_picture.from) / count(m_picture.to - m_picture.from);
}

const TrendScale &TrendPainter::scaleOf(const TrendCurve &curve) const
{
    return *std::ranges::find(m_scales, curve.unit, &TrendScale::unit);
}

double TrendPainter::y(const TrendCurve &curve, double value) const
{
    const TrendScale &scale = scaleOf(curve);
    return m_plot.bottom() - m_plot.height() * (value - scale.low) / (scale.high - scale.low);
}

void TrendPainter::paintGap(QPainter &painter, Instant from, Instant to) const
{
    const QRectF gap(QPointF(x(from), m_plot.top()), QPointF(x(to), m_plot.bottom()));
    if (gap.width() < narrowestGap)
        return;
    QColor ink = m_theme.status(Status::stale).ink;
    ink.setAlphaF(.2F);
    paintHatch(painter, gap, ink, 9, 1);
    const QString words = QCoreApplication::translate("rig::widgets::TrendPainter", "no data");
    if (m_small.width(words) + 8 < gap.width())
        paintText(painter, {gap.center().x() - m_small.width(words) / 2, gap.bottom() - 8}, words, m_small,
                  m_theme.colour(Role::text3));
}

/// Ascending, without those that are not set.
std::vector<TrendPainter::NamedLimit> TrendPainter::limitsOf(const TrendCurve &curve)
{
    std::vector<NamedLimit> set;
    const auto add = [&set](const std::optional<double> &value, const QString &word, bool second) {
        if (value)
            set.push_back({*value, word, second});
    };
    add(curve.limits.loLo, u"LoLo"_s, true);
    add(curve.limits.lo, u"Lo"_s, false);
    add(curve.limits.hi, u"Hi"_s, false);
    add(curve.limits.hiHi, u"HiHi"_s, true);
    return set;
}

QString TrendPainter::shortTitle(const TrendCurve &curve, const Ink &ink, const QRectF &plot) const
{
    return ink.metrics.elidedText(curve.title, Qt::ElideRight, plot.width() * widestTitle);
}

QString TrendPainter::limitName(const TrendCurve &curve, const NamedLimit &limit) const
{
    const QString name = limit.word + u' ' + presentation::plainNumber(limit.value);
    return m_picture.curves.size() > 1 ? shortTitle(curve, m_small, m_plot) + u' ' + name : name;
}

/// Those beyond the plot's edges come first: they have no line there that could stand for them.
void TrendPainter::paintLimits(QPainter &painter) const
{
    std::vector<double> named;
    for (std::size_t i = 0; i < m_picture.curves.size(); ++i)
        paintFarLimits(painter, i, named);
    for (const TrendCurve &curve : m_picture.curves)
        for (const NamedLimit &limit : limitsOf(curve))
            paintLimit(painter, curve, limit, named);
}

/// Of each edge the nearest.
void TrendPainter::paintFarLimits(QPainter &painter, std::size_t series, std::vector<double> &named) const
{
    const TrendCurve &curve = m_picture.curves[series];
    const TrendScale &scale = scaleOf(curve);
    const std::vector<NamedLimit> limits = limitsOf(curve);
    const double row = wordsApart * static_cast<double>(series);
    const auto above = std::ranges::upper_bound(limits, scale.high, {}, &NamedLimit::value);
    if (above != limits.end())
        paintLimitName(painter, m_plot.top() + wordsApart + row, u"▲ "_s + limitName(curve, *above), named);
    const auto below = std::ranges::lower_bound(limits, scale.low, {}, &NamedLimit::value);
    if (below != limits.begin())
        paintLimitName(painter, m_plot.bottom() - 6 - row, u"▼ "_s + limitName(curve, *std::prev(below)),
                       named);
}

void TrendPainter::paintLimit(QPainter &painter, const TrendCurve &curve, const NamedLimit &limit,
                              std::vector<double> &named) const
{
    const TrendScale &scale = scaleOf(curve);
    if (limit.value < scale.low || limit.value > scale.high)
        return;
    QPen pen(m_theme.colour(Role::lineStrong), limit.second ? 1.5 : 1);
    if (!limit.second)
        pen.setDashPattern({3, 3});
    const double line = std::round(y(curve, limit.value)) + .5;
    painter.setPen(pen);
    painter.drawLine(QPointF(m_plot.left(), line), QPointF(m_plot.right(), line));
    paintLimitName(painter, line - 4, limitName(curve, limit), named);
}

/// `named`: base lines of the names that stand already; close to one of them there is no other.
void TrendPainter::paintLimitName(QPainter &painter, double base, const QString &name,
                                  std::vector<double> &named) const
{
    if (std::ranges::any_of(named, [base](double other) { return std::abs(other - base) < wordsApart; }))
        return;
    named.push_back(base);
    paintText(painter, {m_plot.left() + 6, base}, name, m_small, m_theme.colour(Role::text2));
}

void TrendPainter::paintCurve(QPainter &painter, const TrendCurve &curve, std::size_t series) const
{
    std::array<std::vector<QLineF>, 3> linesOf; // by quality
    linesOf[0].reserve(2 * curve.line.points.size());
    const TrendPoint *before = nullptr;
    for (const TrendPoint &point : curve.line.points) {
        const double at = x(point.at);
        auto &lines = linesOf.at(static_cast<std::size_t>(point.quality));
        if (before && !point.gapBefore)
            lines.emplace_back(x(before->at), y(curve, before->last), at,
                               y(curve, std::clamp(before->last, point.low, point.high)));
        // Also a value alone between two gaps is seen.
        const double low = y(curve, point.low);
        const double high = y(curve, point.high);
        if (low != high || !before || point.gapBefore)
            lines.emplace_back(at, low + .5, at, high - .5);
        before = &point;
    }
    // Thousands of smoothed strokes cost ten times as much, and nobody sees the difference.
    painter.setRenderHint(QPainter::Antialiasing, curve.line.points.size() < densePoints);
    for (const Quality quality : {Quality::good, Quality::uncertain, Quality::bad}) {
        const auto &lines = linesOf.at(static_cast<std::size_t>(quality));
        QPen pen = seriesPen(m_theme, series, 2);
        if (quality != Quality::good) {
            // As the cards show it: what cannot be trusted stands in the colour of that, and broken.
            pen.setColor(m_theme.status(quality == Quality::bad ? Status::bad : Status::stale).ink);
            pen.setDashPattern({1, 1});
        }
        painter.setPen(pen);
        painter.drawLines(lines.data(), static_cast<int>(lines.size()));
    }
}

/// At the line's end, where it can be told which it is without a legend, and on no curve where there is room.
void TrendPainter::paintNames(QPainter &painter) const
{
    std::vector<QRectF> places;
    for (std::size_t i = 0; i < m_picture.curves.size(); ++i) {
        const TrendCurve &curve = m_picture.curves[i];
        if (curve.line.points.empty())
            continue;
        const TrendPoint &end = curve.line.points.back();
        const QString title = shortTitle(curve, m_strong, m_plot);
        const double width = m_strong.width(title) + 6;
        const double left =
            std::max(m_plot.left() + 1, std::min(x(end.at) - width - 3, m_plot.right() - width - 1));
        FreeRows rows(m_plot.top(), m_plot.bottom());
        for (const TrendCurve &other : m_picture.curves)
            coverBy(other, left, left + width, rows);
        for (const QRectF &place : places)
            if (place.left() < left + width && place.right() > left)
                rows.cover(place.top(), place.bottom());
        const double middle = rows.nearest(y(curve, end.high) - nameHeight / 2, nameHeight);
        places.emplace_back(left, middle - nameHeight / 2, width, nameHeight);
        QColor plate = m_theme.colour(Role::panel);
        plate.setAlphaF(.8F);
        painter.fillRect(places.back(), plate);
        paintText(painter, {left + 3, middle + 4}, title, m_strong, m_theme.series().at(i));
    }
}

void TrendPainter::coverBy(const TrendCurve &curve, double left, double right, FreeRows &rows) const
{
    const TrendPoint *before = nullptr;
    for (const TrendPoint &point : curve.line.points) {
        const bool joined = before && !point.gapBefore;
        const double from = x(joined ? before->at : point.at);
        if (from <= right && x(point.at) >= left)
            rows.cover(y(curve, joined ? std::max(point.high, before->last) : point.high) - nameMargin,
                       y(curve, joined ? std::min(point.low, before->last) : point.low) + nameMargin);
        before = &point;
    }
}

void TrendPainter::paintUnits(QPainter &painter) const
{
    double right = m_plot.right();
    for (std::size_t i = 0; i < m_scales.size(); ++i) {
        const QString &unit = m_scales[i].unit;
        const double left = i == 0 ? m_plot.left() : right - m_small.width(unit);
        paintText(painter, {left, m_plot.top() - 8}, unit, m_small, m_theme.colour(Role::text2));
        right += i == 0 ? 0 : 48;
    }
}

void TrendPainter::paintCursor(QPainter &painter, double cursor) const
{
    const double at = std::round(cursor) + .5;
    painter.setPen(QPen(m_theme.colour(Role::text2), 1));
    painter.drawLine(QPointF(at, m_plot.top()), QPointF(at, m_plot.bottom()));
    const QStringList texts = cursorTexts(m_plot, cursor);
    double width = 0;
    for (const QString &text : texts)
        width = std::max(width, m_number.width(text));
    const QSizeF size(width + 20, 18.0 * static_cast<double>(texts.size()) + 10);
    const bool leftOf = at + 12 + size.width() > m_plot.right();
    const QRectF plate(QPointF(leftOf ? at - 12 - size.width() : at + 12, m_plot.top() + 8), size);
    paintBox(painter, plate, m_theme.colour(Role::raised), m_theme.colour(Role::lineStrong));
    double base = plate.top() + 18;
    for (qsizetype i = 0; i < texts.size(); ++i, base += 18)
        paintText(painter, {plate.left() + 10, base}, texts[i], m_number,
                  i == 0 ? m_theme.colour(Role::text2)
                         : m_theme.series().at(static_cast<std::size_t>(i - 1)));
}

QPen seriesPen(const Theme &theme, std::size_t series, double width)
{
    static const std::vector<QList<double>> dashes{{}, {}, {6, 3}, {8, 3, 2, 3}, {2, 3}, {12, 4}};
    QPen pen(theme.series().at(series), width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    if (!dashes[series].isEmpty()) {
        QList<double> pattern;
        for (const double px : dashes[series])
            pattern.append(px / width);
        pen.setDashPattern(pattern);
    }
    return pen;
}

} // namespace rig::widgets
