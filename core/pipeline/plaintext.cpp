#include "pipeline/plaintext.h"

#include "domain/unprintable.h"

namespace rig::pipeline {

namespace {

/// One character of at most three bytes; what takes four is printable.
char32_t decoded(std::string_view character)
{
    const auto bits = [&](std::size_t at, unsigned mask) {
        return static_cast<unsigned char>(character[at]) & mask;
    };
    switch (character.size()) {
    case 1:
        return bits(0, 0xFFU);
    case 2:
        return bits(0, 0x1FU) << 6U | bits(1, 0x3FU);
    case 3:
        return bits(0, 0x0FU) << 12U | bits(1, 0x3FU) << 6U | bits(2, 0x3FU);
    default:
        return U'\U00010000';
    }
}

} // namespace

std::string plainText(std::string_view text, std::size_t most)
{
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    std::size_t size = text.size();
    if (size > most) {
        size = most;
        while (size > 0 && continues(text[size]))
            --size;
    }
    std::string plain;
    plain.reserve(size);
    for (std::size_t i = 0; i < size;) {
        std::size_t end = i + 1;
        while (end < size && continues(text[end]))
            ++end;
        const std::string_view character = text.substr(i, end - i);
        plain.append(isUnprintable(decoded(character)) ? inPlaceOfUnprintable : character);
        i = end;
    }
    return plain;
}

} // namespace rig::pipeline
