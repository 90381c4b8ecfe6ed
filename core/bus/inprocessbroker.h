#pragma once

#include "domain/record.h"
#include "domain/result.h"

#include <memory>

namespace rig::bus {

/// A broker in this process, for trying things without one: librdkafka's mock cluster on a loopback port.
///
/// What it cannot do: it keeps about 5 MiB of each partition and drops what is older without a word; it
/// forgets everything when it ends; its port has no authentication; consumer groups do not work on it
/// reliably, so its readers take all partitions (`readAll`). Each start is a new cluster, under an id that we
/// make, because the one it reports itself is the same in many runs.
class InProcessBroker
{
public:
    /// With one topic of so many partitions: it cannot be asked to create others.
    static Result<std::unique_ptr<InProcessBroker>> start(const std::string &topic, int partitions);
    ~InProcessBroker();

    InProcessBroker(const InProcessBroker &) = delete;
    InProcessBroker &operator=(const InProcessBroker &) = delete;

    /// `127.0.0.1:PORT`, for BusSettings::servers.
    std::string servers() const;
    const StreamId &stream() const { return m_stream; }

private:
    struct Cluster;

    InProcessBroker(std::unique_ptr<Cluster> cluster, StreamId stream);

    std::unique_ptr<Cluster> m_cluster;
    StreamId m_stream;
};

} // namespace rig::bus
