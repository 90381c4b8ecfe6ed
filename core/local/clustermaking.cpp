#include "local/clustermaking.h"

#include "local/clusterfiles.h"
#include "local/fulldisk.h"
#include "settings/rolelock.h"
#include "settings/text.h"

#include <QCoreApplication>

#include <cerrno>
#include <cstdio>

#include <locale.h>
#include <unistd.h>

namespace rig::local {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr const char *unfinished = "data.new";

struct Say
{
    Q_DECLARE_TR_FUNCTIONS(rig::local::ClusterMaking)
};

/// Both order text by its code points, whatever version the C library has.
QString serverLocale()
{
    const locale_t unicode = ::newlocale(LC_ALL_MASK, "C.UTF-8", nullptr);
    if (unicode == nullptr)
        return u"C"_s;
    ::freelocale(unicode);
    return u"C.UTF-8"_s;
}

Program foundation(const ClusterFolder &folder, const ServerPrograms &programs)
{
    return {programs.folder / "postgres",
            {u"--single"_s, u"-D"_s, QLatin1StringView(unfinished), u"-c"_s, u"exit_on_error=true"_s, u"-c"_s,
             u"log_checkpoints=off"_s, u"postgres"_s},
            folder.path(),
            folder.otherAccount(),
            QByteArray::fromStdString(foundationSql())};
}

Done check(const ClusterFolder &folder, const Program &program, const Outcome &outcome)
{
    if (outcome.status == 0)
        return {};
    if (const QString full = fullDisk(folder.handle(), folder.path(), outcome.output); !full.isEmpty())
        return failure(ErrorKind::full,
                       full + u' ' +
                           Say::tr("The private database cannot be made there: %1 ended with status %2.")
                               .arg(shown(program.file.native()), QString::number(outcome.status)),
                       settings::dataDirectorySetting());
    return failure(ErrorKind::unavailable,
                   Say::tr("The private database cannot be made in %1: %2 ended with status %3. It said:\n%4")
                       .arg(shown(program.folder.native()), shown(program.file.native()),
                            QString::number(outcome.status), outcome.output));
}

Done takeIntoUse(const ClusterFolder &folder)
{
    const int at = folder.handle().descriptor();
    // One call for the whole file system takes a tenth of the time that initdb takes file by file.
    if (::syncfs(at) == 0 && ::renameat(at, unfinished, at, "data") == 0 && ::fsync(at) == 0)
        return {};
    const int reason = errno;
    return failure(settings::kindOf(reason),
                   Say::tr("%1 cannot be taken into use: %2.")
                       .arg(shown((folder.path() / unfinished).native()), settings::reasonOf(reason)));
}

} // namespace

Program emptyCluster(const ClusterFolder &folder, const ServerPrograms &programs, const char *name)
{
    return {programs.folder / "initdb",
            {u"--pgdata"_s, QLatin1StringView(name), u"--username"_s, u"postgres"_s, u"--auth"_s, u"peer"_s,
             u"--encoding"_s, u"UTF8"_s, u"--locale"_s, serverLocale(), u"--data-checksums"_s, u"--no-sync"_s,
             u"--no-instructions"_s},
            folder.path(),
            folder.otherAccount(),
            {}};
}

Done makeCluster(const ClusterFolder &folder, const ServerPrograms &programs, milliseconds patience,
                 const Interrupted &interrupted)
{
    std::error_code none;
    std::filesystem::remove_all(folder.path() / unfinished, none);
    for (const Program &program :
         {emptyCluster(folder, programs, unfinished), foundation(folder, programs)}) {
        const auto outcome = run(program, patience, interrupted);
        if (!outcome)
            return tl::unexpected(outcome.error());
        if (Done succeeded = check(folder, program, *outcome); !succeeded)
            return succeeded;
    }
    return takeIntoUse(folder);
}

} // namespace rig::local
