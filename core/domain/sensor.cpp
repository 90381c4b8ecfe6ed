#include "domain/sensor.h"

#include <array>

namespace rig {

namespace {
constexpr std::array<std::string_view, 6> words{"environmental", "mechanical", "thermal",
                                                "electrical",    "fluid",      "custom"};
}

std::string_view word(Category category)
{
    return words[static_cast<std::size_t>(category)];
}

std::optional<Category> categoryFromWord(std::string_view word)
{
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i] == word)
            return static_cast<Category>(i);
    return {};
}

} // namespace rig
