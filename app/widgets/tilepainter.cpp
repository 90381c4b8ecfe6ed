#include "widgets/tilepainter.h"

#include "widgets/glyphpainter.h"
#include "widgets/sparkline.h"

#include <QPainter>

#include <cmath>

namespace rig::widgets {

using presentation::Glyph;
using presentation::OverviewTile;
using presentation::Role;
using presentation::Status;
using presentation::TextStyle;

namespace {

constexpr double padding = 15;
constexpr double idBase = 42;
constexpr double nameBase = 66;
constexpr double wordBase = 93;
constexpr double causeBase = 120;
constexpr double valueBase = 150;
constexpr double valueTop = 127;
constexpr double traceTop = 157;
constexpr double traceFoot = 12;
constexpr double chipHeight = 22;
constexpr double chipPadding = 6;
constexpr double smallSign = 28;
constexpr double largeSign = 44;
constexpr double leastSpan = .03; ///< of the range: noise must not look like an event

bool silent(Status status)
{
    return status == Status::stale || status == Status::bad || status == Status::unknown;
}

bool rests(Glyph glyph)
{
    return glyph == Glyph::stopped || glyph == Glyph::maintenance;
}

QRectF inner(const QRectF &box)
{
    return box.adjusted(padding, 0, -padding, 0);
}

} // namespace

TilePainter::TilePainter(const presentation::Theme &theme)
    : m_theme(theme),
      m_id(TextStyle::tileId),
      m_name(TextStyle::tileName),
      m_word(TextStyle::tileWord),
      m_cause(TextStyle::tileCause),
      m_figure(TextStyle::tileFigure),
      m_chip(TextStyle::tileChip)
{
}

QRect TilePainter::traceArea(const QRect &box, double scale)
{
    return QRectF(box.x() + (padding - 2) * scale, box.y() + (traceTop - 2) * scale,
                  box.width() - 2 * (padding - 2) * scale, box.height() - (traceTop + traceFoot - 4) * scale)
        .toAlignedRect();
}

QRect TilePainter::valueArea(const QRect &box, double scale)
{
    return QRectF(box.x() + 5 * scale, box.y() + valueTop * scale, box.width() - 10 * scale,
                  (traceTop - 2 - valueTop) * scale)
        .toAlignedRect();
}

void TilePainter::paint(QPainter &painter, const QRect &box, double scale, const OverviewTile &tile,
                        const std::function<std::vector<TraceStep>()> &trace) const
{
    const QRegion dirty = painter.hasClipping() ? painter.clipRegion() : QRegion(box);
    painter.drawPixmap(box.topLeft(), frame(box.size(), painter.device()->devicePixelRatioF(), scale, tile));
    painter.save();
    painter.translate(box.topLeft());
    painter.scale(scale, scale);
    const QRectF whole(QPointF(), QSizeF(box.size()) / scale);
    const QRect head(box.topLeft(), QSize(box.width(), static_cast<int>(valueTop * scale)));
    if (dirty.intersects(head)) {
        paintHead(painter, whole, tile);
        paintState(painter, whole, tile);
    }
    if (tile.sensor && dirty.intersects(valueArea(box, scale)))
        paintValue(painter, whole, tile);
    if (tile.sensor && dirty.intersects(traceArea(box, scale)))
        paintTrace(painter, whole, tile, trace());
    painter.restore();
}

const QPixmap &TilePainter::frame(const QSize &size, double ratio, double scale,
                                  const OverviewTile &tile) const
{
    QPixmap &pixmap = m_frames[{tile.glyph, tile.finding}];
    if (pixmap.size() != size * ratio || pixmap.devicePixelRatio() != ratio) {
        pixmap = QPixmap(size * ratio);
        pixmap.setDevicePixelRatio(ratio);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.scale(scale, scale);
        paintFrame(painter, QRectF(QPointF(), QSizeF(size) / scale), tile);
    }
    return pixmap;
}

void TilePainter::paintFrame(QPainter &painter, const QRectF &box, const OverviewTile &tile) const
{
    const Status status = statusOf(tile.glyph);
    const auto colours = m_theme.status(status);
    if (status == Status::alarm || status == Status::warning) {
        paintBox(painter, box, status == Status::alarm ? colours.fill : colours.wash, m_theme.edge(status),
                 4);
        return;
    }
    if (!silent(status)) {
        // No limit is crossed, so it wears none of their colours.
        paintBox(painter, box, m_theme.colour(rests(tile.glyph) ? Role::panel : Role::card),
                 m_theme.colour(tile.finding ? Role::text1 : Role::line), tile.finding ? 3 : 1);
        return;
    }
    paintBox(painter, box, colours.wash, Qt::transparent);
    if (status != Status::unknown) {
        QColor hatch = colours.ink;
        hatch.setAlphaF(.18F);
        paintHatch(painter, box.adjusted(1, 1, -1, -1), hatch, 19, 1.6);
    }
    QPen pen(m_theme.colour(Role::lineStrong), 2, Qt::SolidLine, Qt::FlatCap);
    pen.setDashPattern({3, 2});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3);
}

