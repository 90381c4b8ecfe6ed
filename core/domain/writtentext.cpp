#include "domain/writtentext.h"

#include "domain/shown.h"
#include "domain/unprintable.h"

#include <QList>

#include <algorithm>

namespace rig {

bool isWrittenText(const std::string &text, qsizetype most)
{
    const QString decoded = shown(text);
    const QList<uint> characters = decoded.toUcs4();
    return decoded.toStdString() == text && !decoded.trimmed().isEmpty() && characters.size() <= most &&
           std::ranges::none_of(characters, isUnprintable);
}

} // namespace rig
