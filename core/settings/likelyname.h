#pragma once

#include <QString>

#include <string_view>

namespace rig::settings {

/// The variable of a setting that somebody meant who wrote `name`, which is none: where only a slip lies
/// between the two, or `name` begins as only ours do. Empty where it may be another program's.
QString likelyName(std::string_view name);

} // namespace rig::settings
