#include "domain/unprintable.h"
#include "fuzz/input.h"
#include "settings/databaseurl.h"
#include "settings/dotenv.h"
#include "settings/hostport.h"
#include "settings/load.h"
#include "settings/settingdescription.h"
#include "settings/settingsfile.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <libpq-fe.h>

#include <algorithm>

using namespace rig;
using namespace rig::settings;

namespace {

const auto file = QStringLiteral("FILE");
const auto secret = QStringLiteral("Xq7ZsecretZ7qX");

void checkSettingsFile(std::string_view text)
{
    const auto values = parseSettingsFile(text, file);
    if (!values)
        return require(values.error().sentence.contains(file), "an error names its file");
    QJsonObject root;
    for (const auto &[key, value] : *values) {
        require(describe(key) != nullptr, "every key is a setting");
        const QStringList path = QString::fromStdString(key).split(u'.');
        QJsonObject group = root[path.front()].toObject();
        (path.size() == 1 ? root : group)[path.back()] = QString::fromStdString(value);
        if (path.size() > 1)
            root[path.front()] = group;
    }
    const auto again = parseSettingsFile(QJsonDocument(root).toJson().toStdString(), file);
    require(again.has_value() && *again == *values, "settings are written and read back equal");
}

std::string quoted(const std::string &value)
{
    std::string text = "\"";
    for (const char c : value) {
        if (c == '\\' || c == '"')
            text += '\\';
        text += c;
    }
    return text + '"';
}

Variables checkDotEnv(std::string_view text)
{
    const auto variables = parseDotEnv(text, file);
    if (!variables) {
        require(variables.error().sentence.contains(file), "an error names its file");
        return {};
    }
    std::string written;
    for (const auto &[name, value] : *variables) {
        require(!name.empty() && name.find_first_of(" =\n\"'#") == std::string::npos, "a name is one");
        written += name + '=' + quoted(value) + '\n';
    }
    const auto again = parseDotEnv(written, file);
    require(again.has_value() && *again == *variables, "variables are written and read back equal");
    return *variables;
}

std::string byLibpq(const PQconninfoOption *options, std::string_view keyword)
{
    for (; options != nullptr && options->keyword != nullptr; ++options)
        if (options->keyword == keyword && options->val != nullptr)
            return options->val;
    return {};
}

void checkAsLibpq(const std::string &url, const DatabaseAddress &address)
{
    PQconninfoOption *const options = PQconninfoParse(url.c_str(), nullptr);
    require(options != nullptr, "libpq takes the URL too");
    const auto agrees = [&](const char *keyword, const std::string &ours, const std::string &otherwise) {
        const std::string theirs = byLibpq(options, keyword);
        return ours == (theirs.empty() ? otherwise : theirs);
    };
    require(agrees("host", address.host, "/var/run/postgresql"), "libpq reads the same host");
    const std::string port = byLibpq(options, "port"); // leading zeros and all
    require(address.port == (port.empty() ? 5432 : std::atoi(port.c_str())), "libpq reads the same port");
    require(agrees("user", address.user, {}), "libpq reads the same user");
    require(agrees("password", address.password, {}), "libpq reads the same password");
    require(agrees("dbname", address.database, address.user), "libpq reads the same database");
    PQconninfoFree(options);
}

void checkUrl(const std::string &url)
{
    const auto address = parseDatabaseUrl(url);
    if (!address)
        return require(!address.error().sentence.contains(secret), "an error repeats no password");
    require(!address->label().contains(secret), "a label holds no password");
    require(address->port >= 1 && address->port <= 65535, "a port is one");
    require(!address->host.empty(), "there is a host");
    require(mayHoldPassword(url) || (address->password.empty() && address->option("sslpassword") == nullptr),
            "where no password may stand there is none");
    require(!address->isRemote() || address->option("sslmode") != nullptr, "a remote host has an sslmode");
    for (const QString &notice : address->notices)
        require(!notice.contains(secret), "a notice holds no password");
    if (url.find('\0') == std::string::npos)
        checkAsLibpq(url, *address);
}

void checkHostPort(std::string_view text)
{
    const auto parts = splitHostPort(text);
    if (!parts)
        return;
    require(parts->host.size() + parts->port.size() <= text.size(), "parts are no longer than the whole");
    if (isHostName(parts->host))
        require(!isIpv6Address(parts->host), "a name is no IPv6 address");
}

/// Whatever the variables say, no sentence of start-up shows a secret.
void checkLoad(Variables variables, const std::string &url)
{
    variables.erase("KAFKA_SSL_CA"); // a file that would be opened, whichever it is
    variables.insert_or_assign("DATABASE_URL", url);
    variables.insert_or_assign("KAFKA_SASL_PASSWORD", secret.toStdString());
    const auto settings = load({{}, variables, {}, {}, "/nowhere"});
    if (!settings)
        return require(!settings.error().sentence.contains(secret), "an error repeats no password");
    for (const QString &notice : settings->notices)
        require(!notice.contains(secret), "a notice holds no password");
    for (const SettingDescription &setting : descriptions())
        require(!setting.show(*settings).contains(secret), "a setting is shown without its password");
    require(settings->bus.partitions >= 1 && settings->bus.partitions <= 1000, "partitions are bounded");
}

} // namespace

/// One text is read as everything that a text can be among the settings.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string text(asText(data, size));
    checkSettingsFile(text);
    const Variables variables = checkDotEnv(text);
    checkUrl(text);
    checkHostPort(text);
    const std::string withPassword = "postgresql://op:" + secret.toStdString() + text;
    checkUrl(withPassword);
    checkLoad(variables, withPassword);
    return 0;
}
