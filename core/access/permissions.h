#pragma once

#include "domain/command.h"

#include <span>

namespace rig::access {

/// The place of an action in the variant `Action`: its number in the table.
template <class One> constexpr std::size_t numberOf()
{
    return []<class... Actions>(const std::variant<Actions...> *) {
        std::size_t number = 0;
        (void)((std::is_same_v<One, Actions> ? true : (++number, false)) || ...);
        return number;
    }(static_cast<const Action *>(nullptr));
}

/// One row of the table: an action and who may do it.
struct Permission
{
    std::size_t action = 0; ///< numberOf()
    std::span<const Actor::Role> roles;
};

/// One row per action. What has no row, nobody may do.
std::span<const Permission> permissions();

/// By the number of an action; deny by default.
bool permitted(std::size_t action, Actor::Role role);
inline bool permitted(const Action &action, Actor::Role role)
{
    return permitted(action.index(), role);
}

} // namespace rig::access
