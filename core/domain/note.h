#pragma once

#include "domain/instant.h"
#include "domain/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace rig {

/// What somebody pins to a machine, or to one of its sensors, for others to read.
struct Note
{
    std::int64_t id = 0; ///< given by the database
    std::string machine; ///< its id
    std::string sensor;  ///< its name; empty: the machine itself
    Instant at;          ///< what it is about; may lie in the past or ahead
    std::string text;    ///< 1 to `mostText` characters
    std::string by;
    Instant written;

    static constexpr int mostText = 500;

    bool operator==(const Note &) const = default;
};

/// refused, with a sentence, where there is no text, more of it than may be, or what is no plain text, and
/// where it is about a time before 1970 or after 2100.
Done check(const Note &note);

/// Which notes are to be seen: the newest first, by what they are about.
struct NotesQuestion
{
    std::string machine; ///< its id; empty: of all
    /// Each of them, at most `mostWords`, is somewhere in text, author, machine or sensor, in capitals or
    /// not; what capitals are is for the database's locale to say.
    std::string words;
    int most = 100; ///< 1 to `mostNotes`

    static constexpr int mostNotes = 1'000;
    static constexpr int mostWords = 16;

    bool operator==(const NotesQuestion &) const = default;
};

struct NotesView
{
    std::vector<Note> notes;
    std::size_t all = 0; ///< how many the question is about, shown or not
};

} // namespace rig
