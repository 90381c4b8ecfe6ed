#include "kafka/reader.h"

#include <algorithm>
#include <stdexcept>

namespace rig::test {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

class Reader::RealClock final : public Clock
{
public:
    Instant now() const override
    {
        return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    }
    std::chrono::nanoseconds steady() const override { return steady_clock::now().time_since_epoch(); }
};

Reader::Reader(const settings::BusSettings &settings, const bus::GroupMember &member)
    : m_clock(std::make_unique<RealClock>()),
      m_open([=, this] { return bus::joinGroup(settings, member, *m_clock); })
{
    open();
}

Reader::Reader(const settings::BusSettings &settings, bool fromEnd)
    : m_clock(std::make_unique<RealClock>()),
      m_open([=, this] { return bus::readAll(settings, fromEnd, *m_clock); })
{
    open();
}

void Reader::open()
{
    auto source = m_open();
    if (!source)
        throw std::runtime_error(source.error().sentence.toStdString());
    m_source = std::move(*source);
}

Reader::~Reader() = default;

bool Reader::pollUntil(const std::function<bool()> &condition, milliseconds time)
{
    const auto end = steady_clock::now() + time;
    while (!condition()) {
        if (steady_clock::now() > end)
            return false;
        poll(50ms);
    }
    return true;
}

void Reader::pollFor(milliseconds time)
{
    pollUntil([] { return false; }, time);
}

void Reader::poll(milliseconds patience)
{
    RecordBatch batch;
    const StreamEvents events = m_source->poll(batch, most, patience);
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const Record record = batch[i];
        records.push_back({record.partition, record.offset, record.time, record.keyed,
                           std::string(record.payload), std::string(record.origin),
                           std::string(record.ingestId)});
        positions[record.partition] = record.offset + 1;
        atEnd.erase(record.partition);
    }
    if (events.revoked) {
        ++revocations;
        assigned.reset();
    }
    if (events.reassigned)
        atEnd.clear();
    atEnd.insert(events.atEnd.begin(), events.atEnd.end());
    agedOut.insert(agedOut.end(), events.agedOut.begin(), events.agedOut.end());
    trouble = events.trouble;
    over = over || events.over;
    if (events.over && opensAgainWhenOver)
        return open();
    if (!events.reassigned)
        return;
    ++assignments;
    assigned = events.assigned;
    if (answersAtOnce && !answer())
        throw std::runtime_error("the answer to an assignment was refused");
}

Done Reader::answer()
{
    std::vector<StartPosition> answer;
    for (const std::int32_t partition : *assigned) {
        const auto position = positions.find(partition);
        answer.push_back(
            {partition, position == positions.end() ? std::nullopt : std::optional(position->second)});
    }
    return m_source->start(answer);
}

std::vector<std::string> Reader::payloads() const
{
    std::vector<std::string> payloads;
    std::ranges::transform(records, std::back_inserter(payloads), &Seen::payload);
    return payloads;
}

} // namespace rig::test
