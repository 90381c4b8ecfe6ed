#pragma once

#include "domain/note.h"

namespace rig {

/// Reads what people have pinned. One thread owns it; a call waits for the database. `cancelled` where
/// whoever asked has lost interest.
class NoteArchive
{
public:
    virtual ~NoteArchive() = default;

    /// refused for a question that is out of its ranges.
    virtual Result<NotesView> notes(const NotesQuestion &question) = 0;
};

} // namespace rig
