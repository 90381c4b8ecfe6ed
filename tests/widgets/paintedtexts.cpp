#include "paintedtexts.h"

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QWidget>

namespace {

/// Takes what is painted for what it says, not for how it looks.
class TextEngine : public QPaintEngine
{
public:
    explicit TextEngine(const QRectF &room) : QPaintEngine(AllFeatures), m_room(room) {}

    bool begin(QPaintDevice *) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState &) override {}
    void drawPixmap(const QRectF &, const QPixmap &, const QRectF &) override {}
    void drawPath(const QPainterPath &) override {}
    void drawPolygon(const QPointF *, int, PolygonDrawMode) override {}
    Type type() const override { return User; }

    void drawTextItem(const QPointF &base, const QTextItem &item) override
    {
        const QTransform to = painter()->combinedTransform();
        const double height = QFontMetricsF(item.font()).capHeight();
        QRectF room = m_room;
        if (painter()->hasClipping())
            room &= to.mapRect(painter()->clipBoundingRect());
        if (!item.text().trimmed().isEmpty())
            texts.append(
                {item.text(), to.mapRect(QRectF(base.x(), base.y() - height, item.width(), height)), room});
    }

    QList<PaintedText> texts;

private:
    QRectF m_room;
};

/// What those that a widget lies in leave of it.
QRect seenOf(const QWidget &widget)
{
    QRect seen = widget.rect();
    for (const QWidget *around = &widget; !around->isWindow(); around = around->parentWidget())
        seen &= QRect(widget.mapFrom(around->parentWidget(), QPoint()), around->parentWidget()->size());
    return seen;
}

class TextDevice : public QPaintDevice
{
public:
    explicit TextDevice(const QWidget &widget) : m_widget(widget), m_engine(QRectF(seenOf(widget))) {}

    QPaintEngine *paintEngine() const override { return &m_engine; }
    const QList<PaintedText> &texts() const { return m_engine.texts; }

protected:
    int metric(PaintDeviceMetric metric) const override
    {
        switch (metric) {
        case PdmWidth:
            return m_widget.width();
        case PdmHeight:
            return m_widget.height();
        case PdmDevicePixelRatio:
            return 1;
        case PdmDevicePixelRatioScaled:
            return static_cast<int>(devicePixelRatioFScale());
        case PdmDpiX:
        case PdmPhysicalDpiX:
            return m_widget.logicalDpiX();
        case PdmDpiY:
        case PdmPhysicalDpiY:
            return m_widget.logicalDpiY();
        default:
            return QPaintDevice::metric(metric);
        }
    }

private:
    const QWidget &m_widget;
    mutable TextEngine m_engine;
};

} // namespace

QList<PaintedText> paintedTexts(QWidget &widget)
{
    TextDevice device(widget);
    widget.render(&device, {}, {}, {});
    return device.texts();
}
