#include "bus/admin.h"

#include "bus/adminclient.h"

namespace rig::bus {

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
        return {};
    if (partitions.error().kind != ErrorKind::notFound)
        return tl::unexpected(partitions.error());
    return client.createTopic(settings.partitions, patience);
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
