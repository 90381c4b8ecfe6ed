#include "widgets/machinetabs.h"

#include "widgets/glyphpainter.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::MachineSummary;
using presentation::Role;
using presentation::TextStyle;

namespace {

constexpr int tabHeight = 30;
constexpr double padding = 10;
constexpr double glyphSize = 14;
constexpr double spacing = 6;
constexpr double leastEnd = 52; ///< what tells of hidden machines: a sign and how many
constexpr double endWords = 24; ///< where the number begins there

} // namespace

MachineTabs::MachineTabs(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_ink(TextStyle::smallStrong)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Machine"));
}

void MachineTabs::present(const std::vector<MachineSummary> &machines, std::int32_t chosen)
{
    std::vector<Tab> tabs;
    tabs.reserve(machines.size());
    for (const MachineSummary &machine : machines)
        tabs.push_back(
            {machine.number, machine.id,
             machine.title == machine.id ? machine.id : u"%1 %2"_s.arg(machine.id, machine.title),
             machine.found && machine.glyph == presentation::Glyph::normal ? presentation::Glyph::warningHigh
                                                                           : machine.glyph,
             tr("%1: %2, %3 in alarm, %4 in warning, %5 stale or bad")
                 .arg(machine.title, machine.runWords, QString::number(machine.alarms),
                      QString::number(machine.warnings), QString::number(machine.stale + machine.bad))});
    if (tabs == m_tabs && chosen == m_chosen)
        return;
    const bool resized = tabs.size() != m_tabs.size();
    m_tabs = std::move(tabs);
    m_chosen = chosen;
    m_endWidth = std::max(leastEnd, std::ceil(endWords + m_ink.width(u"+%1"_s.arg(m_tabs.size())) + padding));
    if (!m_tabs.empty())
        setAccessibleDescription(m_tabs[chosenAt()].name + u", "_s + m_tabs[chosenAt()].tip);
    if (resized)
        updateGeometry();
    slide();
    update();
}

double MachineTabs::tabWidth(const QString &label) const
{
    return std::ceil(2 * padding + glyphSize + spacing + m_ink.width(label));
}

double MachineTabs::rowWidth() const
{
    double width = 2;
    for (const Tab &tab : m_tabs)
        width += tabWidth(tab.name);
    return width;
}

int MachineTabs::briefWidth() const
{
    double width = 2;
    for (const Tab &tab : m_tabs)
        width += tabWidth(tab.id);
    return static_cast<int>(std::min(width, 4000.0));
}

QSize MachineTabs::sizeHint() const
{
    return {static_cast<int>(std::min(rowWidth(), 4000.0)), tabHeight};
}

std::size_t MachineTabs::chosenAt() const
{
    const auto found =
        std::find_if(m_tabs.begin(), m_tabs.end(), [this](const Tab &tab) { return tab.number == m_chosen; });
    return found == m_tabs.end() ? 0 : static_cast<std::size_t>(found - m_tabs.begin());
}

std::size_t MachineTabs::seenFrom(std::size_t first) const
{
    const auto fitInto = [&](double space) {
        std::size_t end = first;
        while (end < m_tabs.size() && (space -= tabWidth(label(m_tabs[end]))) >= 0)
            ++end;
        return end;
    };
    const double space = width() - beginOf(first) - 1;
    if (fitInto(space) == m_tabs.size())
        return m_tabs.size();
    return std::max(fitInto(space + 1 - m_endWidth), first + 1);
}

double MachineTabs::beginOf(std::size_t first) const
{
    return first > 0 ? m_endWidth : 1;
}

void MachineTabs::slide()
{
    m_brief = rowWidth() > width();
    const std::size_t wanted = chosenAt();
    m_first = std::min(m_first, wanted);
    while (!m_tabs.empty() && seenFrom(m_first) <= wanted)
        ++m_first;
    while (m_first > 0 && seenFrom(m_first - 1) == m_tabs.size())
        --m_first;
}

template <class Visit> void MachineTabs::eachSeen(Visit visit) const
{
    double x = beginOf(m_first);
    const std::size_t end = m_tabs.empty() ? 0 : seenFrom(m_first);
    for (std::size_t i = m_first; i < end; ++i) {
        const double wide = std::min(tabWidth(label(m_tabs[i])), width() - 1 - x);
        visit(i, QRectF(x, 1, wide, tabHeight - 2));
        x += wide;
    }
}

