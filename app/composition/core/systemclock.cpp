#include "composition/core/systemclock.h"

namespace rig::composition {

Instant SystemClock::now() const
{
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::chrono::nanoseconds SystemClock::steady() const
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

} // namespace rig::composition
