#include "support/oracle.h"

#include "support/waiting.h"

#include <bit>
#include <set>
#include <stdexcept>

namespace rig::test {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

using Place = std::pair<std::int32_t, std::int64_t>; ///< partition and offset

struct StoredValue
{
    std::uint64_t bits = 0;
    std::string quality;

    bool operator==(const StoredValue &) const = default;
};

/// What the views show under one offset.
struct Stored
{
    int readings = 0;
    int rejections = 0;
    std::string machine;
    std::string quality;
    Instant at;
    Instant receivedAt;
    std::map<std::string, StoredValue> values;
    int doubledValues = 0;
    std::string reason;
    std::string payload; ///< in hexadecimal digits
};

std::int64_t integer(const Sql::Field &field)
{
    return std::stoll(field.value_or("0"));
}

Instant instant(const Sql::Field &field)
{
    return Instant(std::chrono::microseconds(integer(field)));
}

QString shown(const std::string &text)
{
    return QString::fromStdString(text);
}

class Comparison
{
public:
    Comparison(Sql &database, const std::string &topic) : m_topic(topic)
    {
        readMessages(database);
        readValues(database);
        readRejected(database);
        readPositions(database);
    }

    QStringList with(const std::deque<Acknowledged> &messages)
    {
        std::set<Place> known;
        for (const Acknowledged &one : messages) {
            const Place place{one.partition, one.offset};
            known.insert(place);
            if (one.offset < 0)
                say(place, u"was never acknowledged"_s);
            else
                compare(place, one, m_stored[place]);
        }
        for (const auto &[place, stored] : m_stored)
            if (!known.contains(place))
                say(place, u"is stored and was never sent"_s);
        comparePositions(endsOf(messages));
        return m_differences.size() > most ? m_differences.mid(0, most) : m_differences;
    }

private:
    void say(Place place, const QString &what)
    {
        if (m_differences.size() <= most)
            m_differences.append(u"partition %1 offset %2 %3"_s.arg(place.first).arg(place.second).arg(what));
    }

    static Place placeIn(const std::vector<Sql::Field> &row)
    {
        return {static_cast<std::int32_t>(integer(row[0])), integer(row[1])};
    }

    void readMessages(Sql &database)
    {
        for (const auto &row : database.run(
                 "select kafka_partition, kafka_offset, machine, quality, "
                 "(extract(epoch from at) * 1000000)::bigint, "
                 "(extract(epoch from received_at) * 1000000)::bigint from rig_messages where topic = $1",
                 {m_topic})) {
            Stored &stored = m_stored[placeIn(row)];
            ++stored.readings;
            stored.machine = *row[2];
            stored.quality = *row[3];
            stored.at = instant(row[4]);
            stored.receivedAt = instant(row[5]);
        }
    }

    void readValues(Sql &database)
    {
        for (const auto &row :
             database.run("select kafka_partition, kafka_offset, sensor, "
                          "('x' || encode(float8send(value), 'hex'))::bit(64)::bigint, quality "
                          "from rig_readings where topic = $1",
                          {m_topic})) {
            Stored &stored = m_stored[placeIn(row)];
            const StoredValue value{static_cast<std::uint64_t>(integer(row[3])), *row[4]};
            stored.doubledValues += stored.values.emplace(*row[2], value).second ? 0 : 1;
        }
    }

    void readRejected(Sql &database)
    {
        for (const auto &row : database.run(
                 "select kafka_partition, kafka_offset, reason, encode(payload, 'hex'), "
                 "(extract(epoch from received_at) * 1000000)::bigint from rig_rejected where topic = $1",
                 {m_topic})) {
            Stored &stored = m_stored[placeIn(row)];
            ++stored.rejections;
            stored.reason = *row[2];
            stored.payload = *row[3];
            stored.receivedAt = instant(row[4]);
        }
    }

    void readPositions(Sql &database)
    {
        for (const auto &row :
             database.run("select p.kafka_partition, p.next_offset from rig.reader_position p "
                          "join rig.stream s on s.number = p.stream where p.reader = 'keep' and s.topic = $1",
                          {m_topic}))
            m_positions[static_cast<std::int32_t>(integer(row[0]))] = integer(row[1]);
    }

    void comparePositions(const std::map<std::int32_t, std::int64_t> &ends)
    {
        for (const auto &[partition, end] : ends)
            m_positions.try_emplace(partition, 0);
        for (const auto &[partition, stands] : m_positions) {
            const auto found = ends.find(partition);
            const std::int64_t end = found == ends.end() ? 0 : found->second;
            if (stands != end)
                say({partition, end}, u"is where keep must stand, and it stands at %1"_s.arg(stands));
        }
    }

