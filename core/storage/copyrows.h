#pragma once

#include "domain/instant.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rig::storage {

/// Takes the bytes of COPY … TO STDOUT (FORMAT binary) apart, however they come in pieces.
class CopyRows
{
public:
    /// A row's fields in the order of the statement's columns, null where there is none; good for the call.
    using Row = std::span<const std::optional<std::string_view>>;

    /// False where the bytes are no such stream: nothing more can be made of it.
    bool feed(std::string_view bytes, const std::function<void(Row)> &row);

private:
    /// How much of the front was used; nothing where it is not whole yet.
    std::optional<std::size_t> header() const;
    std::optional<std::size_t> nextRow(std::string_view bytes);

    std::string m_bytes; ///< not used yet
    std::vector<std::optional<std::string_view>> m_fields;
    bool m_begun = false;
    bool m_ended = false;
};

// The fields' types. A field of another length than its type has gives 0, or nothing.

std::int16_t int16Of(std::string_view field);
std::int32_t int32Of(std::string_view field);
std::int64_t int64Of(std::string_view field);
/// timestamptz
Instant instantOf(std::string_view field);
/// float8[]: a null element is a NaN. False for anything else.
bool readReals(std::string_view field, std::vector<double> &into);
/// smallint[]: a null element is 0. False for anything else.
bool readSmalls(std::string_view field, std::vector<std::int16_t> &into);
/// integer[]: a null element is 0. False for anything else.
bool readIntegers(std::string_view field, std::vector<std::int32_t> &into);

} // namespace rig::storage
