#include "settings/databaseurl.h"

#include "settings/hostport.h"
#include "settings/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace rig::settings {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t longestUrl = 4096;
constexpr std::string_view socketDirectory = "/var/run/postgresql"; // as Debian builds libpq
constexpr std::array<std::string_view, 6> sslModes{"disable", "allow",     "prefer",
                                                   "require", "verify-ca", "verify-full"};
constexpr std::array<std::string_view, 10> passedOn{
    "application_name", "channel_binding", "connect_timeout", "options",     "sslcert",
    "sslkey",           "sslmode",         "sslpassword",     "sslrootcert", "target_session_attrs"};

template <class Words> bool contains(const Words &words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

struct Split
{
    std::string_view head;
    std::string_view tail;
    bool found = false;
};

/// Cuts at the first `mark`; without one everything is head.
Split cut(std::string_view text, char mark)
{
    const std::size_t at = text.find(mark);
    if (at == std::string_view::npos)
        return {text, {}, false};
    return {text.substr(0, at), text.substr(at + 1), true};
}

class DatabaseUrlReader
{
    Q_DECLARE_TR_FUNCTIONS(rig::settings::DatabaseUrl)

public:
    Result<DatabaseAddress> read(std::string_view url)
    {
        if (url.size() > longestUrl)
            return wrong(tr("A database URL has at most %1 bytes.").arg(longestUrl));
        const Split scheme = cut(url, ':');
        if ((scheme.head != "postgres" && scheme.head != "postgresql") || !scheme.tail.starts_with("//"))
            return wrong(tr("A database URL begins with postgresql:// or postgres://, without the name of a "
                            "driver."));
        // Also what follows a URL in a line that was copied whole.
        if (url.find(' ') != std::string_view::npos)
            return wrong(
                tr("The database URL holds a space: take it away, or write it as %20 where it belongs to a "
                   "name or a password."));
        const Split query = cut(scheme.tail.substr(2), '?');
        const Split path = cut(query.head, '/');
        return readAuthority(path.head)
            .and_then([&] { return readPath(path.tail); })
            .and_then([&] { return readParameters(query.tail); })
            .and_then([&] { return complete(); })
            .map([&] { return std::move(m_address); });
    }

private:
    Done readAuthority(std::string_view authority)
    {
        const Split credentials = cut(authority, '@');
        if (!credentials.found)
            return readHostPort(credentials.head);
        if (cut(credentials.tail, '@').found)
            return wrong(tr("The database URL has more than one @ before its host. %1").arg(escapeHint()));
        const Split user = cut(credentials.head, ':');
        return decode(user.head, m_address.user)
            .and_then([&] { return decode(user.tail, m_address.password); })
            .and_then([&] { return readHostPort(credentials.tail); });
    }

    Done readHostPort(std::string_view text)
    {
        if (cut(text, ',').found)
            return severalHosts();
        const auto parts = splitHostPort(text);
        if (!parts || (parts->bracketed && !isIpv6Address(parts->host)))
            return wrong(tr("The host of the database URL must be host, host:port or [IPv6 address]:port. %1")
                             .arg(escapeHint()));
        return setPort(parts->port).and_then([&] { return decode(parts->host, m_address.host); });
    }

    Done readPath(std::string_view path)
    {
        if (path.find_first_of("/@") != std::string_view::npos)
            return wrong(tr("The database name in the database URL holds a / or an @. %1").arg(escapeHint()));
        return decode(path, m_address.database);
    }

    Done readParameters(std::string_view query)
    {
        if (cut(query, '@').found) // a raw ? in a password looks like it
            return wrong(tr("The database URL has an @ behind its ?: write it as %40. %1").arg(escapeHint()));
        while (!query.empty()) {
            const Split parameter = cut(query, '&');
            const Split pair = cut(parameter.head, '=');
            std::string name;
            std::string value;
            Done done = decode(pair.head, name).and_then([&] { return decode(pair.tail, value); });
            if (done && !pair.found)
                done = wrong(tr("The parameters of the database URL, behind the ?, must be name=value. %1")
                                 .arg(escapeHint()));
            if (done && cut(pair.tail, '=').found) // a forgotten & looks like it
                done =
                    wrong(tr("A parameter of the database URL, behind the ?, has more than one =: where it "
                             "belongs to the value, write it as %3D."));
            if (done)
                done = setParameter(name, std::move(value));
            if (!done)
                return done;
            query = parameter.tail;
        }
        return {};
    }

    Done setParameter(const std::string &name, std::string value)
    {
        if (name == "port")
            return setPort(value);
        if (std::string *part = addressPart(name); part != nullptr)
            *part = std::move(value);
        else if (name == "ssl" && value == "true") // as libpq takes it, for the sake of JDBC's URLs
            m_address.setOption("sslmode", "require");
        else if (name == "sslmode" && !contains(sslModes, value))
            return wrong(tr("The sslmode of the database URL must be one of disable, allow, prefer, require, "
                            "verify-ca and verify-full."));
        else if (contains(passedOn, name) && value.find(';') != std::string::npos)
            return wrong(
                tr("The parameter '%1' of the database URL holds a semicolon, which Qt's PostgreSQL driver "
                   "would take for the end of the value. Write it without one.")
                    .arg(shown(name)));
        else if (contains(passedOn, name))
            m_address.setOption(name, std::move(value));
        else
            return wrong(tr("The database URL has a parameter '%1' that is not supported. There are: %2.")
                             .arg(shown(name).left(40), parameterNames()));
        return {};
    }

    Done complete()
    {
        std::string &host = m_address.host;
        if (host.empty())
            host = socketDirectory;
        if (host.find(',') != std::string::npos)
            return severalHosts();
        const bool socket = host.front() == '/' || host.front() == '@';
        if (!socket && !isHostName(host) && !isIpv6Address(host))
            return wrong(tr("The host of the database URL is neither a name, an IP address nor the directory "
                            "of a socket. %1")
                             .arg(escapeHint()));
        if (m_address.database.empty())
            m_address.database = m_address.user;
        m_address.completeTls();
        return {};
    }

    Done setPort(std::string_view text)
    {
        if (text.empty())
            return {};
        const auto port = wholeNumber(text, 1, 65535);
        if (!port)
            return wrong(
                tr("The port in the database URL must be a number from 1 to 65535. %1").arg(escapeHint()));
        m_address.port = *port;
        return {};
    }

    Done decode(std::string_view text, std::string &into)
    {
        into.clear();
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] != '%') {
                into += text[i];
                continue;
            }
            const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
            const int low = high < 0 ? -1 : hexDigit(text[i + 2]);
            if (low < 0)
                return wrong(tr("A % in the database URL is not followed by two hexadecimal digits. %1")
                                 .arg(escapeHint()));
            into += static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (hasControlCharacter(into))
            return wrong(tr("The database URL holds a control character."));
        return {};
    }

    std::string *addressPart(std::string_view name)
    {
        return name == "host"       ? &m_address.host
               : name == "user"     ? &m_address.user
               : name == "password" ? &m_address.password
               : name == "dbname"   ? &m_address.database
                                    : nullptr;
    }

    static tl::unexpected<Error> wrong(const QString &sentence)
    {
        return failure(ErrorKind::badConfiguration, sentence);
    }

    static tl::unexpected<Error> severalHosts()
    {
        return wrong(tr("The database URL names several hosts: write the one that may be written to."));
    }

    static QString escapeHint()
    {
        return tr("In a user name or password write @ as %40, : as %3A, / as %2F, ? as %3F and % as %25.");
    }

    static QString parameterNames()
    {
        QStringList names{u"host, port, user, password, dbname"_s};
        for (const std::string_view name : passedOn)
            names.append(shown(name));
        return names.join(u", ");
    }

    DatabaseAddress m_address;
};

} // namespace

Result<DatabaseAddress> parseDatabaseUrl(std::string_view url)
{
    return DatabaseUrlReader().read(url);
}

bool mayHoldPassword(std::string_view url)
{
    const Result<DatabaseAddress> address = parseDatabaseUrl(url);
    if (!address)
        return url.find('@') != std::string_view::npos;
    return !address->password.empty() || address->option("sslpassword") != nullptr;
}

} // namespace rig::settings
