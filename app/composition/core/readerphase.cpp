#include "composition/core/readerphase.h"

#include "bus/admin.h"
#include "bus/consumer.h"

#include <algorithm>

namespace rig::composition {

using namespace std::chrono_literals;

ReaderStatus::Phase readerPhase(bool databaseThere, bool plantThere, const pipeline::PollStatus &poll)
{
    using Phase = ReaderStatus::Phase;
    if (poll.paused)
        return Phase::paused;
    if (!databaseThere)
        return Phase::waitingForDatabase;
    if (!plantThere)
        return Phase::waitingForPlant;
    if (!poll.brokerThere)
        return Phase::waitingForBroker;
    return poll.assigned ? Phase::running : Phase::waitingForPartitions;
}

std::optional<std::int64_t> recordsBehind(const pipeline::PollStatus &poll,
                                          const std::map<std::int32_t, std::int64_t> &next)
{
    std::optional<std::int64_t> behind;
    for (const auto &[partition, end] : poll.ends)
        if (const auto position = next.find(partition); position != next.end())
            behind = behind.value_or(0) + std::max<std::int64_t>(0, end - position->second);
    return behind;
}

pipeline::StreamBus streamBus(const Servers &servers, const std::string &role,
                              const std::string &installation, const Clock &clock)
{
    const settings::BusSettings bus = servers.bus;
    if (servers.inProcess)
        return {[stream = *servers.inProcess] { return stream; },
                [bus, &clock](const std::string &) { return bus::readAll(bus, false, clock); },
                [bus, &clock] { return bus::readAll(bus, false, clock); }};
    return {[bus] { return bus::identify(bus, 5s); },
            [bus, role, installation, &clock](const std::string &store) {
                std::string group = "rig-";
                group.append(role).append("-").append(store);
                return bus::joinGroup(bus, {group, installation + "-" + role}, clock);
            },
            [bus, &clock] { return bus::readAll(bus, false, clock); }};
}

} // namespace rig::composition
