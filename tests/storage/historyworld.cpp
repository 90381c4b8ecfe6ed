#include "storage/historyworld.h"

#include "domain/plants.h"
#include "storage/database.h"
#include "storage/migrations.h"
#include "storage/planttables.h"

#include <stdexcept>

namespace rig::test {

namespace {

const StreamId stream{"cluster", "sensor-data"};

template <class Answer> void require(const Answer &answer)
{
    if (!answer)
        throw std::runtime_error(answer.error().sentence.toStdString());
}

} // namespace

HistoryWorld::HistoryWorld(Instant now)
{
    m_clock.wall = now;
    require(storage::migrate(*connectTo(database), storage::Foreign::refuse));
    storage::PlantTables plant(addressOf(database), {});
    require(plant.alter([](const auto &) { return Result<PlantDefinition>(soundPlant()); }));
    keep = std::make_unique<storage::KeepTables>(addressOf(database), m_clock, m_noCrash, WaitCheck());
    upkeep = makeUpkeep();
    history = std::make_unique<storage::HistoryTables>(addressOf(database), WaitCheck());
}

std::unique_ptr<storage::HistoryUpkeepTables> HistoryWorld::makeUpkeep()
{
    return makeUpkeep(addressOf(database));
}

std::unique_ptr<storage::HistoryUpkeepTables>
HistoryWorld::makeUpkeep(const settings::DatabaseAddress &address)
{
    return std::make_unique<storage::HistoryUpkeepTables>(address, m_noCrash, WaitCheck());
}

std::vector<Reading> HistoryWorld::store(std::vector<Reading> readings, std::int64_t revision)
{
    KeepBatch batch;
    batch.plantRevision = revision;
    for (Reading &reading : readings)
        reading.offset = m_offset++;
    const auto first = m_offset - std::ssize(readings);
    batch.advances = {{0, first == 0 ? std::optional<std::int64_t>() : first, m_offset}};
    batch.readings = readings;
    const auto outcome = keep->store(stream, batch);
    require(outcome);
    if (outcome->kind != KeepOutcome::Kind::stored)
        throw std::runtime_error("not stored");
    return readings;
}

void HistoryWorld::buildAll()
{
    for (auto more = upkeep->buildRollups(); more.value(); more = upkeep->buildRollups()) {
    }
}

Reading HistoryWorld::readingAt(Instant at, std::vector<double> values, std::int32_t machine)
{
    Reading reading;
    reading.machine = machine;
    reading.layoutVersion = 1;
    reading.at = reading.recordTime = reading.receivedAt = at;
    reading.values = std::move(values);
    return reading;
}

} // namespace rig::test
