#include "settings/databaseaddress.h"

#include "settings/hostport.h"
#include "settings/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace rig::settings {

namespace {

constexpr std::string_view systemCertificates = "/etc/ssl/certs/ca-certificates.crt";

struct Say
{
    Q_DECLARE_TR_FUNCTIONS(rig::settings::DatabaseAddress)
};

} // namespace

QString DatabaseAddress::label() const
{
    const bool bracketed = !isSocket() && host.find(':') != std::string::npos;
    const QString place = bracketed ? u'[' + shown(host) + u']' : shown(host);
    const QString name = database.empty() ? Say::tr("the login name's database") : shown(database);
    return Say::tr("%1 at %2:%3").arg(name, place, QString::number(port));
}

bool DatabaseAddress::isSocket() const
{
    return host.starts_with('/') || host.starts_with('@'); // @: Linux's abstract name space
}

bool DatabaseAddress::isRemote() const
{
    return !isSocket() && !isLoopback(host);
}

const std::string *DatabaseAddress::option(std::string_view keyword) const
{
    const auto found =
        std::find_if(options.begin(), options.end(), [&](const auto &one) { return one.first == keyword; });
    return found == options.end() ? nullptr : &found->second;
}

void DatabaseAddress::setOption(std::string_view keyword, std::string value)
{
    const auto found =
        std::find_if(options.begin(), options.end(), [&](const auto &one) { return one.first == keyword; });
    if (found == options.end())
        options.emplace_back(keyword, std::move(value));
    else
        found->second = std::move(value);
}

void DatabaseAddress::completeTls()
{
    if (isRemote() && option("sslmode") == nullptr)
        setOption("sslmode", "verify-full");
    const std::string *given = option("sslmode");
    const std::string mode = given == nullptr ? std::string() : *given;
    const std::string *root = option("sslrootcert");
    const bool verifies = mode == "verify-ca" || mode == "verify-full";
    if ((verifies && root == nullptr) || (root != nullptr && *root == "system"))
        setOption("sslrootcert", std::string(systemCertificates));

    // With a root file libpq verifies under `require` as under `verify-ca`.
    if (mode == "require" && !isSocket() && root == nullptr)
        notices.append(Say::tr("The database server of %1 is not verified: sslmode=require encrypts and asks "
                               "nobody who answers; sslmode=verify-full does.")
                           .arg(label()));
    if (isRemote() && (mode == "disable" || mode == "allow" || mode == "prefer"))
        notices.append(
            Say::tr("The connection to %1 may be open to everybody on the way: sslmode=%2 does not "
                    "insist on encryption; sslmode=verify-full does.")
                .arg(label(), shown(mode)));
}

} // namespace rig::settings
