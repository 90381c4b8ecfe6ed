#include "domain/command.h"

#include <algorithm>
#include <array>
#include <utility>

namespace rig {

namespace {

using Role = Actor::Role;

constexpr std::array<std::pair<Role, std::string_view>, 4> roles{{{Role::observer, "observer"},
                                                                  {Role::operator_, "operator"},
                                                                  {Role::engineer, "engineer"},
                                                                  {Role::admin, "admin"}}};

} // namespace

std::string_view word(Actor::Role role)
{
    const auto found =
        std::find_if(roles.begin(), roles.end(), [&](const auto &one) { return one.first == role; });
    return found == roles.end() ? std::string_view() : found->second;
}

std::optional<Actor::Role> roleFromWord(std::string_view word)
{
    const auto found =
        std::find_if(roles.begin(), roles.end(), [&](const auto &one) { return one.second == word; });
    return found == roles.end() ? std::nullopt : std::optional(found->first);
}

} // namespace rig
