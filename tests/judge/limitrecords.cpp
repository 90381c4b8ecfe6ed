#include "judge/limitrecords.h"

#include "support/oracle.h"

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
    return awaitReader("judge", database, topic, messages, patience);
}

} // namespace rig::test
