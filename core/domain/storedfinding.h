#pragma once

#include "domain/finding.h"

namespace rig {

/// What a person says a finding was. The numbers are stored in the database: append, never renumber.
enum class FindingMark : std::int16_t
{
    isTrue = 0,   ///< something was wrong with the machine
    isFalse = 1,  ///< nothing was
    knownWork = 2 ///< people were at the machine
};

/// `true`, `false`, `known work`: the words of views and audit.
std::string_view word(FindingMark mark);
std::optional<FindingMark> findingMarkFromWord(std::string_view word);

struct MarkOfFinding
{
    FindingMark mark = FindingMark::isTrue;
    std::string note; ///< at most `mostNote` bytes; may be empty
    std::string by;
    Instant at;

    static constexpr std::size_t mostNote = 500;

    bool operator==(const MarkOfFinding &) const = default;
};

/// A finding as the database has it.
struct StoredFinding
{
    std::int64_t id = 0;
    Finding finding; ///< in lists without its evidence
    std::optional<MarkOfFinding> mark;

    bool operator==(const StoredFinding &) const = default;
};

/// Which findings are to be seen: those that stand, then the others, each the newest first.
struct FindingsQuestion
{
    std::optional<std::int32_t> machine; ///< its number in the plant; none: of all
    std::size_t most = 100;              ///< of each, 1 to `mostFindings`

    static constexpr std::size_t mostFindings = 1'000;

    bool operator==(const FindingsQuestion &) const = default;
};

/// How it stands with detection: all of one instant.
struct FindingsView
{
    std::vector<StoredFinding> findings;
    std::size_t standing = 0;         ///< how many there are that have not ended, of any machine
    std::vector<MachineScore> scores; ///< of every machine that was ever judged by a model; never `settled`
};

/// A finding that was like another one.
struct SimilarFinding
{
    StoredFinding stored;  ///< without its evidence
    double similarity = 0; ///< 0 to 1
};

/// All that a person is told of one finding.
struct FindingDetails
{
    StoredFinding stored;
    std::vector<SimilarFinding> similar; ///< earlier ones, of any machine, the most similar first, at most 3
    /// When the first limit of a sensor was crossed while it stood, stale values aside.
    std::optional<Instant> limitCrossed;
    bool limitStood = false; ///< a limit that was crossed within the week before stood when it began
};

/// How much two findings are alike: the cosine between their shares; 0 for findings of different kinds.
double similarity(const Finding &one, const Finding &other);

/// Those of `earlier` that are like a finding by half or more, the most similar first, the newer of equals,
/// at most `most`.
std::vector<SimilarFinding> similarTo(const Finding &finding, std::vector<StoredFinding> earlier,
                                      std::size_t most);

} // namespace rig
