#include "storage/sqlstate.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace rig::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("rig::storage::SqlState", sentence);
}

QString readOnlyAdvice(const QString &setting)
{
    return setting.isEmpty()
               ? tr("The server takes no changes: it is a standby, or default_transaction_read_only is on. "
                    "Make it writable.")
               : tr("The server takes no changes: it is a standby, or default_transaction_read_only is on. "
                    "Make it writable, or name the primary in %1.")
                     .arg(setting);
}

} // namespace

ErrorKind kindOf(std::string_view state)
{
    const std::string_view group = state.substr(0, 2);
    if (group == "28" || state == "42501")
        return ErrorKind::refused;
    if (state == "23505")
        return ErrorKind::conflict;
    if (state == "3D000")
        return ErrorKind::badConfiguration;
    if (state == "53100" || state == "53200")
        return ErrorKind::full;
    // Deadlock, serialisation, lock and statement time-out, administrator's shutdown, too many connections,
    // read-only while failing over: the same statement may succeed later.
    if (state.empty() || group == "08" || group == "40" || group == "53" || group == "57" ||
        state == "55P03" || state == "25006" || group == "58")
        return ErrorKind::unavailable;
    return ErrorKind::damaged;
}

QString adviceOn(std::string_view state, const QString &setting)
{
    const std::string_view group = state.substr(0, 2);
    if (state == "53100")
        return tr(
            "The disk of the database's server is full: free space there, or give it more. No reading is "
            "lost, the broker keeps them meanwhile.");
    if (state == "53200")
        return tr("The database's server has no memory left: give it more, or lower its work_mem or "
                  "max_connections.");
    if (state == "53300")
        return tr("No further connection is allowed: end some, or raise max_connections or the connection "
                  "limit of the role or the database.");
    if (group == "53")
        return tr("The server has reached a limit of its configuration: raise it there.");
    if (state == "25006")
        return readOnlyAdvice(setting);
    if (state == "57014")
        return tr("It took too long, or somebody cancelled it: look into pg_stat_activity for what keeps the "
                  "server busy.");
    if (state == "57P01" || state == "57P02" || state == "57P03")
        return tr(
            "The server is being stopped, started or repaired: wait until it answers again, and if it does "
            "not, look into its log.");
    if (state == "55P03")
        return tr(
            "Another session holds the lock for too long: look for it in pg_locks and pg_stat_activity, "
            "and end it.");
    if (group == "40")
        return tr("Another transaction was in the way, which passes: it can be tried again.");
    if (state == "42501")
        return tr("The role lacks a right. `rigctl migrate` grants all that the program needs; where another "
                  "role owns the database, DATABASE_OWNER_URL names it.");
    if (state == "42P01" || state == "42703" || state == "42883" || state == "3F000")
        return tr("A part of the schema is missing: restore the database from a backup.");
    if (group == "58" || state == "XX001" || state == "XX002")
        return tr("The server cannot read or write its own files: look into its log, and at its disk.");
    return {};
}

QString adviceOnTls(const QString &message)
{
    if (message.contains("does not support SSL"_L1))
        return tr(
            "The server has no TLS: switch it on there, or accept with sslmode=disable that everybody on the "
            "way can read along.");
    if (message.contains("certificate"_L1))
        return tr("In the URL sslrootcert names the certificates to trust, and the host must be a name that "
                  "stands in "
                  "the server's certificate.");
    return {};
}

std::string_view stateOfWords(const QString &message)
{
    struct Words
    {
        QLatin1StringView words;
        std::string_view state;
    };
    static constexpr std::array<Words, 8> known{{
        {"too many clients"_L1, "53300"},
        {"too many connections"_L1, "53300"},
        {"remaining connection slots"_L1, "53300"},
        {"No space left on device"_L1, "53100"},
        {"due to administrator command"_L1, "57P01"},
        {"because of crash of another server process"_L1, "57P02"},
        {"the database system is"_L1, "57P03"},
        {"permission denied for database"_L1, "42501"},
    }};
    const auto said =
        std::ranges::find_if(known, [&](const Words &each) { return message.contains(each.words); });
    return said == known.end() ? std::string_view() : said->state;
}

} // namespace rig::storage
