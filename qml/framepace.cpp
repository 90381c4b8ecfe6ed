#include "qml/framepace.h"

#include <algorithm>
#include <cmath>

namespace rig::qml {

namespace {

using namespace std::chrono_literals;

constexpr auto walkingFrame = 16ms;
constexpr auto restingFrame = 40ms;
constexpr auto longestRest = 120ms;
constexpr auto step = 20ms;
constexpr double restingShare = 3; ///< of what a frame takes, from one to the next
constexpr double newness = .1;     ///< the weight of the last frame

} // namespace

void FramePace::take(Milliseconds frame)
{
    m_frame = (1 - newness) * m_frame + newness * frame;
}

std::chrono::milliseconds FramePace::interval(bool walking) const
{
    if (walking)
        return walkingFrame;
    return std::clamp(step * std::lround(restingShare * m_frame / step), restingFrame, longestRest);
}

} // namespace rig::qml
