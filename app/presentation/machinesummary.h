#pragma once

#include "domain/plant.h"
#include "presentation/glyph.h"

#include <QString>

#include <vector>

namespace rig::presentation {

/// One machine in a line: what its tab and the title of its panel say.
struct MachineSummary
{
    std::int32_t number = 0;
    QString id;
    QString title;
    Glyph glyph = Glyph::unknown; ///< its worst state
    bool found = false;           ///< models find something now
    RunState run = RunState::unknown;
    QString runWords; ///< "running", "in maintenance to 12:00"
    QString reason;   ///< of its maintenance; empty where it is in none
    int sensors = 0;
    int alarms = 0;
    int warnings = 0;
    int stale = 0;
    int bad = 0;
    int unknown = 0;
    std::vector<Origin> origins; ///< of its values, each once, in the order they are numbered

    bool operator==(const MachineSummary &) const = default;
};

/// Every machine that is not retired, in the plant's order.
std::vector<MachineSummary> summaries(const PlantState &state);

Glyph glyphOf(RunState run);
QString runWord(RunState run);

} // namespace rig::presentation
