#pragma once

#include "domain/note.h"

#include <functional>
#include <memory>

namespace rig {

/// Where views ask what people have pinned. Called on the GUI thread; never waits. Interest and answers as in
/// TrendSource.
class NoteSource
{
public:
    using Interest = std::shared_ptr<void>;

    virtual ~NoteSource() = default;

    [[nodiscard]] virtual Interest askNotes(NotesQuestion question,
                                            std::function<void(Result<NotesView>)> done) = 0;
};

} // namespace rig
