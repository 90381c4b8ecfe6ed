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
    std::string plain(text.substr(0, size));
    for (char &c : plain)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            c = '?';
    return plain;
}

} // namespace rig::pipeline
