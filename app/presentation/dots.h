#pragma once

#include "domain/systemstatus.h"
#include "presentation/glyph.h"

#include <QString>

namespace rig::presentation {

/// One of the header's four: never a dot alone, always with its reason.
struct Dot
{
    QString caption;
    Glyph glyph = Glyph::unknown;
    QString reason;   ///< a few words on what it found
    QString computed; ///< sentences on what it is computed from

    bool operator==(const Dot &) const = default;
};

/// A word on it, for where its reason has no room: "OK", "ALARM".
QString briefly(const Dot &dot);

/// Our workers and the database.
Dot systemDot(const SystemStatus &status);
/// The broker and the age of the newest reading of any machine.
Dot commDot(const SystemStatus &status, const PlantState &state);
/// The electrical category of the machine where it is worst; machines that are not judged do not count.
Dot powerDot(const PlantState &state);
/// `ground_fault`, where a machine has it.
Dot safetyDot(const PlantState &state);

} // namespace rig::presentation
