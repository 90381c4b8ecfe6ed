#pragma once

#include "domain/plant.h"
#include "settings/settings.h"

#include <QString>

#include <functional>
#include <vector>

namespace rig::ctl {

struct IngestBenchOptions
{
    /// 10,000 to 5,000,000, some 1.2 KB each in the broker. With few of them the start of each program shows.
    int readings = 1'000'000;
    int rounds = 3; ///< of each measurement, taking turns; 1 to 20
    std::uint32_t seed = 1;
};

/// One way to move the same readings.
struct IngestFigure
{
    QString what;
    double readingsPerSecond = 0; ///< median over the rounds
    /// Processor seconds per million readings of the whole machine, broker and database included: meant for a
    /// machine that does nothing else.
    double cpuPerMillion = 0;
};

struct IngestFigures
{
    IngestFigure consume;      ///< kcat, consuming alone
    IngestFigure copy;         ///< psql \copy … binary, alone
    IngestFigure keep;         ///< rigctl node, keep alone
    IngestFigure keepAndJudge; ///< rigctl node
};

/// Measures keeping against its two ceilings on the configured servers, in databases and topics of its own
/// that it removes again: the database's role must be allowed to make databases. Needs kcat and psql. Takes
/// minutes; `progress` hears what is being done.
Result<IngestFigures> benchIngest(const settings::Settings &settings, const PlantDefinition &demo,
                                  const IngestBenchOptions &options,
                                  const std::function<void(const QString &)> &progress);

} // namespace rig::ctl
