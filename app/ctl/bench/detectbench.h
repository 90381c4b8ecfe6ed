#pragma once

#include "domain/plant.h"
#include "settings/settings.h"

#include <functional>

namespace rig::ctl {

struct DetectBenchOptions
{
    int machines = 100;                ///< 1 to 900; each sends 20 readings a second
    std::chrono::seconds duration{60}; ///< 5 s to 1 h
};

struct DetectFigures
{
    using Time = std::chrono::duration<double, std::milli>;

    std::size_t findings = 0; ///< that began while it was measured
    /// From the reading that completes an episode, as it goes to the producer, to its finding in the
    /// database.
    Time median{};
    Time p99{};
    Time worst{};
    std::uint64_t judged = 0;  ///< readings
    std::uint64_t skipped = 0; ///< readings that could not be kept up with
    /// Windows a second on one thread: of one net by libtorch alone, 256 at a time; by ours with all that it
    /// takes from rows to scores; and by ours of as many nets as there are machines, two rows of each.
    double alone = 0;
    double ours = 0;
    double ofMany = 0;
};

/// A node with every detector on every machine, on the configured servers, in a topic and a database of its
/// own: twice a second a machine goes wrong for three seconds.
Result<DetectFigures> benchDetect(const settings::Settings &settings, const PlantDefinition &demo,
                                  const DetectBenchOptions &options,
                                  const std::function<void(const QString &)> &progress);

} // namespace rig::ctl
