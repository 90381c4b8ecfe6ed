#include "judge/limitrecords.h"

#include "support/oracle.h"
#include "support/waiting.h"

#include <charconv>
#include <stdexcept>

namespace rig::test {

namespace {

double numberIn(const std::string &text)
{
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

std::vector<JudgedReading> readingsOf(const std::deque<Acknowledged> &messages)
{
    std::vector<JudgedReading> readings;
    for (const Acknowledged &sent : messages) {
        const Expected &expected = sent.message.expected;
        if (expected.fate != Expected::Fate::rejected)
            readings.push_back({expected.machine, expected.values, sent.recordTime,
                                expected.at.value_or(sent.recordTime), sent.partition, sent.offset});
    }
    return readings;
}

std::vector<ExpectedEvent> recordedEvents(Sql &database, const std::string &topic)
{
    std::vector<ExpectedEvent> events;
    for (const auto &row :
         database.run("select machine, sensor, limit_name, occurrence, state, "
                      "(extract(epoch from at) * 1000000)::bigint, value, kafka_partition, kafka_offset "
                      "from rig_limit_events where topic = $1",
                      {topic})) {
        ExpectedEvent event{*row[0], *row[1],
                            *row[2], std::stoll(*row[3]),
                            *row[4], Instant{std::chrono::microseconds{std::stoll(*row[5])}},
                            {},      {}};
        if (row[6])
            event.value = numberText(numberIn(*row[6]));
        if (row[7])
            event.cause = *row[7] + ':' + row[8].value_or("none");
        events.push_back(std::move(event));
    }
    return events;
}

bool awaitJudged(TestDatabase &database, const std::string &topic, const std::deque<Acknowledged> &messages,
                 milliseconds patience)
{
    std::int64_t wanted = 0;
    for (const auto &[partition, end] : endsOf(messages))
        wanted += end;
    return waitUntil(
        [&] {
            try {
                return database.sql().number("select coalesce(sum(p.next_offset), 0)::bigint from "
                                             "rig.reader_position p join rig.stream s on s.number = p.stream "
                                             "where p.reader = 'judge' and s.topic = $1",
                                             {topic}) == wanted;
            } catch (const std::runtime_error &) {
                return false;
            }
        },
        patience);
}

} // namespace rig::test
