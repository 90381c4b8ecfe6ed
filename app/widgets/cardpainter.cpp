#include "widgets/cardpainter.h"

#include "presentation/numbers.h"
#include "presentation/originmark.h"
#include "widgets/cardframe.h"
#include "widgets/glyphpainter.h"
#include "widgets/rangebar.h"
#include "widgets/sparkline.h"

#include <QCoreApplication>
#include <QPainter>

#include <cmath>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Glyph;
using presentation::Role;
using presentation::SensorCard;
using presentation::Status;
using presentation::TextStyle;

namespace {

constexpr int padding = 12;
constexpr int glyphSize = 16;
constexpr double categoryBase = 21;
constexpr double nameBase = 39;
constexpr double valueBase = 65;
constexpr int headHeight = 44; ///< category and name
/// Of the range: noise of a value that stands still must not look like an event.
constexpr double leastSpan = .03;
constexpr int traceTop = 72;
constexpr int traceFoot = 22;    ///< from the card's lower edge
constexpr double barMiddle = 13; ///< likewise

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::widgets::CardPainter)
};

bool abnormal(Status status)
{
    return status == Status::warning || status == Status::alarm;
}

bool faint(Status status)
{
    return status == Status::stale || status == Status::unknown;
}

/// A part of a card, grown to whole pixels.
QRect part(const QRect &box, double scale, double left, double top, double right, double bottom)
{
    return QRectF(box.x() + left * scale, box.y() + top * scale, box.width() - (left + right) * scale,
                  box.height() - (top + bottom) * scale)
        .toAlignedRect();
}

QRect headArea(const QRect &box, double scale)
{
    return {box.topLeft(), QSize(box.width(), static_cast<int>(std::ceil(headHeight * scale)))};
}

QRectF inner(const QRectF &box)
{
    return box.adjusted(padding, 0, -padding, 0);
}

} // namespace

CardPainter::CardPainter(const presentation::Theme &theme)
    : m_theme(theme),
      m_category(TextStyle::captionSmall),
      m_origin(TextStyle::chipSmall),
      m_name(TextStyle::strong),
      m_chip(TextStyle::chip),
      m_value(TextStyle::value),
      m_unit(TextStyle::small),
      m_caption(TextStyle::captionSmall),
      m_average(TextStyle::number)
{
}

void CardPainter::paint(QPainter &painter, const QRect &box, double scale, const SensorCard &card,
                        const std::function<std::vector<TraceStep>()> &trace) const
{
    const QRegion dirty = painter.hasClipping() ? painter.clipRegion() : QRegion(box);
    const double ratio = painter.device()->devicePixelRatioF();
    painter.drawPixmap(box.topLeft(), frame(box.size(), ratio, scale, statusOf(card.glyph)));
    painter.translate(box.topLeft());
    painter.scale(scale, scale);
    const QRectF whole(QPointF(), QSizeF(box.size()) / scale);
    if (dirty.intersects(headArea(box, scale))) {
        paintHead(painter, whole, ratio * scale, card);
        paintName(painter, whole, card);
    }
    const QRectF in = inner(whole);
    if (dirty.intersects(valueArea(box, scale).boundingRect())) {
        paintValue(painter, whole, card);
        paintRangeBar(painter, QRectF(in.left(), whole.height() - barMiddle - 5, in.width(), 10), card,
                      m_theme);
    }
    if (dirty.intersects(sparklineArea(box, scale)))
        paintTrace(painter, whole, card, trace());
}

QRect CardPainter::sparklineArea(const QRect &box, double scale)
{
    return part(box, scale, padding - 1, traceTop - 1, padding - 1, traceFoot - 1);
}

QRegion CardPainter::valueArea(const QRect &box, double scale)
{
    const double height = box.height() / scale;
    return QRegion(part(box, scale, 2, headHeight, 2, height - traceTop + 1)) +
           QRegion(part(box, scale, 2, height - traceFoot + 1, 2, 2));
}

const QPixmap &CardPainter::frame(const QSize &size, double ratio, double scale, Status status) const
{
    QPixmap &pixmap = m_frames[status];
    if (pixmap.size() != size * ratio || pixmap.devicePixelRatio() != ratio) {
        pixmap = QPixmap(size * ratio);
        pixmap.setDevicePixelRatio(ratio);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.scale(scale, scale);
        paintCardFrame(painter, QRectF(QPointF(), QSizeF(size) / scale), status, m_theme);
    }
    return pixmap;
}

const QPixmap &CardPainter::sign(double scale, Glyph glyph) const
{
    QPixmap &pixmap = m_signs[glyph];
    if (pixmap.isNull() || pixmap.devicePixelRatio() != scale)
        pixmap = glyphPixmap(glyph, glyphSize, scale, m_theme);
    return pixmap;
}

