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

QString adviceOn(std::string_view state, const QString &setting, const QString &hint)
{
    const std::string_view group = state.substr(0, 2);
    if (state == "53100")
        return tr("The disk of the database's server is full: free space there, or give it more.");
    if (state == "53200" && hint.contains("max_locks_per_transaction"_L1))
        return tr("The database's server has no room for further locks: raise max_locks_per_transaction in "
                  "its configuration, to 1024 where history of years is kept, and start it again.");
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
    const auto says = [&](QLatin1StringView words) { return message.contains(words); };
    if (says("does not support SSL"_L1))
        return tr(
            "The server has no TLS: switch it on there, or accept with sslmode=disable that everybody on the "
            "way can read along.");
    if (says("no encryption"_L1) || says("SSL off"_L1))
        return tr(
            "The server may want an encrypted connection: then sslmode=verify-full belongs into the URL. "
            "Else add to its pg_hba.conf who may come from where.");
    if (says("certificate authentication failed"_L1) || says("valid client certificate"_L1) ||
        says("certificate required"_L1) || says("alert unknown ca"_L1) || says("alert bad certificate"_L1))
        return tr("The server wants a certificate of the client that it trusts and that is for this role: in "
                  "the URL sslcert names one and sslkey its key.");
    // libpq does not say which of these it is.
    if (says("certificate verify failed"_L1))
        return tr("The server's certificate is not trusted: nobody whom sslrootcert in the URL names has "
                  "signed it, "
                  "or it has expired. Name there who has, or have it renewed.");
    if (says("certificate"_L1))
        return tr("In the URL sslrootcert names the certificates to trust, and the host must be a name that "
                  "stands in the server's certificate.");
    return {};
}

QString adviceOnReaching(const QString &message, const QString &setting)
{
    const auto says = [&](QLatin1StringView words) { return message.contains(words); };
    const auto naming = [&](const QString &sentence, const QString &general) {
        return setting.isEmpty() ? general : sentence.arg(setting);
    };
    // libpq names the file of a certificate or key so. Its mere words may stand in the socket's path as well.
    const bool ofFile = says("certificate file \""_L1) || says("key file \""_L1) || says("SSL key \""_L1);
    const bool noSocket = says("No such file or directory"_L1) && !ofFile;
    if (says("Connection refused"_L1) || noSocket)
        return naming(tr("No server listens there: start it, or change host and port in %1."),
                      tr("No server listens there: start it."));
    if (says("could not translate host name"_L1))
        return naming(tr("No host of that name is known here: correct it in %1, or look into the name "
                         "resolution of this computer."),
                      tr("No host of that name is known here."));
    if (says("timeout expired"_L1) || says("timed out"_L1) || says("No route to host"_L1) ||
        says("Network is unreachable"_L1))
        return naming(tr("Is the server on, does a firewall stand in the way, and are host and port in %1 "
                         "right?"),
                      tr("Is the server on, and does a firewall stand in the way?"));
    if (says("SSL negotiation"_L1) || says("expected authentication request"_L1) ||
        says("closed the connection unexpectedly"_L1))
        return naming(tr("PostgreSQL that takes such a connection does not do so: check host and port in %1, "
                         "and sslmode where a server wants TLS from the first byte on."),
                      tr("A server that is no PostgreSQL does so, or one that is being stopped."));
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
