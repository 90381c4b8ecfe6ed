#pragma once

#include <QString>

#include <cstdint>

namespace rig::ctl {

/// Measures remaining life on the fleets of a folder, as `evaluate --remaining-life` does, and prints a line
/// for each. `seed`: what folds, cuts and nets are drawn by. `out`: where a line for each machine that was
/// cut goes (CSV); empty: nowhere. The exit code.
int evaluateLife(const QString &folder, std::uint64_t seed, const QString &out);

} // namespace rig::ctl
