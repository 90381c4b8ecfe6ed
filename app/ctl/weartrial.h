#pragma once

#include "domain/outlook.h"
#include "domain/result.h"

#include <QString>

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

namespace rig::ctl {

/// How trends are tried on simulated machines.
struct WearTrial
{
    std::uint64_t seed = 1; ///< what machines, loads and faults are drawn by
    int runs = 16;
    int cleanDays = 10; ///< of one sound machine
};

/// The shares of a wearing machine's life at which it is asked how long it lasts.
inline constexpr std::array<double, 9> wearAges{.5, .55, .6, .65, .7, .75, .8, .85, .9};

/// One machine that wore until a sensor was beyond its second limit for five minutes.
struct WearRun
{
    QString fault;
    double lasted = 0; ///< hours from the onset; 0 where no limit was reached
    std::string first; ///< the sensor that reached its limit
    struct Told
    {
        double truth = 0;                    ///< hours left
        std::optional<RemainingLife> life{}; ///< none: nothing was said to degrade
    };
    std::array<Told, wearAges.size()> told{};
};

struct WearFigures
{
    std::vector<WearRun> runs;
    int cleanQuestions = 0; ///< sensors times hours
    int cleanDegrading = 0; ///< of those, that were said to degrade
};

/// Lets machines run sound for 30 to 60 hours and then wear, each by one fault, the faults in turns, grown to
/// its worst within one to ten days.
Result<WearFigures> tryWear(const WearTrial &trial, const std::function<void(const QString &)> &say);

} // namespace rig::ctl
