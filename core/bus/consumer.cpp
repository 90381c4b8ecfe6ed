#include "bus/consumer.h"

#include "bus/clientsetup.h"
#include "bus/groupconsumer.h"

namespace rig::bus {

namespace {

void configureMembership(ClientSetup &setup, const GroupMember &member)
{
    setup.set("group.id", member.group);
    setup.set("group.instance.id", member.instance);
    setup.set("session.timeout.ms", "6000");
    setup.set("heartbeat.interval.ms", "2000");
    setup.set("partition.assignment.strategy", "range");
}

void configureReading(ClientSetup &setup)
{
    // Offsets belong to the database; a reset would be a gap or a repetition without a word.
    setup.set("enable.auto.commit", "false");
    setup.set("enable.auto.offset.store", "false");
    setup.set("auto.offset.reset", "error");
    // Not "allow.auto.create.topics": off is the default, and saying so makes the library warn of the
    // in-process broker every few seconds.
    setup.set("check.crcs", "true");
    setup.set("enable.partition.eof", "true");
    setup.set("isolation.level", "read_committed");
    setup.set("queued.max.messages.kbytes", "32768");
    // How long a full queue is left alone; older versions are woken, see keepFetching.
    setup.setWhereKnown("fetch.queue.backoff.ms", "20");
    // A first message larger than this comes all the same; the sum bounds what one answer can take in memory.
    setup.set("fetch.message.max.bytes", "4194304");
    setup.set("fetch.max.bytes", "16777216");
    // The broker answers as soon as it has a record. What waits as long as this is a partition that became
    // ours while a request was out, and everything on the in-process broker, which answers late: 50 empty
    // requests a second are the price.
    setup.set("fetch.wait.max.ms", "20");
    setup.set("fetch.error.backoff.ms", "100");
}

} // namespace

Result<std::unique_ptr<RecordSource>> joinGroup(const settings::BusSettings &settings,
                                                const GroupMember &member, const Clock &clock)
{
    auto consumer = std::make_unique<GroupConsumer>(settings, clock);
    ClientSetup setup(settings);
    configureMembership(setup, member);
    configureReading(setup);
    consumer->receiveCallbacksOf(setup);
    Result<Client> client = setup.open(RD_KAFKA_CONSUMER);
    if (!client)
        return tl::unexpected(client.error());
    if (Done joined = consumer->join(std::move(*client)); !joined)
        return tl::unexpected(joined.error());
    return consumer;
}

Result<std::unique_ptr<RecordSource>> readAll(const settings::BusSettings &settings, bool fromEnd,
                                              const Clock &clock)
{
    auto consumer = std::make_unique<GroupConsumer>(settings, clock);
    ClientSetup setup(settings);
    // The library wants a name for the group even where nobody joins one.
    setup.set("group.id", "rig-alone");
    configureReading(setup);
    consumer->receiveCallbacksOf(setup);
    Result<Client> client = setup.open(RD_KAFKA_CONSUMER);
    if (!client)
        return tl::unexpected(client.error());
    consumer->readAll(std::move(*client), fromEnd);
    return consumer;
}

} // namespace rig::bus
