#pragma once

#include "domain/origin.h"
#include "presentation/theme.h"

#include <QString>

#include <optional>

namespace rig::presentation {

/// What data wear that no machine in the field sends just now.
struct OriginMark
{
    QString brief; ///< "SIM", where there is little room
    QString word;  ///< "SIMULATED"
    Status status = Status::normal;
};

/// None for what comes from the field.
std::optional<OriginMark> markOf(Origin origin);

} // namespace rig::presentation
