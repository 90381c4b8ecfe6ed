#include "domain/note.h"

#include "domain/writtentext.h"

#include <QCoreApplication>

namespace rig {

Done check(const Note &note)
{
    if (!isWrittenText(note.text, Note::mostText))
        return failure(ErrorKind::refused,
                       QCoreApplication::translate(
                           "rig::Note", "A note has 1 to %1 characters of text without control characters.")
                           .arg(Note::mostText));
    return {};
}

} // namespace rig
