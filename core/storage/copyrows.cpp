#include "storage/copyrows.h"

#include <bit>
#include <cstring>
#include <limits>

namespace rig::storage {

namespace {

constexpr Instant postgresEpoch = std::chrono::sys_days{std::chrono::year{2000} / 1 / 1};
constexpr char signature[] = "PGCOPY\n\377\r\n"; // with its closing null byte
constexpr std::size_t headerBytes = 19;          ///< signature, flags, length of an extension

template <class Integer> Integer integerAt(const char *at)
{
    std::make_unsigned_t<Integer> value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i)
        value = static_cast<std::make_unsigned_t<Integer>>((value << 8) | static_cast<unsigned char>(at[i]));
    return static_cast<Integer>(value);
}

template <class Integer> Integer integerOf(std::string_view field)
{
    return field.size() == sizeof(Integer) ? integerAt<Integer>(field.data()) : Integer{};
}

/// The elements of a one-dimensional array, through `element`, which is given null for a null one.
template <class Begin, class Element>
bool readArray(std::string_view field, std::size_t elementBytes, const Begin &begin, const Element &element)
{
    if (field.size() < 12)
        return false;
    if (integerAt<std::int32_t>(field.data()) == 0) {
        begin(0);
        return true;
    }
    if (field.size() < 20 || integerAt<std::int32_t>(field.data()) != 1)
        return false;
    const auto count = integerAt<std::int32_t>(field.data() + 12);
    std::string_view rest = field.substr(20);
    if (count < 0 || rest.size() / 4 < static_cast<std::size_t>(count))
        return false;
    begin(static_cast<std::size_t>(count));
    for (std::int32_t i = 0; i < count; ++i) {
        if (rest.size() < 4)
            return false;
        const bool isNull = integerAt<std::int32_t>(rest.data()) == -1;
        if (!isNull &&
            (integerAt<std::uint32_t>(rest.data()) != elementBytes || rest.size() < 4 + elementBytes))
            return false;
        element(isNull ? nullptr : rest.data() + 4);
        rest.remove_prefix(isNull ? 4 : 4 + elementBytes);
    }
    return rest.empty();
}

template <class Number> bool readNumbers(std::string_view field, std::vector<Number> &into)
{
    into.clear();
    return readArray(
        field, sizeof(Number), [&](std::size_t count) { into.reserve(count); },
        [&](const char *at) { into.push_back(at ? integerAt<Number>(at) : Number{0}); });
}

} // namespace

std::optional<std::size_t> CopyRows::header() const
{
    if (m_bytes.size() < headerBytes)
        return {};
    const auto extension = integerAt<std::uint32_t>(m_bytes.data() + headerBytes - 4);
    return m_bytes.size() < headerBytes + extension ? std::nullopt : std::optional(headerBytes + extension);
}

std::optional<std::size_t> CopyRows::nextRow(std::string_view bytes)
{
    if (bytes.size() < 2)
        return {};
    const auto count = integerAt<std::int16_t>(bytes.data());
    std::size_t used = 2;
    m_ended = count < 0;
    m_fields.clear();
    for (int i = 0; i < count; ++i) {
        if (bytes.size() < used + 4)
            return {};
        const auto size = integerAt<std::int32_t>(bytes.data() + used);
        used += 4;
        if (size < 0) {
            m_fields.emplace_back();
            continue;
        }
        if (bytes.size() < used + static_cast<std::size_t>(size))
            return {};
        m_fields.emplace_back(bytes.substr(used, static_cast<std::size_t>(size)));
        used += static_cast<std::size_t>(size);
    }
    return used;
}

bool CopyRows::feed(std::string_view bytes, const std::function<void(Row)> &row)
{
    m_bytes.append(bytes);
    std::size_t used = 0;
    if (!m_begun) {
        const auto head = header();
        if (!head)
            return m_bytes.size() < headerBytes || m_bytes.starts_with("PGCOPY\n");
        if (std::memcmp(m_bytes.data(), signature, sizeof signature) != 0)
            return false;
        m_begun = true;
        used = *head;
    }
    while (!m_ended) {
        const auto next = nextRow(std::string_view(m_bytes).substr(used));
        if (!next)
            break;
        used += *next;
        if (!m_ended)
            row(m_fields);
    }
    m_bytes.erase(0, used);
    return !m_ended || m_bytes.empty();
}

std::int16_t int16Of(std::string_view field)
{
    return integerOf<std::int16_t>(field);
}

std::int32_t int32Of(std::string_view field)
{
    return integerOf<std::int32_t>(field);
}

std::int64_t int64Of(std::string_view field)
{
    return integerOf<std::int64_t>(field);
}

Instant instantOf(std::string_view field)
{
    return postgresEpoch + std::chrono::microseconds{int64Of(field)};
}

bool readReals(std::string_view field, std::vector<double> &into)
{
    into.clear();
    return readArray(
        field, sizeof(double), [&](std::size_t count) { into.reserve(count); },
        [&](const char *at) {
            into.push_back(at ? std::bit_cast<double>(integerAt<std::int64_t>(at))
                              : std::numeric_limits<double>::quiet_NaN());
        });
}

bool readSmalls(std::string_view field, std::vector<std::int16_t> &into)
{
    return readNumbers(field, into);
}

bool readIntegers(std::string_view field, std::vector<std::int32_t> &into)
{
    return readNumbers(field, into);
}

} // namespace rig::storage
