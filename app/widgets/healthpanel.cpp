#include "widgets/healthpanel.h"

#include "presentation/numbers.h"
#include "presentation/originmark.h"
#include "presentation/worstsensor.h"
#include "widgets/cardframe.h"
#include "widgets/glyphpainter.h"
#include "widgets/hint.h"
#include "widgets/page.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Glyph;
using presentation::HealthCard;
using presentation::Role;
using presentation::Status;
using presentation::TextStyle;

namespace {

constexpr int margin = 8;
constexpr int wideGap = 5;
constexpr int narrowGap = 4;
constexpr double highest = 84;
constexpr double usual = 70;
constexpr double lowest = 40;
constexpr double threeLinesFrom = 60;
constexpr double padding = 12;
constexpr double signSize = 14;
constexpr double lifeAt = 76; ///< behind the widest percentage
constexpr double wideFrom = 310;
constexpr qsizetype longestBesideName = 15; ///< letters of the uptime: more of it shortens the title
} // namespace

HealthCards::HealthCards(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_name(TextStyle::body),
      m_small(TextStyle::small),
      m_word(TextStyle::figure),
      m_percent(TextStyle::value),
      m_figure(TextStyle::figure),
      m_number(TextStyle::number),
      m_tiny(TextStyle::tiny)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Health by category"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
}

void HealthCards::present(const presentation::HealthMatrix &matrix)
{
    if (matrix == m_matrix)
        return;
    for (std::size_t i = 0; i < matrix.cards.size(); ++i)
        if (matrix.cards[i] != m_matrix.cards[i])
            update(place(i).toAlignedRect());
    m_matrix = matrix;
    QStringList spoken;
    for (const HealthCard &card : m_matrix.cards)
        spoken << card.spoken();
    setAccessibleDescription(spoken.join(u"; "_s));
}

QSize HealthCards::sizeHint() const
{
    constexpr int cards = static_cast<int>(categoryCount);
    return {320, static_cast<int>(usual) * cards + wideGap * (cards - 1) + 2 * margin};
}

QSize HealthCards::minimumSizeHint() const
{
    constexpr int cards = static_cast<int>(categoryCount);
    return {240, static_cast<int>(lowest) * cards + narrowGap * (cards - 1) + 2 * margin};
}

QRectF HealthCards::place(std::size_t card) const
{
    constexpr auto cards = static_cast<double>(categoryCount);
    const double gap = height() < sizeHint().height() ? narrowGap : wideGap;
    const double room = height() - 2 * margin - gap * (cards - 1);
    const double high = std::floor(std::clamp(room / cards, lowest, highest));
    return {margin, margin + static_cast<double>(card) * (high + gap), width() - 2.0 * margin, high};
}

void HealthCards::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    for (std::size_t i = 0; i < m_matrix.cards.size(); ++i) {
        const QRectF box = place(i);
        if (!event->region().intersects(box.toAlignedRect()))
            continue;
        paintCard(painter, box, m_matrix.cards[i]);
        if (hasFocus() && i == m_current) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(m_theme.colour(Role::focus), 1));
            painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), 5, 5);
        }
    }
}

QColor HealthCards::inkOf(Status status) const
{
    return status == Status::unknown ? m_theme.colour(Role::text1) : m_theme.status(status).ink;
}

double HealthCards::lifeLeft(const QRectF &in) const
{
    return in.left() + lifeAt - padding;
}

double HealthCards::agesLeft(const QRectF &in, const HealthCard &card) const
{
    return in.right() - std::max(m_number.width(card.ages), m_tiny.width(card.agesCaption));
}

void HealthCards::paintCard(QPainter &painter, const QRectF &box, const HealthCard &card) const
{
    const bool rests = card.glyph == Glyph::stopped || card.glyph == Glyph::maintenance;
    if (rests)
        paintBox(painter, box, m_theme.colour(Role::panel), m_theme.colour(Role::line));
    else
        paintCardFrame(painter, box, card.status, m_theme);
    const QRectF in = box.adjusted(padding, 0, -padding, 0);
    const bool high = box.height() >= threeLinesFrom;
    paintHead(painter, in, std::round(high ? box.top() + box.height() * .30 : box.top() + box.height() * .39),
              card);
    if (high)
        paintHigh(painter, in, card);
    else
        paintLow(painter, in, card);
}

void HealthCards::paintHead(QPainter &painter, const QRectF &in, double base, const HealthCard &card) const
{
    const bool abnormal = card.status == Status::warning || card.status == Status::alarm;
    paintGlyph(painter, QRectF(in.left(), base - 11.5, signSize, signSize), card.glyph, m_theme);
    const double nameAt = in.left() + signSize + 8;
    const double wordAt = in.right() - m_word.width(card.word);
    paintText(painter, {wordAt, base}, card.word, m_word,
              abnormal ? m_theme.status(card.status).ink : m_theme.colour(Role::text2));
    const double nameRoom = std::min(m_name.width(card.name), wordAt - 8 - nameAt);
    paintNarrowed(painter, {nameAt, base}, nameRoom, card.name, m_name, m_theme.colour(Role::text1));
    // Hovering tells what there is no room for.
    const double reasonRoom = wordAt - 6 - (nameAt + nameRoom + 8);
    for (const QString &reason : {card.reason, card.reasonBrief})
        if (const double width = m_small.width(reason); width * leastStretch <= reasonRoom)
            return paintNarrowed(painter, {wordAt - 6 - std::min(reasonRoom, width), base}, reasonRoom,
                                 reason, m_small, m_theme.colour(Role::text2));
}

