#include "qml/walkkeys.h"

#include <algorithm>
#include <array>
#include <map>

namespace rig::qml {

Qt::Key keyOf(const QKeyEvent &event)
{
    static const std::map<quint32, Qt::Key> places{
        {10, Qt::Key_1}, {11, Qt::Key_2}, {12, Qt::Key_3}, {13, Qt::Key_4}, {14, Qt::Key_5},
        {15, Qt::Key_6}, {16, Qt::Key_7}, {17, Qt::Key_8}, {18, Qt::Key_9}, {24, Qt::Key_Q},
        {25, Qt::Key_W}, {26, Qt::Key_E}, {38, Qt::Key_A}, {39, Qt::Key_S}, {40, Qt::Key_D},
        {41, Qt::Key_F}, {42, Qt::Key_G}, {56, Qt::Key_B}, {57, Qt::Key_N}};
    const auto key = static_cast<Qt::Key>(event.key());
    const bool latin = (key >= Qt::Key_A && key <= Qt::Key_Z) || (key >= Qt::Key_0 && key <= Qt::Key_9);
    const auto place = places.find(event.nativeScanCode());
    return latin || place == places.end() ? key : place->second;
}

bool isNumber(Qt::Key key)
{
    return key >= Qt::Key_1 && key <= Qt::Key_9;
}

std::optional<Way> wayOf(Qt::Key key)
{
    switch (key) {
    case Qt::Key_W:
    case Qt::Key_Up:
        return Way::forward;
    case Qt::Key_S:
    case Qt::Key_Down:
        return Way::back;
    case Qt::Key_A:
    case Qt::Key_Left:
        return Way::left;
    case Qt::Key_D:
    case Qt::Key_Right:
        return Way::right;
    case Qt::Key_E:
        return Way::up;
    case Qt::Key_Q:
        return Way::down;
    case Qt::Key_Shift:
        return Way::run;
    default:
        return {};
    }
}

bool isOfWalking(Qt::Key key)
{
    static constexpr std::array others{Qt::Key_F, Qt::Key_G, Qt::Key_N, Qt::Key_B, Qt::Key_Escape};
    return isNumber(key) || wayOf(key) || std::ranges::find(others, key) != others.end();
}

} // namespace rig::qml
