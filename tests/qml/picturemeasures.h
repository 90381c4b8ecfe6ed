#pragma once

#include "qml/hall/hallpaint.h"

#include <QColor>
#include <QImage>

#include <algorithm>
#include <cmath>

// What tests of the floor measure in its pictures.

namespace rig::test {

using qml::linear;

struct Lab
{
    double l, a, b;
};

/// CIE 1976 L*a*b*, D65.
inline Lab labOf(const QColor &colour)
{
    const QVector3D rgb = linear(colour);
    const auto f = [](double t) { return t > .008856 ? std::cbrt(t) : 7.787 * t + 16. / 116; };
    const double x = f((.4124 * rgb.x() + .3576 * rgb.y() + .1805 * rgb.z()) / .9505);
    const double y = f(.2126 * rgb.x() + .7152 * rgb.y() + .0722 * rgb.z());
    const double z = f((.0193 * rgb.x() + .1192 * rgb.y() + .9505 * rgb.z()) / 1.089);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

inline double distance(const QColor &one, const QColor &other)
{
    const Lab a = labOf(one);
    const Lab b = labOf(other);
    return std::hypot(a.l - b.l, a.a - b.a, a.b - b.b);
}

/// How colourful the middle of a picture is, 0 to 1.
inline double saturationOf(const QImage &picture)
{
    double sum = 0;
    int count = 0;
    for (int y = picture.height() / 4; y < picture.height() * 3 / 4; y += 3) {
        for (int x = picture.width() / 4; x < picture.width() * 3 / 4; x += 3, ++count) {
            const QColor colour = picture.pixelColor(x, y);
            const int most = std::max({colour.red(), colour.green(), colour.blue()});
            const int least = std::min({colour.red(), colour.green(), colour.blue()});
            sum += static_cast<double>(most - least) / 255;
        }
    }
    return sum / count;
}

/// How many pixels are as green as what is expected is in these tests.
inline int ghostly(const QImage &picture)
{
    int count = 0;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x) {
            const QColor colour = picture.pixelColor(x, y);
            count += colour.green() > 150 && colour.red() < 110 && colour.blue() < 110 ? 1 : 0;
        }
    return count;
}

/// The share of pixels in the middle that differ visibly.
inline double differenceOf(const QImage &one, const QImage &other)
{
    int different = 0;
    int count = 0;
    for (int y = one.height() / 4; y < one.height() * 3 / 4; y += 3)
        for (int x = one.width() / 4; x < one.width() * 3 / 4; x += 3, ++count)
            if (distance(one.pixelColor(x, y), other.pixelColor(x, y)) > 6)
                ++different;
    return static_cast<double>(different) / count;
}

} // namespace rig::test