void CardPainter::paintHead(QPainter &painter, const QRectF &box, double pixels, const SensorCard &card) const
{
    const QRectF in = inner(box);
    const QRectF place(in.right() - glyphSize, box.top() + 9, glyphSize, glyphSize);
    painter.drawPixmap(place.topLeft(), sign(pixels, card.glyph));
    double right = place.left() - 6;
    if (const auto made = presentation::markOf(card.origin))
        right = paintOutlineChip(painter, {right, box.top() + 10}, 14, made->brief, m_origin,
                                 m_theme.status(made->status).ink) -
                4;
    paintNarrowed(painter, {in.left(), box.top() + categoryBase}, right - in.left(), card.category,
                  m_category, m_theme.colour(abnormal(statusOf(card.glyph)) ? Role::text2 : Role::text3));
}

double CardPainter::nameWidth(const QRectF &box, const SensorCard &card) const
{
    const double chip = card.chip.isEmpty() ? 0 : m_chip.width(card.chip) + 12 + 4;
    return inner(box).width() - chip;
}

bool CardPainter::nameIsCut(const QRectF &box, double scale, const SensorCard &card) const
{
    return m_name.width(card.title) > nameWidth(QRectF(QPointF(), box.size() / scale), card);
}

void CardPainter::paintName(QPainter &painter, const QRectF &box, const SensorCard &card) const
{
    const QRectF in = inner(box);
    const Status status = statusOf(card.glyph);
    if (!card.chip.isEmpty()) {
        const QColor edge =
            abnormal(card.chipStatus) && !m_theme.neon() ? m_theme.edge(card.chipStatus) : Qt::transparent;
        paintFilledChip(painter, {in.right(), box.top() + 26}, card.chip, m_chip,
                        m_theme.status(card.chipStatus), edge);
    }
    const QString name = m_name.metrics.elidedText(card.title, Qt::ElideRight, nameWidth(box, card));
    paintText(painter, {in.left(), box.top() + nameBase}, name, m_name,
              faint(status) ? m_theme.status(status).ink : m_theme.colour(Role::text1));
}

void CardPainter::paintValue(QPainter &painter, const QRectF &box, const SensorCard &card) const
{
    const QRectF in = inner(box);
    const double base = box.top() + valueBase;
    const QColor second = m_theme.colour(Role::text2);
    double x =
        paintText(painter, {in.left() - 1, base}, card.value, m_value, m_theme.value(statusOf(card.glyph)));
    // Why there is no value is more than what it would be measured in.
    const bool noNumber = card.value == presentation::noValueText();
    const double left = in.right() - x - 4;
    if (!noNumber || 6 + m_unit.width(card.unit) + 4 + m_unit.width(card.aside) <= left)
        x = paintText(painter, {x + 6, base}, card.unit, m_unit, second);
    // A number without its unit could be misread; without its average it is only less rich.
    const double room = in.right() - x - 4;
    if (!card.aside.isEmpty()) {
        paintTextRight(painter, {in.right(), base},
                       m_unit.metrics.elidedText(card.aside, Qt::ElideRight, room), m_unit, second);
        return;
    }
    const QString caption = Words::tr("AVG");
    const double number = m_average.width(card.average);
    if (number <= room)
        paintTextRight(painter, {in.right(), base}, card.average, m_average, second);
    if (number + 4 + m_caption.width(caption) <= room)
        paintTextRight(painter, {in.right() - number - 4, base}, caption, m_caption,
                       m_theme.colour(abnormal(statusOf(card.glyph)) ? Role::text2 : Role::text3));
}

void CardPainter::paintTrace(QPainter &painter, const QRectF &box, const SensorCard &card,
                             const std::vector<TraceStep> &trace) const
{
    const Status status = statusOf(card.glyph);
    const QRectF area = inner(box).adjusted(0, traceTop, 0, -traceFoot);
    Sparkline sparkline;
    sparkline.steps = trace;
    sparkline.interval = card.interval;
    sparkline.leastSpan = card.range ? card.range->span() * leastSpan : 0;
    sparkline.limit = card.broken;
    sparkline.present = !faint(status) && status != Status::bad;
    sparkline.line = abnormal(status) || faint(status) || status == Status::bad ? m_theme.status(status).ink
                                                                                : m_theme.colour(Role::spark);
    if (status == Status::bad)
        sparkline.line = m_theme.status(Status::stale).ink;
    sparkline.gap = m_theme.status(Status::stale).ink;
    sparkline.limitLine = m_theme.colour(Role::lineStrong);
    paintSparkline(painter, area, sparkline);
}

} // namespace rig::widgets
