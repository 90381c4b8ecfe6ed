#pragma once

#include <chrono>
#include <thread>

namespace rig::test {

/// Asks every few milliseconds until the answer is yes; false when `patience` ran out before.
template <class Condition> bool waitUntil(Condition condition, std::chrono::milliseconds patience)
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    return true;
}

} // namespace rig::test
