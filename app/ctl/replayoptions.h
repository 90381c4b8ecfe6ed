#pragma once

#include "ctl/commandline.h"
#include "domain/origin.h"
#include "simulator/recording.h"
#include "simulator/replaypace.h"

namespace rig::ctl {

/// What the command line of a replay asks for.
struct ReplayOptions
{
    simulator::RecordingOptions recording;
    std::string machine;
    double speed = 1; ///< 0: without waiting
    simulator::ReplayPace::Stamps stamps = simulator::ReplayPace::Stamps::moved;
    bool define = false;
    bool loop = false;
    bool wait = false;
    milliseconds patience{0}; ///< without any progress

    bool keepsTime() const { return stamps == simulator::ReplayPace::Stamps::kept; }
    Origin origin() const { return keepsTime() ? Origin::history : Origin::replayed; }
};

/// Adds the options to the command line, before it is parsed.
void describeReplay(CommandLine &line);

/// badConfiguration, naming the option, where one makes no sense.
Result<ReplayOptions> replayOptionsOf(const CommandLine &line);

} // namespace rig::ctl
