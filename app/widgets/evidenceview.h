#pragma once

#include "widgets/evidencepainter.h"

#include <QWidget>

#include <optional>

namespace rig::widgets {

/// Shows the evidence of one finding, as high as that needs; a click on one that was like it asks for that.
class EvidenceView : public QWidget
{
    Q_OBJECT

public:
    explicit EvidenceView(const presentation::Theme &theme, QWidget *parent = nullptr);

    void present(std::optional<presentation::EvidencePicture> picture);
    /// As a click on the one of this place, 0 the first; nothing where there is none.
    void openSimilar(std::size_t place);

Q_SIGNALS:
    void findingWanted(std::int64_t id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    std::int64_t similarAt(const QPointF &point) const;

    EvidencePainter m_painter;
    std::optional<presentation::EvidencePicture> m_picture;
};

} // namespace rig::widgets