    void compare(Place place, const Acknowledged &sent, const Stored &stored)
    {
        const auto fate = sent.message.expected.fate;
        const int readings = fate == Expected::Fate::stored ? 1 : 0;
        const int rejections = fate == Expected::Fate::rejected ? 1 : 0;
        if (stored.readings != readings)
            say(place, u"is stored %1 times as a reading instead of %2"_s.arg(stored.readings).arg(readings));
        if (stored.rejections != rejections)
            say(place, u"is stored %1 times as rejected instead of %2 (%3)"_s.arg(stored.rejections)
                           .arg(rejections)
                           .arg(shown(stored.reason)));
        const bool dated = !sent.message.time;
        if (dated && stored.readings + stored.rejections > 0 &&
            (stored.receivedAt < sent.recordTime || stored.receivedAt > now() + 1s))
            say(place, u"was received at %1"_s.arg(shown(formatInstant(stored.receivedAt))));
        if (stored.readings == 1 && readings == 1)
            compareReading(place, sent, stored);
        if (stored.rejections == 1 && rejections == 1)
            compareRejection(place, sent.message, stored);
    }

    void compareReading(Place place, const Acknowledged &sent, const Stored &stored)
    {
        const Expected &expected = sent.message.expected;
        if (stored.machine != expected.machine)
            say(place, u"is of machine %1"_s.arg(shown(stored.machine)));
        if (const Instant at = expected.at.value_or(sent.recordTime); stored.at != at)
            say(place,
                u"is of %1 instead of %2"_s.arg(shown(formatInstant(stored.at)), shown(formatInstant(at))));
        if (stored.quality != expected.quality)
            say(place, u"is %1 instead of %2"_s.arg(shown(stored.quality), shown(expected.quality)));
        std::map<std::string, StoredValue> values;
        for (const auto &[sensor, value] : expected.values) {
            const auto quality = expected.valueQuality.find(sensor);
            values[sensor] = {std::bit_cast<std::uint64_t>(value),
                              quality == expected.valueQuality.end() ? expected.quality : quality->second};
        }
        if (stored.values != values || stored.doubledValues != 0)
            say(place, u"holds other values: %1 of %2 as sent"_s.arg(agreeing(stored.values, values))
                           .arg(values.size()));
    }

    static int agreeing(const std::map<std::string, StoredValue> &stored,
                        const std::map<std::string, StoredValue> &expected)
    {
        int count = 0;
        for (const auto &[sensor, value] : expected)
            if (const auto found = stored.find(sensor); found != stored.end() && found->second == value)
                ++count;
        return count;
    }

    void compareRejection(Place place, const Message &message, const Stored &stored)
    {
        if (stored.payload != QByteArray::fromStdString(message.payload).toHex().toStdString())
            say(place, u"was rejected with other bytes"_s);
        if (stored.reason.empty() || stored.reason.find(message.expected.reason) == std::string::npos)
            say(place, u"was rejected for another reason: %1"_s.arg(shown(stored.reason)));
    }

    static constexpr qsizetype most = 20;

    const std::string &m_topic;
    std::map<Place, Stored> m_stored;
    std::map<std::int32_t, std::int64_t> m_positions;
    QStringList m_differences;
};

} // namespace

std::map<std::int32_t, std::int64_t> endsOf(const std::deque<Acknowledged> &messages)
{
    std::map<std::int32_t, std::int64_t> ends;
    for (const Acknowledged &one : messages)
        ends[one.partition] = std::max(ends[one.partition], one.offset + 1);
    return ends;
}

bool awaitReader(const std::string &reader, TestDatabase &database, const std::string &topic,
                 const std::deque<Acknowledged> &messages, milliseconds patience)
{
    std::int64_t wanted = 0;
    for (const auto &[partition, end] : endsOf(messages))
        wanted += end;
    return waitUntil(
        [&] {
            try {
                return database.sql().number(
                           "select coalesce(sum(p.next_offset), 0)::bigint "
                           "from rig.reader_position p join rig.stream s on s.number = p.stream "
                           "where p.reader = $1 and s.topic = $2",
                           {reader, topic}) == wanted;
            } catch (const std::runtime_error &) {
                return false;
            }
        },
        patience);
}

bool awaitStored(TestDatabase &database, const std::string &topic, const std::deque<Acknowledged> &messages,
                 milliseconds patience)
{
    return awaitReader("keep", database, topic, messages, patience);
}

QStringList differences(Sql &database, const std::string &topic, const std::deque<Acknowledged> &messages)
{
    return Comparison(database, topic).with(messages);
}

} // namespace rig::test
