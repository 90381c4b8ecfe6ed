#include "qml/hall/floormarkings.h"

#include "qml/hall/hallshape.h"
#include "qml/hall/machineshape.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace rig::qml {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double sharpest = 48; ///< pixels a metre
constexpr double largest = 2048;
constexpr double nameHeight = .8; ///< metres, of letters

void paintSeams(QPainter &painter, const HallPlan &plan, const QColor &floor)
{
    painter.setPen(QPen(floor.darker(190), .035));
    for (double x = -plan.width / 2; x < plan.width / 2; x += 3)
        painter.drawLine(QPointF(x, 0), QPointF(x, -plan.depth));
    for (double z = 0; z > -plan.depth; z -= 3)
        painter.drawLine(QPointF(-plan.width / 2, z), QPointF(plan.width / 2, z));
}

/// Of the frame around a machine, before it is turned and moved to its place.
QRectF frameOf()
{
    return {-machineWidth / 2 - .85, -machineDepth / 2 - .95, machineWidth + 1.7, machineDepth + 1.7};
}

/// Where the frame lies.
QPolygonF groundOf(const Placement &machine)
{
    QTransform place;
    place.translate(machine.at.x(), machine.at.z());
    place.rotate(-machine.turn);
    return place.map(QPolygonF(frameOf()));
}

/// Stripes at 45° in a frame around the machine.
void paintHazard(QPainter &painter, const Placement &machine, const HallPaint &paint)
{
    painter.save();
    painter.translate(machine.at.x(), machine.at.z());
    painter.rotate(-machine.turn);
    const QRectF outer = frameOf();
    QPainterPath frame;
    frame.addRect(outer);
    frame.addRect(outer.adjusted(.34, .34, -.34, -.34));
    painter.setClipPath(frame);
    painter.fillRect(outer, seen(paint.hazardDark));
    painter.setPen(QPen(seen(paint.hazardLight * .8F), .34, Qt::SolidLine, Qt::FlatCap));
    for (double x = outer.left() - outer.height(); x < outer.right(); x += .9)
        painter.drawLine(QPointF(x, outer.bottom()), QPointF(x + outer.height(), outer.top()));
    painter.restore();
}

void paintLanes(QPainter &painter, const HallPlan &plan, const HallPaint &paint)
{
    painter.setPen(QPen(seen(paint.marking * .62F), .09, Qt::SolidLine, Qt::FlatCap));
    for (const double side : {-1., 1.}) {
        const double x = side * (plan.width / 2 - 3.1);
        painter.drawLine(QPointF(x, -.6), QPointF(x, -plan.depth + .6));
    }
}

/// The names of areas, to be read by whoever comes from the entrance: at the near end of each, where no
/// machine stands on it.
void paintNames(QPainter &painter, const HallPlan &plan, const HallPaint &paint)
{
    QFont font(u"B612"_s);
    font.setBold(true);
    font.setPixelSize(100);
    constexpr double nearest = -6.6; // metres from the entrance: seen whole by whoever comes in
    painter.setFont(font);
    painter.setPen(seen(paint.marking * .5F));
    for (const Zone &zone : plan.zones) {
        const double asked = painter.fontMetrics().horizontalAdvance(zone.title) / 100. * nameHeight;
        const double scale = std::min(1., (zone.ground.width() - 1) / std::max(asked, .1));
        const QSizeF size(asked * scale, nameHeight * scale);
        QPointF middle(zone.ground.center().x(), std::min<double>(zone.ground.bottom(), nearest));
        const auto free = [&](const QPointF &at) {
            const QRectF name(at - QPointF(size.width(), size.height()) / 2, size);
            return std::ranges::none_of(plan.machines, [&](const Placement &machine) {
                return groundOf(machine).intersects(QPolygonF(name));
            });
        };
        const QPointF wanted = middle;
        const double aside = std::max(0., (zone.ground.width() - size.width()) / 2);
        double least = std::numeric_limits<double>::max();
        for (double back = 0; wanted.y() - back > zone.ground.top(); back += .5)
            for (double x = -aside; x <= aside; x += .25)
                if (const double cost = back + std::abs(x);
                    cost < least && free(wanted + QPointF(x, -back))) {
                    least = cost;
                    middle = wanted + QPointF(x, -back);
                }
        painter.save();
        painter.translate(middle);
        painter.scale(size.height() / 100, size.height() / 100);
        painter.drawText(QRectF(-20'000, -60, 40'000, 120), Qt::AlignCenter, zone.title);
        painter.restore();
    }
}

/// Dirt and puddles, the same in every run.
void addWetness(QImage &image)
{
    constexpr int coarse = 24;
    std::mt19937 random(7);
    std::uniform_real_distribution<float> any(0, 1);
    QImage small(coarse, coarse * std::max(1, image.height() / std::max(1, image.width())) + 8,
                 QImage::Format_Grayscale8);
    for (int y = 0; y < small.height(); ++y)
        for (int x = 0; x < small.width(); ++x)
            small.scanLine(y)[x] = static_cast<uchar>(255 * any(random));
    const QImage wet = small.scaled(image.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                           .convertToFormat(QImage::Format_Grayscale8);
    for (int y = 0; y < image.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        const uchar *damp = wet.constScanLine(y);
        for (int x = 0; x < image.width(); ++x) {
            const float puddle = std::clamp((static_cast<float>(damp[x]) / 255 - .42F) * 5, 0.F, 1.F);
            const float grain = .92F + .16F * any(random);
            const auto dirty = [&](int c) {
                return std::clamp(static_cast<int>(static_cast<float>(c) * grain * (1 - .18F * puddle)), 0,
                                  255);
            };
            const QRgb c = line[x];
            line[x] = qRgba(dirty(qRed(c)), dirty(qGreen(c)), dirty(qBlue(c)),
                            static_cast<int>(120 + 135 * puddle));
        }
    }
}

} // namespace

QImage floorMarkings(const HallPlan &plan, const HallPaint &paint)
{
    const double scale = std::min(sharpest, largest / std::max(plan.width, plan.depth));
    QImage image(static_cast<int>(plan.width * scale), static_cast<int>(plan.depth * scale),
                 QImage::Format_RGB32);
    const QColor floor = seen(paint.floor);
    image.fill(floor);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(scale, scale);
    painter.translate(plan.width / 2, plan.depth);
    paintSeams(painter, plan, floor);
    paintLanes(painter, plan, paint);
    paintNames(painter, plan, paint);
    for (const Placement &machine : plan.machines)
        paintHazard(painter, machine, paint);
    painter.end();
    image = image.convertToFormat(QImage::Format_ARGB32);
    addWetness(image);
    return image;
}

} // namespace rig::qml