TilePainter::Colours TilePainter::coloursOf(const OverviewTile &tile) const
{
    const Status status = statusOf(tile.glyph);
    const auto colours = m_theme.status(status);
    const QColor one = m_theme.colour(Role::text1);
    const QColor two = m_theme.colour(Role::text2);
    if (status == Status::alarm)
        return {colours.on, colours.on, colours.on, colours.on, colours.on};
    if (status == Status::warning)
        return {one, two, colours.ink, colours.ink, colours.fill};
    const QColor spark = m_theme.colour(silent(status) || rests(tile.glyph) ? Role::lineStrong : Role::spark);
    if (tile.finding)
        return {one, two, one, one, colours.ink};
    return {two, m_theme.colour(Role::text3), silent(status) ? colours.ink : two, spark, colours.ink};
}

double TilePainter::nameRight(const QRectF &box, const OverviewTile &tile) const
{
    const QRectF in = inner(box);
    return tile.origin.isEmpty() ? in.right() : in.right() - m_chip.width(tile.origin) - 9 - 6;
}

void TilePainter::paintHead(QPainter &painter, const QRectF &box, const OverviewTile &tile) const
{
    const QRectF in = inner(box);
    const Colours colours = coloursOf(tile);
    const Glyph glyph = tile.finding ? Glyph::warningHigh : tile.glyph;
    const double sign = presentation::urgency(glyph) > 0 ? largeSign : smallSign;
    const QRectF place(in.right() - sign + (sign == largeSign ? 4 : 0), sign == largeSign ? 4 : 14, sign,
                       sign);
    paintGlyphOnFill(painter, place, glyph, m_theme);
    paintFitted(painter, {in.left(), idBase}, place.left() - in.left() - 4, tile.id, m_id, colours.strong);
    paintText(painter, {in.left(), nameBase},
              m_name.metrics.elidedText(tile.title, Qt::ElideRight, nameRight(box, tile) - in.left()), m_name,
              colours.weak);
    if (!tile.origin.isEmpty())
        paintOutlineChip(painter, {in.right(), nameBase - 17}, 21, tile.origin, m_chip,
                         statusOf(tile.glyph) == Status::alarm ? colours.strong
                                                               : m_theme.status(tile.originStatus).ink);
}

double TilePainter::chipWidth(const OverviewTile &tile) const
{
    return tile.sensor && tile.sensor->broken ? m_chip.width(tile.sensor->chip) + 2 * chipPadding : 0;
}

bool TilePainter::chipIsUp(const QRectF &box, const OverviewTile &tile) const
{
    return m_word.width(tile.word) + 8 + chipWidth(tile) <= inner(box).width();
}

