#pragma once

#include "domain/plantstate.h"
#include "domain/systemstatus.h"

#include <QString>

namespace rig::presentation {

/// The banner below the header while a server is away: what, why and what happens next in one line, what goes
/// on meanwhile in the other. A server that is away for less than a second and for no reason yet makes none.
struct Waiting
{
    QString headline; ///< empty while nothing is waited for
    QString meanwhile;
    /// Whether asking at once is possible: for the database. The broker's client comes back by itself, within
    /// two seconds.
    bool retries = false;

    bool operator==(const Waiting &) const = default;
};

/// Where the plant that is shown comes from. Without one nothing can be shown or judged.
enum class PlantSource
{
    none,
    kept, ///< on this computer, while the database could not be asked
    database
};

PlantSource plantSourceOf(const PlantState &state);

Waiting waitingFor(const SystemStatus &status, PlantSource source);

/// Whether the list of steps of coming up is still of interest.
bool comingUp(const SystemStatus &status);
/// "4 of 8"
QString progressText(const SystemStatus &status);

/// Which servers are used and why, a sentence each, for the panel that always says so.
struct ServerNotes
{
    QString headline;
    QString broker;
    QString database;

    bool operator==(const ServerNotes &) const = default;
};

ServerNotes serverNotes(const SystemStatus &status);

} // namespace rig::presentation
