#pragma once

#include "composition/core/servers.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace rig::composition {

/// The readers whose offsets are stored.
std::span<const std::string_view> storedReaders();

/// Where one reader stands in one partition, and what the broker has of it.
struct ReaderOffset
{
    /// From where the reader stands to where it could go on.
    struct Gap
    {
        std::int64_t from = 0;
        std::int64_t to = 0;
        /// The log ends before the stored offset: the topic was made anew, or its log was cut. `to` is then
        /// the first offset that is there, because nothing of it was read where it is a new one.
        bool anew = false;
    };

    std::string reader;
    std::int32_t partition = 0;
    std::optional<std::int64_t> stored; ///< absent: nothing was stored yet, it starts at the beginning
    std::int64_t low = 0;               ///< the broker's first offset
    std::int64_t high = 0;              ///< and the one after its last

    /// Records that the broker has and the reader has not read.
    std::int64_t lag() const;
    /// Where the stored offset lies outside of what the broker has; the reader has stopped there.
    std::optional<Gap> gap() const;
};

struct ReaderOffsets
{
    StreamId stream;
    std::size_t partitions = 0;
    std::vector<ReaderOffset> rows; ///< every reader in every partition of the topic
};

/// Asks broker and database; notFound where the topic is missing. May wait some 20 s.
Result<ReaderOffsets> readOffsets(const settings::BusSettings &bus, const std::optional<StreamId> &inProcess,
                                  storage::Connection &connection);

} // namespace rig::composition