void HealthCards::paintHigh(QPainter &painter, const QRectF &in, const HealthCard &card) const
{
    const double first = std::round(in.top() + in.height() * .615);
    const double second = first + 15;
    const double large = first + 7;
    const double x = paintText(painter, {in.left() - 1, large}, card.percent, m_percent,
                               card.judged ? m_theme.value(card.status) : m_theme.colour(Role::text1));
    if (card.judged)
        paintText(painter, {x + 5, large}, u"%"_s, m_figure, m_theme.colour(Role::text1));
    const double right = in.right();
    paintTextRight(painter, {right, first}, card.ages, m_number, m_theme.colour(Role::text1));
    paintTextRight(painter, {right, second}, card.agesCaption, m_tiny, m_theme.colour(Role::text2));
    const double left = lifeLeft(in);
    paintNarrowed(painter, {left, first}, right - m_number.width(card.ages) - 8 - left, card.life, m_figure,
                  inkOf(card.lifeStatus));
    paintNarrowed(painter, {left, second}, right - m_tiny.width(card.agesCaption) - 8 - left, card.lifeBand,
                  m_tiny, m_theme.colour(Role::text2));
}

void HealthCards::paintLow(QPainter &painter, const QRectF &in, const HealthCard &card) const
{
    const double base = std::round(in.top() + in.height() * .80);
    const double x = paintText(painter, {in.left(), base}, card.percent, m_figure,
                               card.judged ? m_theme.value(card.status) : m_theme.colour(Role::text1));
    if (card.judged)
        paintText(painter, {x + 3, base}, u"%"_s, m_small, m_theme.colour(Role::text1));
    // A life is never told without its band; the older findings give way to it.
    const double left = in.left() + 50;
    const double life = left + m_figure.width(card.life) + 6 + m_tiny.width(card.lifeBandBrief) + 8;
    const QString &ages = life + m_number.width(card.ages) <= in.right() ? card.ages : card.ageBrief;
    const double agesAt = in.right() - m_number.width(ages);
    paintText(painter, {agesAt, base}, ages, m_number, m_theme.colour(Role::text1));
    const double room = agesAt - 8 - left;
    paintNarrowed(painter, {left, base}, room, card.life, m_figure, inkOf(card.lifeStatus));
    const double bandAt = left + m_figure.width(card.life) + 6;
    const QString &band =
        m_tiny.width(card.lifeBand) <= agesAt - 8 - bandAt ? card.lifeBand : card.lifeBandBrief;
    if (agesAt - 8 > bandAt)
        paintNarrowed(painter, {bandAt, base}, agesAt - 8 - bandAt, band, m_tiny,
                      m_theme.colour(Role::text2));
}

QString HealthCards::explanationAt(const QPointF &point) const
{
    for (std::size_t i = 0; i < m_matrix.cards.size(); ++i) {
        const QRectF box = place(i);
        if (!box.contains(point))
            continue;
        const HealthCard &card = m_matrix.cards[i];
        const QRectF in = box.adjusted(padding, 0, -padding, 0);
        const bool head = point.y() < box.top() + box.height() * .42;
        if (head || point.x() < lifeLeft(in) - 4)
            return card.percentHow;
        return point.x() < agesLeft(in, card) - 4 ? card.lifeHow : card.agesHow;
    }
    return {};
}

void HealthCards::explain(std::size_t card)
{
    const HealthCard &one = m_matrix.cards.at(card);
    const QString all = QStringList{one.percentHow, one.lifeHow, one.agesHow}.join(u"\n\n"_s);
    QToolTip::showText(mapToGlobal(place(card).bottomLeft().toPoint()), hintOf(all), this);
}

void HealthCards::keyPressEvent(QKeyEvent *event)
{
    const std::size_t last = categoryCount - 1;
    switch (event->key()) {
    case Qt::Key_Up:
        m_current -= m_current > 0 ? 1 : 0;
        break;
    case Qt::Key_Down:
        m_current = std::min(last, m_current + 1);
        break;
    case Qt::Key_Home:
        m_current = 0;
        break;
    case Qt::Key_End:
        m_current = last;
        break;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return explain(m_current);
    default:
        return QWidget::keyPressEvent(event);
    }
    QToolTip::hideText();
    update();
}

void HealthCards::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void HealthCards::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

bool HealthCards::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    showHint(*help, explanationAt(help->pos()), *this);
    return true;
}

HealthPanel::HealthPanel(const presentation::Theme &theme, QWidget *parent)
    : Panel(theme, parent), m_cards(new HealthCards(theme))
{
    setTitle(tr("Health"));
    setContent(m_cards);
}

void HealthPanel::present(const Moment &moment)
{
    const presentation::HealthMatrix matrix = presentation::healthMatrix(
        *moment.state, moment.chosen, {moment.findings.get(), moment.findingsOutdated});
    const auto machine =
        std::ranges::find(moment.machines, moment.chosen, &presentation::MachineSummary::number);
    const bool known = machine != moment.machines.end();
    setTitle(!known                                                             ? tr("Health")
             : width() >= wideFrom && matrix.uptime.size() <= longestBesideName ? tr("Health · machine %1")
                                                                                : tr("Health · %1"),
             known ? machine->id : QString());
    std::vector<Chip> chips;
    for (const Origin origin : known ? machine->origins : std::vector<Origin>())
        if (const auto mark = presentation::markOf(origin))
            chips.push_back({mark->brief, mark->status});
    setChips(std::move(chips));
    setNote(matrix.uptime);
    setToolTip(hintOf(matrix.uptimeHow));
    m_cards->present(matrix);
}

} // namespace rig::widgets
