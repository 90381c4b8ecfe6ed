#pragma once

#include "domain/ports/recordsource.h"
#include "pipeline/liveboard.h"
#include "pipeline/plantwatch.h"

namespace rig::pipeline {

/// Reads all partitions without a group, from the log's end, into the board, on a thread of its own. Needs no
/// database; history is passed over.
class ShowReader
{
public:
    using OpenSource = std::function<Result<std::unique_ptr<RecordSource>>()>;

    struct Status
    {
        bool brokerThere = false;
        std::optional<Error> trouble;
        std::uint64_t rejected = 0;
    };

    ShowReader(OpenSource open, const PlantWatch &plants, LiveBoard &board, std::string defaultMachine);

    std::shared_ptr<const Status> status() const { return m_status.get(); }

private:
    class Work;

    StatusCell<Status> m_status;
    WorkerThread m_thread;
};

} // namespace rig::pipeline
