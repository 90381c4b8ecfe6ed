#pragma once

#include "domain/ports/keepstore.h"
#include "pipeline/decoder.h"

#include <map>
#include <memory>

namespace rig::pipeline {

/// The next offset of each assigned partition; no value where nothing was stored yet.
using NextOffsets = std::map<std::int32_t, std::optional<std::int64_t>>;

/// What one transaction shall hold: every record of the batches, in order, as a reading or as a rejection,
/// and how far that moves each partition. Records before a partition's next offset are stored already and
/// passed over, those of partitions that are not in `next` are not ours.
KeepBatch keepBatch(std::span<const std::shared_ptr<const RecordBatch>> batches, const Plant &plant,
                    const NextOffsets &next, Decoder &decoder);

} // namespace rig::pipeline
