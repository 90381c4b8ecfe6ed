#pragma once

#include <QByteArray>

class QSaveFile;

namespace rig::storage {

/// Writes the content and lets it take the place of the file, only where all of it reached the disk: commit()
/// alone takes a file that came out too short for a whole one, and a failed flush for none. False otherwise,
/// with the reason in the file's errorString().
bool commitWhole(QSaveFile &file, const QByteArray &content);

} // namespace rig::storage
