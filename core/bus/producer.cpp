#include "bus/producer.h"

#include "bus/clientsetup.h"
#include "bus/idempotentproducer.h"

namespace rig::bus {

Result<std::unique_ptr<RecordSink>> openSink(const settings::BusSettings &settings)
{
    auto producer = std::make_unique<IdempotentProducer>(settings);
    ClientSetup setup(settings);
    setup.set("enable.idempotence", "true");
    // A broker takes any number for the first batch of a producer in a partition. With a second request on
    // its way, one that went around a refused first one made the broker take that for a repetition when it
    // came again: acknowledged, and not written (4 of 320 topics just made; with one request, none of 500).
    setup.set("max.in.flight", "1");
    setup.set("acks", "all");
    setup.set("partitioner", "murmur2_random");
    // Long enough to send the readings of one sampling instant in one request.
    setup.set("linger.ms", "5");
    setup.set("queue.buffering.max.messages", "10000");
    setup.set("queue.buffering.max.kbytes", "32768");
    // What brokers take by default, so that a message is refused here and not after a round trip.
    setup.set("message.max.bytes", "1048588");
    // No time-out: a message that timed out may have been written all the same, and writing it again doubles
    // it.
    setup.set("message.timeout.ms", "0");
    producer->receiveCallbacksOf(setup);
    Result<Client> client = setup.open(RD_KAFKA_PRODUCER);
    if (!client)
        return tl::unexpected(client.error());
    producer->run(std::move(*client));
    return producer;
}

} // namespace rig::bus
