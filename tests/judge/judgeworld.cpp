#include "judge/judgeworld.h"

#include "domain/plantfile.h"
#include "support/oracle.h"
#include "support/waiting.h"

#include <QDir>

#include <stdexcept>

namespace rig::test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::uint32_t freshSeed()
{
    const std::uint32_t seed = std::random_device{}();
    qInfo("seed %u", seed);
    return seed;
}

Instant instant(const Sql::Field &microseconds)
{
    return Instant{std::chrono::microseconds{std::stoll(*microseconds)}};
}

} // namespace

JudgeWorld::JudgeWorld(int partitions)
    : topic(partitions),
      installation(database, topic.name()),
      producer(topic.name()),
      m_random(freshSeed(), now())
{
    installation.set(u"RIG_DATA_DIR"_s, data.filePath(u"node"_s));
    import(patientPlant());
}

PlantDefinition JudgeWorld::patientPlant()
{
    PlantDefinition plant = livelyPlant();
    for (Sensor &sensor : plant.sensors)
        sensor.interval = 24h;
    return plant;
}

void JudgeWorld::import(const PlantDefinition &next)
{
    plant = next;
    const QString file = installation.file(u"plant.json"_s, writePlantFile(plant));
    const Outcome outcome = installation.run({u"plant"_s, u"import"_s, file});
    if (outcome.exitCode != 0)
        throw std::runtime_error(outcome.err.toStdString());
}

void JudgeWorld::sendRandom(int count)
{
    for (int i = 0; i < count; ++i) {
        const JudgedReading next = m_random.next();
        const bool dated = next.at != next.recordTime;
        producer.send(reading(next.machine, next.values,
                              dated ? std::optional(now() - (next.recordTime - next.at)) : std::nullopt));
    }
    producer.flush();
}

void JudgeWorld::send(Message message)
{
    producer.send(std::move(message));
    producer.flush();
}

bool JudgeWorld::judged(milliseconds patience)
{
    std::int64_t wanted = 0;
    for (const auto &[partition, end] : endsOf(producer.messages()))
        wanted += end;
    return waitUntil(
        [&] {
            try {
                return database.sql().number("select coalesce(sum(p.next_offset), 0)::bigint from "
                                             "rig.reader_position p join rig.stream s on s.number = p.stream "
                                             "where p.reader = 'judge' and s.topic = $1",
                                             {topic.name()}) == wanted;
            } catch (const std::runtime_error &) {
                return false;
            }
        },
        patience);
}

QStringList JudgeWorld::check(milliseconds patience)
{
    if (!judged(patience))
        return {u"not everything was judged in time"_s};
    std::vector<JudgedReading> readings;
    for (const Acknowledged &sent : producer.messages()) {
        const Expected &expected = sent.message.expected;
        readings.push_back({expected.machine, expected.values, sent.recordTime,
                            expected.at.value_or(sent.recordTime), sent.partition, sent.offset});
    }
    return differences(expectedEvents(plant, readings), recorded());
}

std::vector<ExpectedEvent> JudgeWorld::recorded()
{
    std::vector<ExpectedEvent> events;
    for (const auto &row : database.sql().run(
             "select machine, sensor, limit_name, occurrence, state, "
             "(extract(epoch from at) * 1000000)::bigint, value, kafka_partition, kafka_offset "
             "from rig_limit_events where topic = $1",
             {topic.name()})) {
        ExpectedEvent event{*row[0], *row[1], *row[2], std::stoll(*row[3]), *row[4], instant(row[5]), {}, {}};
        if (row[6])
            event.value = numberText(std::stod(*row[6]));
        if (row[7])
            event.cause = *row[7] + ':' + row[8].value_or("none");
        events.push_back(std::move(event));
    }
    return events;
}

void JudgeWorld::refuseConnections(bool refuse)
{
    Sql admin(adminUrl());
    admin.run("alter database " + database.name() + " allow_connections " + (refuse ? "false" : "true"));
    if (refuse)
        admin.run("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" +
                  database.name() + "'");
}

qint64 JudgeWorld::journalBytes() const
{
    qint64 bytes = 0;
    for (const QFileInfo &file :
         QDir(data.filePath(u"node"_s)).entryInfoList({u"judge-*.journal"_s}, QDir::Files))
        bytes += file.size();
    return bytes;
}

} // namespace rig::test
