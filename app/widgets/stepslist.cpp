#include "widgets/stepslist.h"

#include "widgets/glyphpainter.h"

#include <QPainter>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Glyph;
using presentation::Role;
using presentation::TextStyle;

namespace {

constexpr int rowHeight = 36;
constexpr double textLeft = 44;

Glyph glyphOf(StartStep::State state)
{
    switch (state) {
    case StartStep::State::done:
        return Glyph::done;
    case StartStep::State::waiting:
        return Glyph::warningHigh;
    case StartStep::State::later:
        break;
    }
    return Glyph::starting;
}

bool same(const StartStep &a, const StartStep &b)
{
    return a.state == b.state && a.what == b.what && a.detail == b.detail;
}

} // namespace

StepsList::StepsList(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_body(TextStyle::body),
      m_strong(TextStyle::strong),
      m_small(TextStyle::small)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void StepsList::present(const std::vector<StartStep> &steps)
{
    if (std::equal(steps.begin(), steps.end(), m_steps.begin(), m_steps.end(), same))
        return;
    const bool resized = steps.size() != m_steps.size();
    m_steps = steps;
    QStringList words;
    for (const StartStep &step : m_steps)
        words << u"%1: %2"_s.arg(step.what, step.detail);
    setAccessibleName(words.join(u", "_s));
    if (resized)
        updateGeometry();
    update();
}

QSize StepsList::sizeHint() const
{
    return {240, static_cast<int>(m_steps.size()) * rowHeight};
}

void StepsList::paintStep(QPainter &painter, double top, const StartStep &step) const
{
    const bool waiting = step.state == StartStep::State::waiting;
    paintGlyph(painter, QRectF(14, top + rowHeight / 2.0 - 8, 16, 16), glyphOf(step.state), m_theme);
    const double right = width() - 14;
    const Ink &ink = waiting ? m_strong : m_body;
    // What is cut is what is longer than half and leaves the other no room.
    const double beside = right - textLeft - 12 - ink.width(step.what);
    const QString detail =
        m_small.metrics.elidedText(step.detail, Qt::ElideRight, std::max(width() / 2.0, beside));
    paintTextRight(painter, {right, m_small.middle(top, rowHeight)}, detail, m_small,
                   m_theme.colour(Role::text2));
    const double room = right - m_small.width(detail) - 12 - textLeft;
    paintText(painter, {textLeft, ink.middle(top, rowHeight)},
              ink.metrics.elidedText(step.what, Qt::ElideMiddle, room), ink,
              m_theme.colour(step.state == StartStep::State::later ? Role::text2 : Role::text1));
}

void StepsList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        const double top = static_cast<double>(i) * rowHeight;
        paintStep(painter, top, m_steps[i]);
        if (i + 1 < m_steps.size())
            painter.fillRect(QRectF(0, top + rowHeight - 1, width(), 1), m_theme.colour(Role::line));
    }
}

} // namespace rig::widgets
