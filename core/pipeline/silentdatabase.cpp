#include "pipeline/silentdatabase.h"

#include <QCoreApplication>

namespace rig::pipeline {

Error silentDatabase()
{
    return {
        ErrorKind::unavailable,
        QCoreApplication::translate(
            "rig::pipeline::SilentDatabase",
            "The database has not answered for %1 s: its server hangs or is overloaded, or the way to it is "
            "cut. Look at the server, and at pg_stat_activity there.")
            .arg(std::chrono::floor<std::chrono::seconds>(silentDatabaseAfter).count()),
        {}};
}

} // namespace rig::pipeline
