#pragma once

#include <QString>

#include <string_view>

namespace rig {

/// UTF-8 as text that a person reads; what is none becomes replacement characters.
inline QString shown(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

} // namespace rig
