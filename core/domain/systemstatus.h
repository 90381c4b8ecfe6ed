#pragma once

#include "domain/readerstatus.h"

#include <QString>

#include <vector>

namespace rig {

/// A server this program uses, and why this one: always visible.
struct ServerInUse
{
    enum class Kind
    {
        configured,
        ownPrivate,
        inProcess
    };

    Kind kind = Kind::configured;
    QString label; ///< "kafka-1.bremen:9093", "private", "in-process"
    QString why;   ///< a sentence: "because KAFKA_BROKER_URL in the environment names it"
    bool there = false;
    std::optional<Error> trouble;
    int tries = 0;                                    ///< since it was last there
    std::optional<Instant> away;                      ///< since when it is not there
    std::optional<std::chrono::milliseconds> retryIn; ///< until the next try
};

/// One step of coming up, as the waiting panel lists them.
struct StartStep
{
    enum class State
    {
        done,
        waiting,
        later
    };

    State state = State::later;
    QString what;   ///< "Broker kafka-1.bremen:9093"
    QString detail; ///< "1.4 s · lag 0.2 s", "try 7 · next in 3 s", "after the database"
};

/// How the program itself is doing. A value; what the header's dots, the banner and the status strip show.
struct SystemStatus
{
    Instant time;
    QString role; ///< "alone", "node", "watch"
    /// Why it only watches, where its role would be to do more.
    std::optional<Error> standsAside;
    ServerInUse broker;
    ServerInUse database;
    ReaderStatus keep;
    ReaderStatus judge;
    ReaderStatus show;
    std::optional<Error> outlookTrouble; ///< why it is not told where machines are going
    std::optional<Error> historyTrouble; ///< why rollups are not built, or nothing is dropped
    double readingsPerSecond = 0;        ///< arriving, by show
    std::optional<double> keepLag;       ///< seconds between the newest record and the newest stored one
    std::optional<double> judgeLag;      ///< likewise, judged
    std::optional<Instant> newestRecord; ///< record time of the newest reading of any machine
    std::uint64_t total =
        0; ///< readings since the start, with those from before that were read in to be stored
    std::optional<std::uint64_t> waitingToBeStored;
    std::vector<StartStep> steps;
};

} // namespace rig
