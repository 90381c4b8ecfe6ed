#include "composition/core/keep.h"

#include "bus/admin.h"
#include "bus/consumer.h"
#include "storage/keeptables.h"
#include "storage/planttables.h"

namespace rig::composition {

using namespace std::chrono_literals;

namespace {

pipeline::OpenKeepDatabase keepDatabase(const Database &database, const Clock &clock, CrashPoint &crashPoint)
{
    return [database, &clock, &crashPoint](const std::function<bool()> &interrupted) {
        return pipeline::KeepDatabase{
            [database] { return migrateIfEmpty(database); },
            std::make_unique<storage::KeepTables>(database.app, clock, crashPoint, interrupted),
            std::make_unique<storage::PlantTables>(database.app, interrupted)};
    };
}

pipeline::StreamBus keepBus(const settings::BusSettings &bus, const std::string &installation,
                          const Clock &clock)
{
    return {[bus] { return bus::identify(bus, 5s); },
            [bus, installation, &clock](const std::string &store) {
                return bus::joinGroup(bus, {"rig-keep-" + store, installation + "-keep"}, clock);
            }};
}

} // namespace

Keep::Keep(const settings::Settings &settings, const Database &database, const std::string &installation,
           settings::RoleLock lock, const Clock &clock, CrashPoint &crashPoint)
    : m_lock(std::move(lock)),
      m_store(keepDatabase(database, clock, crashPoint), settings.defaultMachine, clock),
      m_reader(keepBus(settings.bus, installation, clock), m_store, clock)
{
}

ReaderStatus Keep::status() const
{
    using Phase = ReaderStatus::Phase;
    const auto store = m_store.status();
    const auto poll = m_reader.status();
    ReaderStatus status;
    status.phase = !store->databaseThere ? (poll->paused ? Phase::paused : Phase::waitingForDatabase)
                   : !store->plantThere  ? Phase::waitingForPlant
                   : poll->paused        ? Phase::paused
                   : !poll->brokerThere  ? Phase::waitingForBroker
                   : !poll->assigned     ? Phase::waitingForPartitions
                                         : Phase::running;
    status.trouble = store->trouble ? store->trouble : poll->trouble;
    status.partitions = store->next.size();
    status.stored = store->stored;
    status.rejected = store->rejected;
    status.repeated = store->repeated;
    status.unknownNames = store->unknownNames;
    status.storedUpTo = store->storedUpTo;
    status.plantRevision = store->plantRevision;
    for (const auto &[partition, end] : poll->ends)
        if (const auto next = store->next.find(partition); next != store->next.end())
            status.behind = status.behind.value_or(0) + std::max<std::int64_t>(0, end - next->second);
    return status;
}

} // namespace rig::composition
