#include "domain/origin.h"

#include <array>

namespace rig {

namespace {
constexpr std::array<std::string_view, 5> words{"field", "simulated", "replayed", "history", "ingest"};
}

std::string_view word(Origin origin)
{
    return words[static_cast<std::size_t>(origin)];
}

std::optional<Origin> originFromWord(std::string_view word)
{
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i] == word)
            return static_cast<Origin>(i);
    return {};
}

} // namespace rig
