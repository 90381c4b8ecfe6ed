#include "storage/copystream.h"

#include <QString>

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstring>

namespace rig::storage {

namespace {

constexpr std::int32_t float8Type = 701;
constexpr Instant postgresEpoch = std::chrono::sys_days{std::chrono::year{2000} / 1 / 1};

} // namespace

CopyStream::CopyStream()
{
    constexpr char signature[] = "PGCOPY\n\377\r\n";
    m_bytes.assign(signature, sizeof signature); // with its closing null byte
    put<std::int32_t>(0);                        // flags
    put<std::int32_t>(0);                        // no header extension
}

template <class Integer> void CopyStream::put(Integer value)
{
    static_assert(std::endian::native == std::endian::little, "byte order of the wire is the other one");
    char bytes[sizeof value];
    for (std::size_t i = 0; i < sizeof value; ++i)
        bytes[i] = static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * (sizeof value - 1 - i)));
    m_bytes.append(bytes, sizeof bytes);
}

void CopyStream::row(std::int16_t fields)
{
    put(fields);
    ++m_rows;
}

void CopyStream::null()
{
    put<std::int32_t>(-1);
}

void CopyStream::int16(std::int16_t value)
{
    put<std::int32_t>(2);
    put(value);
}

void CopyStream::int32(std::int32_t value)
{
    put<std::int32_t>(4);
    put(value);
}

void CopyStream::int64(std::int64_t value)
{
    put<std::int32_t>(8);
    put(value);
}

void CopyStream::boolean(bool value)
{
    bytes(value ? std::string_view("\1", 1) : std::string_view("\0", 1));
}

void CopyStream::real(double value)
{
    if (std::isnan(value))
        null();
    else
        int64(std::bit_cast<std::int64_t>(value));
}

void CopyStream::instant(Instant value)
{
    int64((value - postgresEpoch).count());
}

void CopyStream::text(std::string_view value)
{
    const bool plain = std::none_of(value.begin(), value.end(), [](char c) { return c <= 0; });
    if (plain)
        return bytes(value);
    QString clean = QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
    clean.replace(QChar::Null, QChar::ReplacementCharacter);
    const QByteArray utf8 = clean.toUtf8();
    bytes({utf8.constData(), static_cast<std::size_t>(utf8.size())});
}

void CopyStream::bytes(std::string_view value)
{
    put(static_cast<std::int32_t>(value.size()));
    m_bytes.append(value);
}

void CopyStream::arrayHead(std::size_t count, bool nulls, std::int32_t elementType,
                           std::size_t bytesPerElement, std::size_t bytesLess)
{
    const bool any = count > 0;
    put(static_cast<std::int32_t>((any ? 20 : 12) + count * bytesPerElement - bytesLess));
    put<std::int32_t>(any ? 1 : 0); // dimensions
    put<std::int32_t>(nulls ? 1 : 0);
    put(elementType);
    if (any) {
        put(static_cast<std::int32_t>(count));
        put<std::int32_t>(1); // lower bound
    }
}

void CopyStream::reals(std::span<const double> values)
{
    std::size_t missing = 0;
    for (const double value : values)
        missing += std::isnan(value);
    arrayHead(values.size(), missing > 0, float8Type, 12, missing * 8);

    // The hot loop of keep: written into place, without a call per element.
    const std::size_t start = m_bytes.size();
    m_bytes.resize(start + values.size() * 12 - missing * 8);
    char *to = m_bytes.data() + start;
    for (const double value : values) {
        const bool present = !std::isnan(value);
        const std::uint32_t length = present ? __builtin_bswap32(8) : 0xFFFFFFFFU;
        std::memcpy(to, &length, sizeof length);
        to += sizeof length;
        if (present) {
            const std::uint64_t bits = __builtin_bswap64(std::bit_cast<std::uint64_t>(value));
            std::memcpy(to, &bits, sizeof bits);
            to += sizeof bits;
        }
    }
}

std::string_view CopyStream::finished()
{
    put<std::int16_t>(-1);
    return m_bytes;
}

} // namespace rig::storage
