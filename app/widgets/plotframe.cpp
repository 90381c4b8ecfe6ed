#include "widgets/plotframe.h"

#include "widgets/paint.h"

#include <QtCharts/QCategoryAxis>
#include <QtCharts/QChart>
#include <QtCharts/QChartView>
#include <QtCharts/QLineSeries>

#include <QGraphicsLayout>
#include <QGraphicsObject>
#include <QGraphicsScene>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Role;
using presentation::TextStyle;
using presentation::Theme;

/// The library's axes and grid; between them what is painted, as an item of ours.
class PlotFrame::Scene : public QGraphicsObject
{
public:
    Scene(const Theme &theme, Paint paint)
        : m_theme(theme), m_number(TextStyle::number), m_paint(std::move(paint))
    {
        m_chart = new QChart;
        m_chart->setBackgroundVisible(false);
        m_chart->layout()->setContentsMargins(0, 0, 0, 0);
        m_chart->legend()->hide();
        m_chart->setAnimationOptions(QChart::NoAnimation);
        m_view = new QChartView(m_chart);
        m_view->setFrameShape(QFrame::NoFrame);
        m_view->setBackgroundBrush(Qt::NoBrush);
        m_view->setStyleSheet(u"background: transparent"_s);
        m_view->setFocusPolicy(Qt::NoFocus);
        m_view->setMouseTracking(true);
        m_view->viewport()->setMouseTracking(true);
        setParentItem(m_chart);
        setZValue(10);
        // The axes are laid out after what we paint between them has been asked for, and maybe painted.
        connect(m_chart, &QChart::plotAreaChanged, this, [this] { update(); });
    }

    QChartView *view() const { return m_view; }
    QRectF plot() const { return m_chart->plotArea(); }
    void setLeastMargins(const QMargins &margins) { m_least = margins; }

    void setAxes(const std::vector<PlotAxis> &axes)
    {
        prepareGeometryChange();
        // The axes are few, and made anew: what they go over changes with everything.
        m_chart->removeAllSeries();
        for (QAbstractAxis *axis : m_chart->axes()) {
            m_chart->removeAxis(axis);
            delete axis;
        }
        m_chart->setMargins(marginsFor(axes));
        QAbstractAxis *along = nullptr;
        for (const PlotAxis &one : axes) {
            QCategoryAxis *axis = made(one);
            m_chart->addAxis(axis, one.side);
            if (one.side & (Qt::AlignTop | Qt::AlignBottom)) {
                along = axis;
                continue;
            }
            // An axis is laid out where a series has it.
            auto *series = new QLineSeries;
            m_chart->addSeries(series);
            if (along)
                series->attachAxis(along);
            series->attachAxis(axis);
        }
        update();
    }

    QRectF boundingRect() const override { return m_chart->rect(); }

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) override
    {
        m_paint(*painter, plot());
    }

private:
    QCategoryAxis *made(const PlotAxis &one) const
    {
        auto *axis = new QCategoryAxis;
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        axis->setStartValue(one.low);
        axis->setRange(one.low, one.high);
        for (const PlotTick &tick : one.ticks) {
            QString label = tick.label;
            while (axis->categoriesLabels().contains(label))
                label += QChar(0x200B); // the library wants every label once
            axis->append(label, tick.at);
        }
        axis->setLineVisible(!one.ticks.empty()); // of one without, the library leaves a dot in the corner
        axis->setLabelsFont(m_number.font);
        axis->setLabelsColor(one.colour);
        axis->setLinePenColor(m_theme.colour(Role::lineStrong));
        axis->setGridLineVisible(one.grid);
        axis->setGridLineColor(m_theme.colour(Role::line));
        return axis;
    }

    double widest(const PlotAxis &axis) const
    {
        double width = 0;
        for (const PlotTick &tick : axis.ticks)
            width = std::max(width, m_number.width(tick.label));
        return width;
    }

    /// Half of a label stands beyond the plot where its line is on the edge. The library leaves no room for
    /// it but that of the axes that stand there.
    QMargins marginsFor(const std::vector<PlotAxis> &axes) const
    {
        double half = 0;
        double left = 0;
        double right = 0;
        for (const PlotAxis &axis : axes)
            if (axis.side &
                (Qt::AlignTop | Qt::AlignBottom)) // it does not move when a longer one comes and goes
                half = std::max({half, m_number.width(u"00:00"_s) / 2, widest(axis) / 2});
            else
                (axis.side & Qt::AlignLeft ? left : right) += widest(axis);
        QMargins margins = m_least;
        margins.setLeft(std::max(margins.left(), static_cast<int>(std::ceil(half - left))));
        margins.setRight(std::max(margins.right(), static_cast<int>(std::ceil(half - right))));
        return margins;
    }

    Theme m_theme;
    Ink m_number;
    Paint m_paint;
    QMargins m_least;
    QChart *m_chart;
    QChartView *m_view;
};

PlotFrame::PlotFrame(const Theme &theme, Paint paint, QWidget *parent)
    : QWidget(parent), m_scene(std::make_unique<Scene>(theme, std::move(paint)))
{
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_scene->view());
    setAxes({});
}

PlotFrame::~PlotFrame()
{
    // The scene owns the item that we own.
    if (m_scene->scene())
        m_scene->scene()->removeItem(m_scene.get());
}

void PlotFrame::setAxes(const std::vector<PlotAxis> &axes)
{
    m_scene->setAxes(axes);
}

void PlotFrame::setLeastMargins(const QMargins &margins)
{
    m_scene->setLeastMargins(margins);
}

void PlotFrame::renew()
{
    m_scene->update();
}

QRectF PlotFrame::plot() const
{
    return m_scene->plot();
}

QWidget &PlotFrame::viewport() const
{
    return *m_scene->view()->viewport();
}

} // namespace rig::widgets