void TilePainter::paintChip(QPainter &painter, const QRectF &box, const OverviewTile &tile) const
{
    const double wide = chipWidth(tile);
    const double base = chipIsUp(box, tile) ? wordBase : valueBase;
    const QRectF place(inner(box).right() - wide, base - chipHeight + 4, wide, chipHeight);
    const auto colours = m_theme.status(statusOf(tile.glyph));
    // On the solid red the chip is the other way round.
    const bool alarm = statusOf(tile.glyph) == Status::alarm;
    paintBox(painter, place, alarm ? colours.on : colours.fill,
             m_theme.neon() || alarm ? QColor(Qt::transparent) : m_theme.edge(statusOf(tile.glyph)), 1, 2);
    paintText(painter, {place.x() + chipPadding, m_chip.middle(place.y(), chipHeight)}, tile.sensor->chip,
              m_chip, alarm ? colours.fill : colours.on);
}

/// Where nothing is wrong the sensor that is shown has its name there.
QString TilePainter::cause(const OverviewTile &tile) const
{
    return tile.cause.isEmpty() && tile.sensor ? tile.sensor->title : tile.cause;
}

const Ink &TilePainter::causeInk(const OverviewTile &tile) const
{
    const Status status = statusOf(tile.glyph);
    return status == Status::alarm || status == Status::warning ? m_cause : m_name;
}

void TilePainter::paintState(QPainter &painter, const QRectF &box, const OverviewTile &tile) const
{
    const QRectF in = inner(box);
    const Colours colours = coloursOf(tile);
    paintFitted(painter, {in.left(), wordBase}, in.width(), tile.word, m_word, colours.word);
    if (chipWidth(tile) > 0 && chipIsUp(box, tile))
        paintChip(painter, box, tile);
    const Ink &ink = causeInk(tile);
    paintFitted(painter, {in.left(), causeBase}, in.width(), cause(tile), ink,
                tile.cause.isEmpty() ? colours.weak : colours.strong);
}

bool TilePainter::isCut(const QRectF &box, double scale, const OverviewTile &tile) const
{
    const QRectF whole(QPointF(), box.size() / scale);
    const QRectF in = inner(whole);
    return m_name.width(tile.title) > nameRight(whole, tile) - in.left() ||
           causeInk(tile).width(cause(tile)) * leastFit > in.width() ||
           m_word.width(tile.word) * leastFit > in.width() ||
           m_id.width(tile.id) * leastFit > in.width() - largeSign;
}

void TilePainter::paintValue(QPainter &painter, const QRectF &box, const OverviewTile &tile) const
{
    const QRectF in = inner(box);
    const Colours colours = coloursOf(tile);
    double x = paintText(painter, {in.left(), valueBase}, tile.sensor->value, m_figure, colours.strong);
    double room = in.right() - x;
    const bool chip = chipWidth(tile) > 0 && !chipIsUp(box, tile);
    if (chip && chipWidth(tile) + 6 <= room) {
        paintChip(painter, box, tile);
        room -= chipWidth(tile) + 6;
    }
    const double unit = m_name.width(tile.sensor->unit) + 6;
    if (unit <= room) {
        x = paintText(painter, {x + 6, valueBase}, tile.sensor->unit, m_name, colours.weak);
        room -= unit;
    }
    const bool told = silent(statusOf(tile.glyph));
    if (!chip && !told && m_name.width(tile.age) + 8 <= room)
        paintTextRight(painter, {in.right(), valueBase}, tile.age, m_name, colours.weak);
}

void TilePainter::paintTrace(QPainter &painter, const QRectF &box, const OverviewTile &tile,
                             const std::vector<TraceStep> &trace) const
{
    const Colours colours = coloursOf(tile);
    const Status status = statusOf(tile.sensor->glyph);
    Sparkline sparkline;
    sparkline.steps = trace;
    sparkline.interval = tile.sensor->interval;
    sparkline.leastSpan = tile.sensor->range ? tile.sensor->range->span() * leastSpan : 0;
    sparkline.limit = tile.sensor->broken;
    sparkline.present = !silent(status);
    sparkline.line = colours.line;
    sparkline.gap = colours.weak;
    sparkline.limitLine =
        statusOf(tile.glyph) == Status::alarm ? colours.weak : m_theme.colour(Role::lineStrong);
    paintSparkline(painter, inner(box).adjusted(0, traceTop, 0, -traceFoot), sparkline);
}

} // namespace rig::widgets
