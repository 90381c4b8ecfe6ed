#include "pipeline/plaintext.h"

namespace rig::pipeline {

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
    for (std::size_t i = 0; i < size; ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        // U+0080 to U+009F, which terminals obey as they do an escape character.
        const bool high = c == 0xC2U && i + 1 < size && static_cast<unsigned char>(text[i + 1]) < 0xA0U;
        i += high ? 1 : 0;
        plain += high || c < 0x20 || c == 0x7f ? '?' : text[i];
    }
    return plain;
}

} // namespace rig::pipeline
