#pragma once

#include <QStringList>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rig::settings {

/// Where a PostgreSQL database is and who asks. Only `user`, `password` and the `database` of an unnamed user
/// may be empty; they are then libpq's to find (login name, PGPASSWORD, ~/.pgpass).
struct DatabaseAddress
{
    std::string host; ///< a name, an IP address without brackets, or the directory of a unix socket
    int port = 5432;
    std::string database;
    std::string user;
    std::string password;
    /// Further libpq keywords with their values, each once, in the order given, then what TLS needs. May hold
    /// `sslpassword`: not for messages.
    std::vector<std::pair<std::string, std::string>> options;
    /// What a person changes to change this address ("DATABASE_OWNER_URL in /srv/rig/.env"), for errors;
    /// empty where there is nothing to change.
    QString setting;
    /// What must be said for as long as this address is in use, a sentence each, without secrets.
    QStringList notices;

    /// "db at host:port" for messages: no user, no password, no option.
    QString label() const;
    /// True where TCP leads to another computer, or may: neither a unix socket nor the loopback.
    bool isRemote() const;
    /// Null where the keyword has no value.
    const std::string *option(std::string_view keyword) const;
    void setOption(std::string_view keyword, std::string value);
    /// Fills in what the address says nothing about: a remote host without sslmode gets verify-full;
    /// verify-ca and verify-full without sslrootcert, or with `system` (which libpq 15 does not know), get
    /// the system's certificates. Adds the notices for a server that is not verified or a wire that may be
    /// open.
    void completeTls();

private:
    bool isSocket() const;
};

} // namespace rig::settings
