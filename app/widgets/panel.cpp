#include "widgets/panel.h"

#include "widgets/glyphpainter.h"

#include <QPaintEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace rig::widgets {

using presentation::Glyph;
using presentation::Role;
using presentation::TextStyle;

namespace {

constexpr int titleHeight = 32;
constexpr double padding = 13;

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
    layout()->setContentsMargins(1, titleHeight + 1, 1, 1);
}

void Panel::setContent(QWidget *content, const QMargins &margins)
{
    layout()->setContentsMargins(QMargins(1, titleHeight + 1, 1, 1) + margins);
    layout()->addWidget(content);
}

void Panel::setCorner(QWidget *corner)
{
    m_corner = corner;
    corner->setParent(this);
    placeCorner();
}

void Panel::placeCorner()
{
    if (!m_corner)
        return;
    m_corner->adjustSize();
    m_corner->move(width() - 1 - 4 - m_corner->width(), 1 + (titleHeight - 1 - m_corner->height()) / 2);
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
    update(0, 0, width(), titleHeight + 1);
}

double Panel::paintRightEnd(QPainter &painter) const
{
    double right = m_corner ? m_corner->x() - 8 : width() - padding;
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

void Panel::paintRuns(QPainter &painter, double x, double right) const
{
    for (const TextRun &run : m_runs) {
        const Ink &ink = run.strong ? m_smallStrong : m_small;
        const QString text = ink.metrics.elidedText(run.text, Qt::ElideRight, std::max(0.0, right - x));
        x = paintText(painter, {x, m_small.middle(1, titleHeight)}, text, ink,
                      m_theme.colour(run.strong ? Role::text1 : Role::text2));
    }
}

void Panel::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    paintBox(painter, rect(), m_theme.colour(Role::panel), m_theme.colour(Role::line));
    if (event->rect().top() > titleHeight)
        return; // under one of its parts
    painter.fillRect(QRectF(1, titleHeight, width() - 2, 1), m_theme.colour(Role::line));
    painter.fillRect(QRectF(padding, titleHeight / 2.0 - 6, 3, 12), m_theme.colour(Role::brand));
    const double right = paintRightEnd(painter) - 8;
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
