#pragma once

#include <QString>

#include <string_view>

namespace rig::settings {

/// The variable of a setting that somebody meant who wrote `name`, which is none: where only a slip lies
/// between the two, or at most a third of the letters is wrong in a `name` that begins as ours do. Empty
/// elsewhere: KAFKA_ and DATABASE_ are also what names of other programs begin with.
QString likelyName(std::string_view name);

} // namespace rig::settings
