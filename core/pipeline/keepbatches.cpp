#include "pipeline/keepbatches.h"

namespace rig::pipeline {

KeepBatch keepBatch(std::span<const std::shared_ptr<const RecordBatch>> batches, const Plant &plant,
                    const NextOffsets &next, Decoder &decoder)
{
    KeepBatch batch;
    batch.plantRevision = plant.revision();
    NextOffsets moved = next;
    UnknownNames unknown;
    for (const auto &records : batches) {
        for (std::size_t i = 0; i < records->size(); ++i) {
            const Record record = (*records)[i];
            const auto position = moved.find(record.partition);
            if (position == moved.end() || record.offset < position->second.value_or(0))
                continue;
            position->second = record.offset + 1;
            auto reading = decoder.decode(record, plant, &unknown);
            if (reading)
                batch.readings.push_back(std::move(*reading));
            else
                batch.rejections.push_back({record.partition, record.offset, record.receivedAt,
                                            std::move(reading.error()), std::string(record.payload)});
        }
    }
    for (const auto &[name, seen] : unknown.names())
        batch.unknownNames.push_back(seen);
    batch.unknownBeyond = unknown.beyond();
    for (const auto &[partition, offset] : moved)
        if (offset != next.at(partition))
            batch.advances.push_back({partition, next.at(partition), *offset});
    return batch;
}

} // namespace rig::pipeline