void MachineTabs::paintTab(QPainter &painter, const QRectF &box, const Tab &tab, bool isChosen) const
{
    if (isChosen) {
        painter.fillRect(box.adjusted(0, 0, -1, 0), m_theme.colour(Role::accentWash));
        painter.fillRect(QRectF(box.x(), box.bottom() - 3, box.width() - 1, 3), m_theme.colour(Role::accent));
    }
    paintGlyph(painter, QRectF(box.x() + padding - 1, box.center().y() - glyphSize / 2, glyphSize, glyphSize),
               tab.glyph, m_theme);
    const double x = box.x() + padding + glyphSize + spacing - 1;
    paintText(painter, {x, m_ink.middle(box.y(), box.height())},
              m_ink.metrics.elidedText(label(tab), Qt::ElideRight, box.right() - padding + 2 - x), m_ink,
              m_theme.colour(isChosen ? Role::text1 : Role::text2));
}

void MachineTabs::paintHidden(QPainter &painter, const QRectF &box, std::size_t from, std::size_t to) const
{
    if (from == to)
        return;
    presentation::Glyph worst = m_tabs[from].glyph;
    for (std::size_t i = from; i < to; ++i)
        if (presentation::urgency(m_tabs[i].glyph) > presentation::urgency(worst))
            worst = m_tabs[i].glyph;
    paintGlyph(painter, QRectF(box.x() + 6, box.center().y() - 7, 14, 14), worst, m_theme);
    paintText(painter, {box.x() + endWords, m_ink.middle(box.y(), box.height())}, u"+%1"_s.arg(to - from),
              m_ink, m_theme.colour(Role::text2));
}

void MachineTabs::paintEvent(QPaintEvent *)
{
    if (m_tabs.empty())
        return;
    QPainter painter(this);
    QPainterPath frame;
    double right = 0;
    std::size_t end = m_first;
    eachSeen([&](std::size_t i, const QRectF &tab) {
        right = tab.right() + 1;
        end = i + 1;
    });
    const QRectF box(0, 0, end < m_tabs.size() ? width() : right, tabHeight);
    frame.addRoundedRect(box.adjusted(.5, .5, -.5, -.5), 3.5, 3.5);
    painter.setClipPath(frame);
    eachSeen([&](std::size_t i, const QRectF &tab) {
        paintTab(painter, tab, m_tabs[i], m_tabs[i].number == m_chosen);
        if (tab.right() < box.right() - 2)
            painter.fillRect(QRectF(tab.right() - 1, 1, 1, tabHeight - 2), m_theme.colour(Role::line));
    });
    paintHidden(painter, QRectF(0, 0, m_endWidth, tabHeight), 0, m_first);
    paintHidden(painter, QRectF(box.right() - m_endWidth, 0, m_endWidth, tabHeight), end, m_tabs.size());
    painter.setClipping(false);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.strokePath(frame, QPen(m_theme.colour(Role::lineStrong), 1));
}

void MachineTabs::walk(int steps)
{
    const auto to = static_cast<std::ptrdiff_t>(chosenAt()) + steps;
    if (to >= 0 && to < std::ssize(m_tabs))
        Q_EMIT chosen(m_tabs[static_cast<std::size_t>(to)].number);
}

void MachineTabs::mousePressEvent(QMouseEvent *event)
{
    std::optional<std::int32_t> hit;
    std::size_t end = m_first;
    eachSeen([&](std::size_t i, const QRectF &box) {
        if (box.contains(event->position()))
            hit = m_tabs[i].number;
        end = i + 1;
    });
    if (hit)
        Q_EMIT chosen(*hit);
    else if (event->position().x() < m_endWidth && m_first > 0)
        Q_EMIT chosen(m_tabs[m_first - 1].number);
    else if (end < m_tabs.size())
        Q_EMIT chosen(m_tabs[end].number);
}

void MachineTabs::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Left)
        walk(-1);
    else if (event->key() == Qt::Key_Right)
        walk(1);
    else
        QWidget::keyPressEvent(event);
}

void MachineTabs::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    slide();
}

bool MachineTabs::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QString tip;
    eachSeen([&](std::size_t i, const QRectF &box) {
        if (box.contains(help->pos()))
            tip = m_tabs[i].tip;
    });
    QToolTip::showText(help->globalPos(), tip.isEmpty() ? tip : u"<p>%1</p>"_s.arg(tip.toHtmlEscaped()),
                       this);
    return true;
}

} // namespace rig::widgets
