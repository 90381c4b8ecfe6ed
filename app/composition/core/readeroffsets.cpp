#include "composition/core/readeroffsets.h"

#include "bus/admin.h"
#include "storage/storefacts.h"

#include <algorithm>
#include <array>

namespace rig::composition {

using namespace std::chrono_literals;

namespace {

constexpr std::array<std::string_view, 2> readers{"keep", "judge"};

std::optional<std::int64_t> storedIn(const std::vector<storage::StoredOffset> &offsets,
                                     std::string_view reader, std::int32_t partition)
{
    const auto found = std::find_if(offsets.begin(), offsets.end(), [&](const storage::StoredOffset &one) {
        return one.reader == reader && one.partition == partition;
    });
    return found == offsets.end() ? std::nullopt : std::optional(found->next);
}

} // namespace

std::span<const std::string_view> storedReaders()
{
    return readers;
}

std::int64_t ReaderOffset::lag() const
{
    return high - std::clamp(stored.value_or(low), low, high);
}

std::optional<ReaderOffset::Gap> ReaderOffset::gap() const
{
    if (!stored || (*stored >= low && *stored <= high))
        return {};
    return Gap{*stored, low, *stored > high};
}

Result<ReaderOffsets> readOffsets(const settings::BusSettings &bus, const std::optional<StreamId> &inProcess,
                                  storage::Connection &connection)
{
    const auto stream = identify(bus, inProcess, 5s);
    if (!stream)
        return tl::unexpected(stream.error());
    const auto ends = bus::ends(bus, 5s);
    if (!ends)
        return tl::unexpected(ends.error());
    const auto stored = storage::readOffsets(connection, *stream);
    if (!stored)
        return tl::unexpected(stored.error());
    ReaderOffsets offsets{*stream, ends->size(), {}};
    for (const std::string_view reader : readers)
        for (const bus::PartitionEnds &end : *ends)
            offsets.rows.push_back({std::string(reader), end.partition,
                                    storedIn(*stored, reader, end.partition), end.low, end.high});
    return offsets;
}

} // namespace rig::composition
