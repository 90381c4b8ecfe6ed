#pragma once

#include "domain/storedfinding.h"
#include "presentation/machinesummary.h"
#include "presentation/sensorcard.h"

namespace rig::presentation {

/// One machine on the overview, ready to be painted. Equal tiles look the same.
struct OverviewTile
{
    std::int32_t machine = 0; ///< its number
    QString id;
    QString title;
    Glyph glyph = Glyph::unknown;
    QString word;         ///< "ALARM", "FINDING 0.83"; empty where all is well
    bool finding = false; ///< that is what the word says
    QString cause;        ///< "Vibration", "for 3 min"; may be empty
    QString age;          ///< of the machine's newest reading, "now", "14 s ago"; empty where there is none
    QString origin;
    Status originStatus = Status::normal;
    /// The sensor whose value and trace are shown: the worst, else the one that a finding is of most, else
    /// the one that tells the machine's state.
    std::optional<SensorCard> sensor;

    bool operator==(const OverviewTile &) const = default;
    /// Whether at most the numbers and the age differ.
    bool sameButValue(const OverviewTile &other) const;
    /// The whole tile in words.
    QString spoken() const;
};

/// Machines that stand together; each keeps its place whatever happens.
struct OverviewArea
{
    QString title; ///< empty where the plant has no areas
    std::vector<OverviewTile> tiles;

    Glyph worst() const;
};

/// How many machines there are of each kind; every machine counts once.
struct OverviewCounts
{
    int alarm = 0;
    int warning = 0;
    int finding = 0; ///< nothing else is wrong, and models find it unusual
    int noData = 0;  ///< stale, bad or unknown
    int resting = 0; ///< stopped or in maintenance
    int normal = 0;

    bool operator==(const OverviewCounts &) const = default;
    int all() const { return alarm + warning + finding + noData + resting + normal; }
};

/// The areas of the plant that have machines, in its order, then the machines without an area. `machines` are
/// the summaries of `state`. What models say of now is told where nothing else is wrong; null: not known.
std::vector<OverviewArea> overviewOf(const PlantState &state, const std::vector<MachineSummary> &machines,
                                     const FindingsView *findings = nullptr);

OverviewCounts countsOf(const std::vector<OverviewTile> &tiles);

} // namespace rig::presentation

Q_DECLARE_METATYPE(rig::presentation::OverviewTile)
