#pragma once

#include "domain/plant.h"
#include "domain/trend.h"

#include <QString>

#include <functional>

namespace rig::ctl {

struct TrendBenchOptions
{
    std::int64_t readings =
        10'000'000; ///< stored, of three machines at 20 a second; 6,000,000 to 100,000,000
    int cold = 20;  ///< questions to a server that was started with an empty cache, 1 to 1000
    int warm = 100; ///< questions after that, 1 to 10,000
};

/// How long one kind of question takes.
struct TrendFigure
{
    using Time = std::chrono::duration<double, std::milli>;

    QString what;
    TrendGrain grain = TrendGrain::raw; ///< what it was answered from
    std::size_t points = 0;             ///< of one answer
    std::size_t asked = 0;
    Time median{};
    Time p95{};
    Time worst{};
};

struct TrendFigures
{
    std::int64_t readings = 0;
    std::int64_t bytes = 0; ///< that the history takes on disk
    double fillSeconds = 0;
    double rollupSeconds = 0; ///< until all of it was in the rollups
    std::vector<TrendFigure> figures;
};

/// Questions for the trends of three sensors, each a day and a machine by chance, over a connection that
/// stands, with and without 20 ms of network between: to a private PostgreSQL of its own in a temporary
/// folder below /var/tmp, filled with that many readings (600 bytes each) and their rollups by the program's
/// own upkeep, behind the empty tables of the three years of days before. A cold question is the first one
/// after the server was started again and the kernel has forgotten its files.
Result<TrendFigures> benchTrend(const PlantDefinition &demo, const TrendBenchOptions &options,
                                const std::function<void(const QString &)> &say);

} // namespace rig::ctl
