#include "widgets/statusstrip.h"

#include "widgets/glyphpainter.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Figure;
using presentation::Glyph;
using presentation::Role;
using presentation::TextStyle;

namespace {

constexpr int stripHeight = 28;
constexpr double margin = 12;
constexpr double apart = 18;
constexpr double glyphSize = 14;
constexpr double shortName = 64;    ///< less than this of a server's name tells little
constexpr double shortestName = 36; ///< and less than this nothing

} // namespace

StatusStrip::StatusStrip(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_caption(TextStyle::caption),
      m_value(TextStyle::number),
      m_unit(TextStyle::small),
      m_key(TextStyle::key)
{
    setFixedHeight(stripHeight);
}

void StatusStrip::present(std::vector<Figure> flow, std::vector<Figure> places)
{
    if (flow == m_flow && places == m_places)
        return;
    m_flow = std::move(flow);
    m_places = std::move(places);
    describe();
    update();
}

QStringList StatusStrip::shown() const
{
    std::vector<Placed> placed = m_placed;
    std::sort(placed.begin(), placed.end(),
              [](const Placed &left, const Placed &right) { return left.box.x() < right.box.x(); });
    QStringList captions;
    for (const Placed &place : placed)
        captions << place.caption;
    return captions;
}

void StatusStrip::describe()
{
    QStringList words;
    for (const auto *figures : {&m_flow, &m_places})
        for (const Figure &figure : *figures)
            words << QStringList{figure.caption, figure.value, figure.unit}.join(u' ').trimmed();
    setAccessibleName(words.join(u", "_s));
}

double StatusStrip::figureWidth(const Figure &figure, double room) const
{
    double width = m_caption.width(figure.caption) + 4 + std::min(room, m_value.width(figure.value));
    if (!figure.unit.isEmpty())
        width += 4 + m_unit.width(figure.unit);
    return figure.glyph == Glyph::none ? width : width + glyphSize + 4;
}

double StatusStrip::widthOf(std::span<const Figure> figures, double room) const
{
    double sum = 0;
    for (const Figure &figure : figures)
        sum += apart + figureWidth(figure, room);
    return sum;
}

double StatusStrip::nameRoom(std::span<const Figure> places, double room) const
{
    std::vector<double> names;
    for (const Figure &place : places)
        names.push_back(m_value.width(place.value));
    std::sort(names.begin(), names.end());
    room -= widthOf(places, 0);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const double share = room / static_cast<double>(names.size() - i);
        if (names[i] > share)
            return share;
        room -= names[i];
    }
    return whole;
}

void StatusStrip::paintFigure(QPainter &painter, double x, const Figure &figure, double room)
{
    const double base = m_caption.middle(1, stripHeight);
    const double left = x;
    if (figure.glyph != Glyph::none) {
        paintGlyph(painter, QRectF(x, (stripHeight - glyphSize) / 2, glyphSize, glyphSize), figure.glyph,
                   m_theme);
        x += glyphSize + 4;
    }
    x = paintText(painter, {x, base}, figure.caption, m_caption, m_theme.colour(Role::text3)) + 4;
    const bool cut = m_value.width(figure.value) > room;
    // In the middle: the port stands at the end.
    const QString value =
        cut ? m_value.metrics.elidedText(figure.value, Qt::ElideMiddle, room) : figure.value;
    x = paintText(painter, {x, base}, value, m_value, m_theme.colour(Role::text1)) + 4;
    paintText(painter, {x, base}, figure.unit, m_unit, m_theme.colour(Role::text2));
    const QString meaning =
        cut ? u"%1 %2: %3"_s.arg(figure.caption, figure.value, figure.meaning) : figure.meaning;
    m_placed.push_back({QRectF(left, 0, figureWidth(figure, room), stripHeight), figure.caption, meaning});
}

double StatusStrip::keysWidth() const
{
    return m_key.width(u"F1"_s) + 10 + 6 + m_unit.width(tr("keys"));
}

void StatusStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colour(Role::chrome));
    painter.fillRect(QRectF(0, 0, width(), 1), m_theme.colour(Role::line));
    m_placed.clear();
    double right = width() - margin - keysWidth();
    const double key = m_key.width(u"F1"_s) + 10;
    paintBox(painter, QRectF(right, 6, key, 16), Qt::transparent, m_theme.colour(Role::line), 1, 2);
    paintText(painter, {right + 5, m_key.middle(6, 16)}, u"F1"_s, m_key, m_theme.colour(Role::text1));
    paintText(painter, {right + key + 6, m_caption.middle(1, stripHeight)}, tr("keys"), m_unit,
              m_theme.colour(Role::text2));
    // Where room is short names are cut, then the role, which never changes, gives way; figures stay.
    const double free = right - margin - widthOf(m_flow);
    std::span<const Figure> places = m_places;
    if (nameRoom(places, free) < shortName && !places.empty())
        places = places.subspan(1);
    const double names = std::max(shortestName, nameRoom(places, free));
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
        right -= apart + figureWidth(*place, names);
        paintFigure(painter, right, *place, names);
    }
    double x = margin;
    for (const Figure &figure : m_flow) {
        // What does not fit is left out whole: half a number is a wrong number.
        if (x + figureWidth(figure) > right - apart + 1)
            break;
        paintFigure(painter, x, figure);
        x += figureWidth(figure) + apart;
    }
}

void StatusStrip::mousePressEvent(QMouseEvent *event)
{
    if (event->position().x() > width() - margin - keysWidth())
        Q_EMIT keysWanted();
}

bool StatusStrip::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QString meaning;
    for (const Placed &placed : m_placed)
        if (placed.box.contains(help->pos()))
            meaning = placed.meaning;
    QToolTip::showText(help->globalPos(),
                       meaning.isEmpty() ? meaning : u"<p>%1</p>"_s.arg(meaning.toHtmlEscaped()), this);
    return true;
}

} // namespace rig::widgets
