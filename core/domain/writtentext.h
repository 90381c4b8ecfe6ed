#pragma once

#include <QtGlobal>

#include <string>

namespace rig {

/// Whether it is something that a person may have written for others: whole UTF-8, 1 to `most` characters,
/// not only spaces, nothing unprintable.
bool isWrittenText(const std::string &text, qsizetype most);

} // namespace rig
