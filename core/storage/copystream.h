#pragma once

#include "domain/instant.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace rig::storage {

/// Builds the bytes of COPY … (FORMAT binary): PostgreSQL's documentation, "COPY, Binary Format". Fields
/// follow in the order of the statement's columns.
class CopyStream
{
public:
    CopyStream();

    /// Starts a row of so many fields.
    void row(std::int16_t fields);

    void null();
    void int16(std::int16_t value);
    void int32(std::int32_t value);
    void int64(std::int64_t value);
    void boolean(bool value);
    /// float8; a NaN is null.
    void real(double value);
    /// timestamptz
    void instant(Instant value);
    /// UTF-8; PostgreSQL's text cannot hold a null byte or broken UTF-8: each becomes U+FFFD.
    void text(std::string_view value);
    void bytes(std::string_view value);
    /// float8[]; a NaN is a null element.
    void reals(std::span<const double> values);
    /// smallint[]
    template <class Small> void smalls(std::span<const Small> values)
    {
        arrayHead(values.size(), false, 21, 6);
        for (const Small value : values)
            int16(static_cast<std::int16_t>(value));
    }

    bool empty() const { return m_rows == 0; }
    std::size_t size() const { return m_bytes.size(); }
    /// The stream with its trailer; nothing may be added after it.
    std::string_view finished();

private:
    template <class Integer> void put(Integer value);
    void arrayHead(std::size_t count, bool nulls, std::int32_t elementType, std::size_t bytesPerElement,
                   std::size_t bytesLess = 0);

    std::string m_bytes;
    std::size_t m_rows = 0;
};

} // namespace rig::storage
