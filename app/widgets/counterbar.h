#pragma once

#include "presentation/overview.h"
#include "widgets/paint.h"

#include <QWidget>

namespace rig::widgets {

/// How many machines are in alarm, in warning, without data, resting, normal: read from across the room. An
/// alarm makes its part solid.
class CounterBar : public QWidget
{
    Q_OBJECT

public:
    explicit CounterBar(const presentation::Theme &theme, QWidget *parent = nullptr);

    void present(const presentation::OverviewCounts &counts, int areas);
    /// 1 is a wall of 1920 × 1080; the height follows.
    void setScale(double scale);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Counter
    {
        presentation::Glyph glyph;
        int count;
        QString word;
        bool finding = false; ///< framed as on its tile
    };

    std::vector<Counter> counters() const;
    void paintSign(QPainter &painter, const QRectF &box, const Counter &counter) const;
    double widthOf(const Counter &counter) const;
    /// Returns its right end.
    double paintCounter(QPainter &painter, double x, const Counter &counter) const;
    QString summary() const;

    presentation::Theme m_theme;
    presentation::OverviewCounts m_counts;
    int m_areas = 0;
    double m_scale = 1;
    Ink m_figure, m_word, m_title;
};

} // namespace rig::widgets
