#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace rig::pipeline {

/// Reads what instruments send, some digits with or without a point, eight digits at a time: a loop over
/// digits costs a mispredicted branch in almost every number, which is most of what reading it takes.
class PlainNumber
{
public:
    /// Bytes before the end of the text that must be readable, whatever stands there.
    static constexpr std::ptrdiff_t reach = 32;

    /// The double nearest to a number in JSON's spelling. False where another way must be found: it has more
    /// than 17 digits or 8 before the point, its digits make more than 2^53, it has an exponent, it is none.
    [[gnu::always_inline]] static inline bool read(std::string_view text, double &value)
    {
        if constexpr (std::endian::native != std::endian::little)
            return false;
        const bool negative = text.front() == '-';
        const char *const end = text.data() + text.size();
        const std::size_t size = text.size() - (negative ? 1 : 0);
        PlainNumber number;
        if (size - 1 < 8 ? !number.readShort(end, size) : !number.readLong(end, size))
            return false;
        // Both are exact, so the quotient is the nearest double (Clinger 1990).
        const double magnitude = static_cast<double>(number.m_digits) / powers[number.m_behindPoint];
        value = negative ? -magnitude : magnitude;
        return true;
    }

private:
    static constexpr std::uint64_t everyByte = 0x0101010101010101U;
    static constexpr std::array<double, 17> powers{1e0, 1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7, 1e8,
                                                   1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16};
    static constexpr auto wholePowers = [] {
        std::array<std::uint64_t, 17> result{1};
        for (std::size_t i = 1; i < result.size(); ++i)
            result[i] = result[i - 1] * 10;
        return result;
    }();

    /// 1 to 8 characters: the point is squeezed out and what is left read at once.
    [[gnu::always_inline]] inline bool readShort(const char *end, std::size_t size)
    {
        unsigned before = bitsBefore(size);
        std::uint64_t digits = eightBytesBefore(end) ^ ('0' * everyByte);
        std::size_t whole = size;
        const std::uint64_t points = (pointsIn(digits) >> before) << before;
        if (points != 0) {
            const auto behind = static_cast<unsigned>(std::countl_zero(points));
            const std::uint64_t upToPoint = ~std::uint64_t{0} >> behind;
            digits = (digits & ~upToPoint) | ((digits << 8U) & upToPoint);
            m_behindPoint = behind / 8;
            whole = size - m_behindPoint - 1;
            before += 8;
            if (whole == 0 || m_behindPoint == 0)
                return false;
        }
        const bool leadingZero = whole > 1 && ((digits >> before) & 0xFFU) == 0;
        m_digits = eightDigits(digits, before);
        return !leadingZero && m_wrong == 0;
    }

    /// 9 to 18 characters: what stands behind the point and what stands before it, one after the other.
    bool readLong(const char *end, std::size_t size)
    {
        if (size == 0 || size > 18)
            return false;
        const std::size_t behind = digitsBehindPoint(end);
        const bool point = behind < size;
        const std::size_t low = point ? behind : size;
        const std::size_t high = point ? size - low - 1 : 0;
        const bool leadingZero = *(end - size) == '0' && (point ? high : low) > 1;
        if (low == 0 || low > 16 || high > 8 || (point && high == 0) || leadingZero)
            return false;
        m_digits = low <= 8 ? lastDigits(end, low)
                            : lastDigits(end, 8) + lastDigits(end - 8, low - 8) * wholePowers[8];
        if (point) {
            const char *const at = end - low - 1;
            m_behindPoint = low;
            m_digits += lastDigits(at, high) * wholePowers[low];
            m_wrong |= *at == '.' ? 0 : 1;
        }
        return m_wrong == 0 && m_digits <= (std::uint64_t{1} << 53U);
    }

    static unsigned bitsBefore(std::size_t bytes) { return static_cast<unsigned>(64 - 8 * bytes); }

    static std::uint64_t eightBytesBefore(const char *end)
    {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, end - sizeof bytes, sizeof bytes);
        return bytes;
    }

    /// How many bytes stand behind the last point; 16 where the last 16 bytes have none.
    static std::size_t digitsBehindPoint(const char *end)
    {
        if (const auto points = pointsIn(eightBytesBefore(end) ^ ('0' * everyByte)); points != 0)
            return static_cast<std::size_t>(std::countl_zero(points)) / 8;
        const auto points = pointsIn(eightBytesBefore(end - 8) ^ ('0' * everyByte));
        return 8 + static_cast<std::size_t>(std::countl_zero(points)) / 8;
    }

    /// The highest bit of each byte that is a point, less '0' as all of them are.
    static std::uint64_t pointsIn(std::uint64_t digits)
    {
        constexpr std::uint64_t low = 0x7f * everyByte;
        const std::uint64_t other = digits ^ (std::uint64_t{'.' ^ '0'} * everyByte);
        return ~(((other & low) + low) | other | low);
    }

    /// The number that 1 to 8 bytes before `end` spell.
    std::uint64_t lastDigits(const char *end, std::size_t count)
    {
        return eightDigits(eightBytesBefore(end) ^ ('0' * everyByte), bitsBefore(count));
    }

    /// The number that the bytes above the lowest `before` bits spell, each less '0'.
    std::uint64_t eightDigits(std::uint64_t digits, unsigned before)
    {
        digits = (digits >> before) << before;
        m_wrong |= ((digits + 0x76 * everyByte) | digits) & (0x80 * everyByte);
        // Pairs, then fours, then eights (Lemire 2018, "Quickly parsing eight digits").
        constexpr std::uint64_t pairs = 0x000000FF000000FFU;
        digits = digits * 10 + (digits >> 8U);
        return ((digits & pairs) * 0x000F424000000064U + ((digits >> 16U) & pairs) * 0x0000271000000001U) >>
               32U;
    }

    std::uint64_t m_digits = 0;
    std::size_t m_behindPoint = 0;
    std::uint64_t m_wrong = 0; ///< not zero once a byte was no digit
};

} // namespace rig::pipeline
