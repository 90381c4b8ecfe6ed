#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace rig {

/// The place ("sensors[3].limits.hi") of the first key that stands twice in one object of this text, which
/// must be sound JSON. Qt's parser takes the last one and says nothing.
std::optional<QString> doubledKey(const QByteArray &json);

} // namespace rig
