#pragma once

#include "domain/ports/keepstore.h"
#include "storage/connection.h"

namespace rig::storage {

/// The offset rows of one reader.
class ReaderPositions
{
public:
    explicit ReaderPositions(std::string reader);

    /// The number a topic has in this database; given on the first call.
    Result<int> streamNumber(Connection &connection, const StreamId &stream);

    /// One entry per asked partition, without a value where no row stands.
    Result<std::vector<StartPosition>> read(Connection &connection, const StreamId &stream,
                                            std::span<const std::int32_t> partitions);

    /// Moves each row that stands where it is expected; the partitions whose row stands elsewhere. Inside the
    /// caller's transaction.
    Result<std::vector<std::int32_t>> advance(Connection &connection, int stream,
                                              const std::vector<Advance> &advances) const;

private:
    std::string m_reader;
    StreamId m_stream;
    std::optional<int> m_number; ///< of m_stream
};

} // namespace rig::storage
