#pragma once

namespace rig::ctl {

/// Prints what can go wrong with a simulated machine, and the equations of its sensors.
void showFaults(bool json);

} // namespace rig::ctl
