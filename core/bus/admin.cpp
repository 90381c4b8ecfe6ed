#include "bus/admin.h"

#include "bus/adminclient.h"

#include <thread>

namespace rig::bus {

namespace {

/// A topic that was just made may be unknown to a broker for a moment, and its partitions without a leader.
Done leadersAnswer(AdminClient &client, milliseconds patience)
{
    constexpr milliseconds interval{100};
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (;;) {
        const milliseconds left =
            std::chrono::ceil<milliseconds>(deadline - std::chrono::steady_clock::now());
        const auto ends = client.partitions(std::max(left, interval)).and_then([&](const auto &partitions) {
            return client.ends(partitions, std::max(left, interval));
        });
        if (ends)
            return {};
        const bool passing = ends.error().retryable() || ends.error().kind == ErrorKind::notFound;
        if (!passing || left <= interval)
            return tl::unexpected(ends.error());
        std::this_thread::sleep_for(interval);
    }
}

} // namespace

Result<StreamId> identify(const settings::BusSettings &settings, milliseconds patience)
{
    AdminClient client(settings);
    return client.open().and_then([&] { return client.clusterId(patience); }).map([&](std::string cluster) {
        return StreamId{std::move(cluster), settings.topic};
    });
}

Done ensureTopic(const settings::BusSettings &settings, milliseconds patience)
{
    AdminClient client(settings);
    Result<std::vector<std::int32_t>> partitions =
        client.open().and_then([&] { return client.partitions(patience); });
    if (partitions)
        return leadersAnswer(client, patience);
    if (partitions.error().kind != ErrorKind::notFound)
        return tl::unexpected(partitions.error());
    return client.createTopic(settings.partitions, patience).and_then([&] {
        return leadersAnswer(client, patience);
    });
}

Done removeTopic(const settings::BusSettings &settings, milliseconds patience)
{
    AdminClient client(settings);
    return client.open().and_then([&] { return client.deleteTopic(patience); });
}

Result<std::vector<PartitionEnds>> ends(const settings::BusSettings &settings, milliseconds patience)
{
    AdminClient client(settings);
    return client.open()
        .and_then([&] { return client.partitions(patience); })
        .and_then(
            [&](const std::vector<std::int32_t> &partitions) { return client.ends(partitions, patience); });
}

} // namespace rig::bus
