#include "storage/wholefile.h"

#include <QSaveFile>

#include <unistd.h>

namespace rig::storage {

bool commitWhole(QSaveFile &file, const QByteArray &content)
{
    const bool whole = file.write(content) == content.size() && file.flush() &&
                       ::fdatasync(file.handle()) == 0 &&
                       ::lseek(file.handle(), 0, SEEK_END) == content.size();
    return whole && file.commit();
}

} // namespace rig::storage
