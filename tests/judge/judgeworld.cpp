#include "judge/judgeworld.h"

#include "domain/plantfile.h"
#include "judge/limitrecords.h"

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

void JudgeWorld::sendRandom(int count, std::optional<std::int32_t> keylessInto)
{
    for (int i = 0; i < count; ++i) {
        const JudgedReading next = m_random.next();
        const bool dated = next.at != next.recordTime;
        Message message = reading(next.machine, next.values,
                                  dated ? std::optional(now() - (next.recordTime - next.at)) : std::nullopt);
        if (keylessInto) {
            message.key.reset();
            message.partition = keylessInto;
        }
        producer.send(std::move(message));
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
    return awaitJudged(database, topic.name(), producer.messages(), patience);
}

QStringList JudgeWorld::check(milliseconds patience)
{
    if (!judged(patience))
        return {u"not everything was judged in time"_s};
    return differences(expectedEvents(plant, readingsOf(producer.messages())), recorded());
}

std::vector<ExpectedEvent> JudgeWorld::recorded()
{
    return recordedEvents(database.sql(), topic.name());
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
