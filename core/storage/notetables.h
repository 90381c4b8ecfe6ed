#pragma once

#include "domain/ports/notearchive.h"
#include "storage/session.h"

namespace rig::storage {

/// Notes in rig.note.
class NoteTables : public NoteArchive
{
public:
    NoteTables(settings::DatabaseAddress address, WaitCheck interrupted);

    Result<NotesView> notes(const NotesQuestion &question) override;

private:
    Session m_session;
};

} // namespace rig::storage
