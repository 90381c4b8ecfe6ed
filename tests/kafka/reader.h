#pragma once

#include "bus/consumer.h"

#include <functional>
#include <map>
#include <set>

namespace rig::test {

/// Reads a source as the pipeline does, in memory: answers every assignment with the positions after what it
/// has read, and remembers what came.
class Reader
{
public:
    struct Seen
    {
        std::int32_t partition = 0;
        std::int64_t offset = 0;
        std::optional<Instant> time;
        bool keyed = false;
        std::string payload;
        std::string origin;
        std::string ingestId;
    };

    Reader(const settings::BusSettings &settings, const bus::GroupMember &member);
    /// Of all partitions, without a group.
    Reader(const settings::BusSettings &settings, bool fromEnd);
    ~Reader();

    /// Polls for at most `time`, as long as the condition does not hold. True when it holds.
    bool pollUntil(const std::function<bool()> &condition, milliseconds time = milliseconds(15'000));
    void pollFor(milliseconds time);
    /// Ends the member without a word to the group, as a kill does.
    void end() { m_source.reset(); }
    /// Answers the assignment from `positions`.
    Done answer();

    RecordSource &source() { return *m_source; }
    std::vector<std::string> payloads() const;

    bool answersAtOnce = true;
    bool opensAgainWhenOver = false;
    std::size_t most = 500;
    std::map<std::int32_t, std::int64_t> positions; ///< none for a partition: from its beginning

    std::vector<Seen> records;
    std::optional<std::vector<std::int32_t>> assigned; ///< none: taken away
    int assignments = 0;
    int revocations = 0;
    std::set<std::int32_t> atEnd;
    std::vector<AgedOut> agedOut;
    std::optional<Error> trouble; ///< of the last poll
    bool over = false;

private:
    void open();
    void poll(milliseconds patience);

    class RealClock;
    std::unique_ptr<Clock> m_clock;
    std::function<Result<std::unique_ptr<RecordSource>>()> m_open;
    std::unique_ptr<RecordSource> m_source;
};

} // namespace rig::test
