#include "qml/hall/hallpaint.h"

#include <algorithm>
#include <cmath>

namespace rig::qml {

QVector3D linear(const QColor &seen)
{
    const auto channel = [](float c) {
        return c <= .04045F ? c / 12.92F : std::pow((c + .055F) / 1.055F, 2.4F);
    };
    return {channel(seen.redF()), channel(seen.greenF()), channel(seen.blueF())};
}

QColor seen(const QVector3D &linear)
{
    const auto channel = [](float c) {
        c = std::clamp(c, 0.F, 1.F);
        return c <= .0031308F ? 12.92F * c : 1.055F * std::pow(c, 1 / 2.4F) - .055F;
    };
    return QColor::fromRgbF(channel(linear.x()), channel(linear.y()), channel(linear.z()));
}

QColor HallPaint::seenClear() const
{
    return seen(clear);
}

HallPaint neonPaint()
{
    HallPaint paint;
    paint.wall = linear(0x39414a);
    paint.wallFoot = linear(0x2a3037);
    paint.ceiling = linear(0x262d34);
    paint.steel = linear(0x59636c);
    paint.pillar = linear(0x4d555d);
    paint.pipe = linear(0x5a646e);
    paint.darkPipe = linear(0x3b434b);
    paint.tray = linear(0x4a535b);
    paint.rail = linear(0xe8b21a);
    paint.dark = linear(0x1b2026);
    paint.metal = linear(0x8c959e);
    paint.hazardLight = linear(0xf0a51c);
    paint.hazardDark = linear(0x15181c);
    paint.floor = linear(0x2c3238);
    paint.marking = linear(0xe8b21a);
    paint.strip = QVector3D(.30F, .95F, 1.05F) * 2.4F;
    paint.side = QVector3D(1, .34F, .08F) * 1.4F;
    paint.farLight = QVector3D(1, .62F, .30F) * 1.25F;
    paint.accent = QVector3D(.03F, .62F, .85F);
    paint.ambient = QVector3D(.035F, .045F, .055F);
    paint.nearFog = {.004F, .030F, .044F};
    paint.farFog = {.27F, .085F, .018F};
    paint.clear = linear(0x03080b);
    paint.fogginess = .022F;
    paint.exposure = 1.5F;
    return paint;
}

HallPaint calmPaint()
{
    HallPaint paint;
    paint.wall = linear(0xc3c8cd);
    paint.wallFoot = linear(0xaab0b6);
    paint.ceiling = linear(0xd4d8db);
    paint.steel = linear(0x9ca4ab);
    paint.pillar = linear(0x9ca4ab);
    paint.pipe = linear(0x8d969e);
    paint.darkPipe = linear(0x7d868e);
    paint.tray = linear(0x8d969e);
    paint.rail = linear(0x8e979f);
    paint.dark = linear(0x59636d);
    paint.metal = linear(0x8c969f);
    paint.hazardLight = linear(0xb4bbc2);
    paint.hazardDark = linear(0x757f88);
    paint.floor = linear(0xb4bac0);
    paint.marking = linear(0x9da5ac);
    paint.strip = QVector3D(1, 1, 1) * 1.5F;
    paint.side = QVector3D(.9F, .92F, .95F) * .8F;
    paint.farLight = QVector3D(.95F, .97F, 1) * .9F;
    paint.accent = linear(0xb4bbc2);
    paint.ambient = QVector3D(.34F, .35F, .36F);
    paint.nearFog = linear(0xc9cdd1) * .5F;
    paint.farFog = linear(0xc9cdd1) * .62F;
    paint.clear = linear(0xc9cdd1);
    paint.fogginess = .02F;
    paint.exposure = .95F;
    paint.glowing = .4F;
    paint.bloom = .15F;
    return paint;
}

} // namespace rig::qml
