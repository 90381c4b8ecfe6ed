#pragma once

#include "domain/unknownname.h"

#include <string_view>
#include <unordered_map>

namespace rig::pipeline {

/// Names in accepted messages that are no sensor of their machine, for the admin to see. Bounded: a flood of
/// new names ends up in `beyond()`. Belongs to one thread.
class UnknownNames
{
public:
    static constexpr std::size_t maxNames = 1000;
    static constexpr std::size_t maxNameBytes = 128;
    static constexpr std::size_t maxSampleBytes = 64;

    struct Hash : std::hash<std::string_view>
    {
        using is_transparent = void;
    };
    using Names = std::unordered_map<std::string, UnknownName, Hash, std::equal_to<>>;

    /// One occurrence; all three are UTF-8, `value` is JSON.
    void count(std::string_view name, std::string_view machine, std::string_view value);
    /// What was counted elsewhere.
    void add(const std::vector<UnknownName> &names, std::uint64_t beyond);

    /// By name, with the machine and value that came first, as `plainText` has them.
    const Names &names() const { return m_names; }
    /// Occurrences of names that are too long or one too many.
    std::uint64_t beyond() const { return m_beyond; }
    /// With at most `most` names.
    UnknownNameSummary summary(std::size_t most) const;
    bool empty() const { return m_names.empty() && m_beyond == 0; }

private:
    Names m_names;
    std::uint64_t m_beyond = 0;
};

} // namespace rig::pipeline
