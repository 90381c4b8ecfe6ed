#include "widgets/wordslabel.h"

#include <QPainter>
#include <QTextLayout>

#include <cmath>

namespace rig::widgets {

namespace {

/// Lines of prose stand a little further apart than the font asks for.
constexpr double leading = 1.36;

} // namespace

WordsLabel::WordsLabel(presentation::TextStyle style, const QColor &colour, QWidget *parent)
    : QWidget(parent),
      m_ink(style),
      m_colour(colour),
      m_lineHeight(static_cast<int>(std::round(m_ink.font.pixelSize() * leading)))
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void WordsLabel::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void WordsLabel::setColour(const QColor &colour)
{
    if (colour == m_colour)
        return;
    m_colour = colour;
    update();
}

template <class Visit> int WordsLabel::breakLines(double width, Visit visit) const
{
    int top = 0;
    for (const QString &paragraph : m_text.split(u'\n')) {
        QTextLayout layout(paragraph, m_ink.font);
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width);
            visit(layout, line, top);
            top += m_lineHeight;
        }
        layout.endLayout();
    }
    return top;
}

QSize WordsLabel::sizeHint() const
{
    double widest = 0;
    const QStringList paragraphs = m_text.split(u'\n');
    for (const QString &paragraph : paragraphs)
        widest = std::max(widest, m_ink.width(paragraph));
    return {static_cast<int>(widest) + 1, m_lineHeight * static_cast<int>(paragraphs.size())};
}

QSize WordsLabel::minimumSizeHint() const
{
    return {1, m_lineHeight};
}

int WordsLabel::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    return breakLines(width, [](QTextLayout &, QTextLine &, int) {}) + margins.top() + margins.bottom();
}

void WordsLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_colour);
    painter.setFont(m_ink.font);
    const int spare = contentsMargins().top() + std::max(0, (height() - heightForWidth(width())) / 2);
    breakLines(width(), [&](QTextLayout &layout, QTextLine &line, int top) {
        const QString text = layout.text().mid(line.textStart(), line.textLength());
        painter.drawText(QPointF(0, m_ink.middle(spare + top, m_lineHeight)), text);
    });
}

} // namespace rig::widgets
