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
    constexpr std::chrono::sys_days first = std::chrono::year{1970} / 1 / 1;
    constexpr std::chrono::sys_days behind = std::chrono::year{2101} / 1 / 1;
    if (note.at < first || note.at >= behind)
        return failure(ErrorKind::refused,
                       QCoreApplication::translate("rig::Note", "A note is about a time from 1970 to 2100."));
    return {};
}

} // namespace rig
