#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace rig::pipeline {

/// Reads what instruments send, some digits with or without a point, eight digits at a time: a loop over digits
/// costs a mispredicted branch in almost every number, which is most of what reading it takes.
class PlainNumber
{
public:
    /// Bytes before the end of the text that must be readable, whatever stands there.
    static constexpr std::ptrdiff_t reach = 32;

    /// The double nearest to a number in JSON's spelling. False where another way must be found: it has more
    /// than 17 digits or 8 before the point, its digits make more than 2^53, it has an exponent, it is none.
    static bool read(std::string_view text, double &value)
    {
        if constexpr (std::endian::native != std::endian::little)
            return false;
        const bool negative = text.front() == '-';
        const std::size_t size = text.size() - (negative ? 1 : 0);
        const char *const end = text.data() + text.size();
        std::size_t behindPoint = 0;
        std::uint64_t digits = 0;
        if (size - 1 < 8 ? !readShort(end, size, digits, behindPoint) : !readLong(end, size, digits, behindPoint))
            return false;
        // Both are exact, so the quotient is the nearest double (Clinger 1990).
        const double magnitude = static_cast<double>(digits) / powers[behindPoint];
        value = negative ? -magnitude : magnitude;
        return true;
    }

private:
    static constexpr std::uint64_t everyByte = 0x0101010101010101U;

    static constexpr auto wholePowers = [] {
        std::array<std::uint64_t, 17> powers{1};
        for (std::size_t i = 1; i < powers.size(); ++i)
            powers[i] = powers[i - 1] * 10;
        return powers;
    }();
    static constexpr std::array<double, 17> powers{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7, 1e8,
                                                   1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16};

    static std::uint64_t eightBytesBefore(const char *end)
    {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, end - sizeof bytes, sizeof bytes);
        return bytes;
    }

    /// Up to 8 characters.
    [[gnu::always_inline]] static bool readShort(const char *end, std::size_t size, std::uint64_t &number,
                                                 std::size_t &behindPoint)
    {
        const std::uint64_t bytes = eightBytesBefore(end);
        const auto before = static_cast<unsigned>(64 - 8 * size); // bits that are not the number's
        const auto points = (pointsIn(bytes) >> before) << before;
        std::uint64_t digits = bytes ^ ('0' * everyByte);
        std::size_t whole = size;
        unsigned unused = before;
        if (points != 0) {
            // What stands before the point moves up by a byte, over the point.
            const auto behind = static_cast<unsigned>(std::countl_zero(points)); // bits behind the point
            const std::uint64_t upTo = ~std::uint64_t{0} >> behind;
            digits = (digits & ~upTo) | ((digits << 8U) & upTo);
            behindPoint = behind / 8;
            whole = size - behindPoint - 1;
            unused += 8;
            if (whole == 0 || behindPoint == 0)
                return false;
        }
        digits = (digits >> unused) << unused;
        number = eightDigits(digits);
        return ((digits + 0x76 * everyByte) | digits) & (0x80 * everyByte) ...
    }

    /// How many bytes stand behind the last point; 16 where the last 16 bytes have none.
    static std::size_t digitsBehindPoint(const char *end)
    {
        if (const auto points = pointsIn(eightBytesBefore(end)); points != 0)
            return static_cast<std::size_t>(std::countl_zero(points)) / 8;
        const auto points = pointsIn(eightBytesBefore(end - 8));
        return 8 + static_cast<std::size_t>(std::countl_zero(points)) / 8;
    }

    /// The highest bit of each byte that is a point.
    static std::uint64_t pointsIn(std::uint64_t bytes)
    {
        constexpr std::uint64_t low = 0x7f * everyByte;
        const std::uint64_t other = bytes ^ ('.' * everyByte);
        return ~(((other & low) + low) | other | low);
    }

    struct Digits
    {
        std::uint64_t wrong = 0; ///< not zero once a byte was no digit

        /// The number that the last `count` bytes before `end` spell, 0 to 16.
        std::uint64_t last(const char *end, std::size_t count)
        {
            if (count <= 8)
                return eight(end, count);
            return eight(end, 8) + eight(end - 8, count - 8) * wholePowers[8];
        }

        std::uint64_t eight(const char *end, std::size_t count)
        {
            const auto before = static_cast<unsigned>(64 - 8 * count); // bits that are not the number's
            std::uint64_t digits = eightBytesBefore(end) ^ ('0' * everyByte);
            digits = (digits >> before) << before;
            wrong |= ((digits + 0x76 * everyByte) | digits) & (0x80 * everyByte);
            // Pairs, then fours, then eights (Lemire 2018, "Quickly parsing eight digits").
            constexpr std::uint64_t pairs = 0x000000FF000000FFU;
            digits = digits * 10 + (digits >> 8U);
            return static_cast<std::uint32_t>(((digits & pairs) * 0x000F424000000064U +
                                               ((digits >> 16U) & pairs) * 0x0000271000000001U) >>
                                              32U);
        }
    };
};

} // namespace rig::pipeline
