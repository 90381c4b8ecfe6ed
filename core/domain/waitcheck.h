#pragma once

#include <chrono>
#include <functional>

namespace rig {

/// Asked ten times a second while a server is waited for, on the thread that waits; `silent` is how long it
/// has said nothing. True: give up. None: wait to the end.
using WaitCheck = std::function<bool(std::chrono::milliseconds silent)>;

} // namespace rig
