#pragma once

#include "domain/note.h"
#include "storage/connection.h"

#include <optional>

namespace rig::storage {

/// The columns of a note, and what they come from: notes as `n`, machines as `m`, sensors as `s`.
extern const char *const noteColumns;
inline constexpr int noteColumnCount = 7;
extern const char *const noteSource;

/// The row that begins with those columns.
Note noteAt(const Rows &rows, int row);

// All that follows in the caller's transaction.

/// How many are pinned to a machine and its sensors.
Result<std::int64_t> countNotes(Connection &connection, const std::string &machine);

/// Adds one, written now by the database's clock, and gives its id; 0 where the machine is none.
Result<std::int64_t> addNote(Connection &connection, const Note &note);

/// None where there is none of this id; nobody else takes it down until the transaction ends.
Result<std::optional<Note>> holdNote(Connection &connection, std::int64_t id);

Done removeNote(Connection &connection, std::int64_t id);

} // namespace rig::storage
