#pragma once

#include <array>
#include <string_view>

namespace rig {

/// The steps of keep's transaction, in order; a test kills the program at each.
inline constexpr std::array<std::string_view, 9> keepSteps{
    "keep-before-begin",   "keep-after-begin",   "keep-after-revision",
    "keep-after-position", "keep-after-claims",  "keep-after-readings",
    "keep-after-rejected", "keep-before-commit", "keep-after-commit",
};

/// The steps of the judge's transaction and of its journal, likewise.
inline constexpr std::array<std::string_view, 12> judgeSteps{
    "judge-before-begin",   "judge-after-begin",     "judge-after-revision", "judge-after-lease",
    "judge-after-position", "judge-after-events",    "judge-after-memories", "judge-before-commit",
    "judge-after-commit",   "journal-before-append", "journal-after-append", "journal-after-remove",
};

/// The steps of building rollups, likewise.
inline constexpr std::array<std::string_view, 3> rollupSteps{"rollup-after-take", "rollup-before-commit",
                                                             "rollup-after-commit"};

/// Told of each step as it is passed, from the thread that takes it. In a test it may not come back.
class CrashPoint
{
public:
    virtual ~CrashPoint() = default;

    virtual void passed(std::string_view step) = 0;
};

} // namespace rig
