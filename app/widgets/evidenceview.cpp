#include "widgets/evidenceview.h"

#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;

EvidenceView::EvidenceView(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent), m_painter(theme)
{
    setMinimumWidth(static_cast<int>(EvidencePainter::leastWidth));
    setMouseTracking(true);
    setAccessibleName(tr("Evidence of the finding"));
}

void EvidenceView::present(std::optional<presentation::EvidencePicture> picture)
{
    m_picture = std::move(picture);
    setFixedHeight(m_picture ? static_cast<int>(std::ceil(m_painter.heightFor(*m_picture))) : 0);
    QString words;
    if (m_picture) {
        words = m_picture->title + u", "_s + m_picture->subtitle + u", "_s + m_picture->score;
        for (const auto &share : m_picture->shares)
            words += u", %1 %2 %"_s.arg(share.title).arg(share.percent);
        for (const auto &one : m_picture->similar)
            words += tr(", similar by %1: %2").arg(one.similarity, one.day);
    }
    setAccessibleDescription(words);
    update();
}

void EvidenceView::openSimilar(std::size_t place)
{
    if (m_picture && place < m_picture->similar.size())
        Q_EMIT findingWanted(m_picture->similar[place].id);
}

std::int64_t EvidenceView::similarAt(const QPointF &point) const
{
    for (std::size_t i = 0; m_picture && i < m_picture->similar.size(); ++i)
        if (m_painter.similarPlace(width(), *m_picture, i).contains(point))
            return m_picture->similar[i].id;
    return 0;
}

void EvidenceView::paintEvent(QPaintEvent *)
{
    if (!m_picture)
        return;
    QPainter painter(this);
    m_painter.paint(painter, width(), *m_picture);
}

void EvidenceView::mouseMoveEvent(QMouseEvent *event)
{
    setCursor(similarAt(event->position()) != 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void EvidenceView::mousePressEvent(QMouseEvent *event)
{
    if (const std::int64_t id = similarAt(event->position()); id != 0)
        Q_EMIT findingWanted(id);
}

} // namespace rig::widgets
