#pragma once

#include "settings/settings.h"

#include <vector>

namespace rig::settings {

/// All that is wrong with the values, badConfiguration each, with a sentence that begins with the setting as
/// the user wrote it; empty when they can be used. Looks whether the CA file can be read and asks no server.
std::vector<Error> validate(const Settings &settings);

} // namespace rig::settings
