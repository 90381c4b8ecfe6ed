#include "widgets/panel.h"

#include "widgets/glyphpainter.h"

#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>
#include <QVBoxLayout>

namespace rig::widgets {

using presentation::Glyph;
using presentation::Role;
using presentation::TextStyle;

namespace {

constexpr int titleHeight = 32;
constexpr double padding = 13;
const QString partMark = QStringLiteral(" · "); ///< what the parts of a summary begin with, but the first

/// Without the font's capitals: names differ by theirs.
Ink titleInk()
{
    Ink ink(TextStyle::title);
    ink.font.setCapitalization(QFont::MixedCase);
    ink.metrics = QFontMetricsF(ink.font);
    return ink;
}

} // namespace

Panel::Panel(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_titleInk(titleInk()),
      m_small(TextStyle::small),
      m_smallStrong(TextStyle::smallStrong),
      m_chipInk(TextStyle::chip)
{
    setLayout(new QVBoxLayout);
    setMargins();
}

void Panel::setMargins()
{
    layout()->setContentsMargins(QMargins(1, contentTop(), 1, 1) + m_margins);
}

void Panel::setContent(QWidget *content, const QMargins &margins)
{
    m_margins = margins;
    setMargins();
    layout()->addWidget(content);
}

void Panel::setCorner(QWidget *corner)
{
    m_corner = corner;
    corner->setParent(&head());
    placeCorner();
}

void Panel::setTitleApart(QWidget *apart, int inset)
{
    if (apart == m_head)
        return;
    if (m_head)
        m_head->removeEventFilter(this);
    m_head = apart;
    m_headInset = apart ? inset : 0;
    if (apart)
        apart->installEventFilter(this);
    if (m_corner) {
        m_corner->setParent(&head());
        m_corner->show();
        placeCorner();
    }
    setMargins();
    update();
}

bool Panel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_head && event->type() == QEvent::Paint) {
        QPainter painter(m_head);
        paintBox(painter, m_head->rect().adjusted(0, 0, 0, titleHeight), m_theme.colour(Role::panel),
                 m_theme.colour(Role::line));
        paintHead(painter, m_head->width());
        return true;
    }
    if (watched == m_head && event->type() == QEvent::ToolTip && !toolTip().isEmpty()) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), toolTip(), m_head);
        return true;
    }
    if (watched == m_head && (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest))
        placeCorner();
    return QWidget::eventFilter(watched, event);
}

void Panel::placeCorner()
{
    if (!m_corner)
        return;
    m_corner->adjustSize();
    m_corner->move(head().width() - 1 - 4 - m_headInset - m_corner->width(),
                   1 + (titleHeight - 1 - m_corner->height()) / 2);
}

void Panel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeCorner();
}

bool Panel::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        placeCorner();
    return QWidget::event(event);
}

void Panel::setTitle(const QString &words, const QString &name)
{
    if (words == m_words && name == m_name)
        return;
    m_words = words;
    m_name = name;
    describe();
}

QString Panel::titleOf(const QString &words) const
{
    return m_name.isEmpty() ? words : words.arg(m_name);
}

void Panel::setSummary(Glyph glyph, std::vector<TextRun> runs)
{
    if (glyph == m_glyph && runs == m_runs)
        return;
    m_glyph = glyph;
    m_runs = std::move(runs);
    describe();
}

void Panel::setChips(std::vector<Chip> chips)
{
    if (chips == m_chips)
        return;
    m_chips = std::move(chips);
    describe();
}

void Panel::setNote(const QString &text)
{
    if (text == m_note)
        return;
    m_note = text;
    describe();
}

void Panel::describe()
{
    QString words;
    for (const TextRun &run : m_runs)
        words += run.text;
    for (const Chip &chip : m_chips)
        words += u' ' + chip.text;
    setAccessibleName(titleOf(m_words));
    setAccessibleDescription(QStringList{words, m_note}.join(u' ').simplified());
    head().update(0, 0, head().width(), headHeight);
}

double Panel::paintRightEnd(QPainter &painter, int width) const
{
    double right = m_corner ? m_corner->x() - 8 : width - std::max<double>(padding, m_headInset + 4);
    if (!m_note.isEmpty()) {
        paintTextRight(painter, {right, m_small.middle(1, titleHeight)}, m_note, m_small,
                       m_theme.colour(Role::text2));
        right -= m_small.width(m_note) + 8;
    }
    for (const Chip &chip : m_chips)
        right = paintOutlineChip(painter, {right, titleHeight / 2.0 - 7}, 16, chip.text, m_chipInk,
                                 m_theme.status(chip.status).ink) -
                6;
    return right;
}

double Panel::widthOf(const TextRun &run) const
{
    return (run.strong ? m_smallStrong : m_small).width(run.text);
}

/// How many runs there is room for without cutting a part in two, where `more` says how many are left out.
std::size_t Panel::runsThatFit(double room, QString &more) const
{
    std::vector<std::size_t> ends; // of the parts
    double width = 0;
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        width += widthOf(m_runs[i]);
        if (i + 1 == m_runs.size() || m_runs[i + 1].text.startsWith(partMark))
            ends.push_back(i + 1);
    }
    if (ends.empty() || width <= room)
        return m_runs.size();
    for (std::size_t parts = ends.size() - 1; parts > 0; --parts) {
        more = partMark + u'+' + QString::number(ends.size() - parts);
        double taken = m_small.width(more);
        for (std::size_t i = 0; i < ends[parts - 1]; ++i)
            taken += widthOf(m_runs[i]);
        if (taken <= room)
            return ends[parts - 1];
    }
    more.clear();
    return ends.front();
}

void Panel::paintRuns(QPainter &painter, double x, double right) const
{
    QString more;
    const std::size_t count = runsThatFit(right - x, more);
    const auto paint = [&](const QString &text, bool strong) {
        const Ink &ink = strong ? m_smallStrong : m_small;
        x = paintText(painter, {x, m_small.middle(1, titleHeight)},
                      ink.metrics.elidedText(text, Qt::ElideRight, std::max(0.0, right - x)), ink,
                      m_theme.colour(strong ? Role::text1 : Role::text2));
    };
    for (std::size_t i = 0; i < count; ++i)
        paint(m_runs[i].text, m_runs[i].strong);
    if (!more.isEmpty())
        paint(more, false);
}

void Panel::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    // Below a title that stands apart it has no upper edge.
    paintBox(painter, rect().adjusted(0, contentTop() - headHeight, 0, 0), m_theme.colour(Role::panel),
             m_theme.colour(Role::line));
    if (!m_head && event->rect().top() <= titleHeight) // else it is asked for under one of its parts
        paintHead(painter, width());
}

void Panel::paintHead(QPainter &painter, int width) const
{
    painter.fillRect(QRectF(1, titleHeight, width - 2, 1), m_theme.colour(Role::line));
    painter.fillRect(QRectF(padding, titleHeight / 2.0 - 6, 3, 12), m_theme.colour(Role::brand));
    const double right = paintRightEnd(painter, width) - 8;
    const QString title =
        m_titleInk.metrics.elidedText(titleOf(m_words.toUpper()), Qt::ElideRight, right - padding - 11);
    double x = paintText(painter, {padding + 11, m_titleInk.middle(1, titleHeight)}, title, m_titleInk,
                         m_theme.colour(Role::text1));
    if (m_glyph != Glyph::none) {
        paintGlyph(painter, QRectF(x + 9, titleHeight / 2.0 - 7, 14, 14), m_glyph, m_theme);
        x += 30;
    } else {
        x += 9;
    }
    paintRuns(painter, x, right);
}

} // namespace rig::widgets
