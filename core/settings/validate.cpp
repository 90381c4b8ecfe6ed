#include "settings/validate.h"

#include "settings/databaseurl.h"
#include "settings/hostport.h"
#include "settings/settingdescription.h"
#include "settings/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

namespace rig::settings {

namespace {

constexpr std::array<std::string_view, 3> mechanisms{"SCRAM-SHA-256", "SCRAM-SHA-512", "PLAIN"};
constexpr std::array<std::string_view, 3> roles{"alone", "node", "watch"};
constexpr std::size_t longestTopic = 249; // Kafka's own limit
constexpr std::size_t longestMachine = 128;

bool isTopicCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
}

bool isServer(std::string_view text)
{
    const auto parts = splitHostPort(text);
    if (!parts || !(parts->bracketed ? isIpv6Address(parts->host) : isHostName(parts->host)))
        return false;
    return parts->port.empty() ? !text.ends_with(':') : wholeNumber(parts->port, 1, 65535).has_value();
}

class Inspection
{
    Q_DECLARE_TR_FUNCTIONS(rig::settings::Validate)

public:
    explicit Inspection(const Settings &settings) : m_settings(settings) {}

    std::vector<Error> inspect()
    {
        databaseUrl("database.url", m_settings.database.url);
        databaseUrl("database.owner_url", m_settings.database.ownerUrl);
        servers();
        topic();
        login();
        certificates();
        if (m_settings.bus.partitions < 1 || m_settings.bus.partitions > 1000)
            say("bus.partitions", tr("there can be 1 to 1000 partitions."));
        if (m_settings.defaultMachine.empty() || m_settings.defaultMachine.size() > longestMachine)
            say("default_machine", tr("a machine's id has 1 to %1 bytes.").arg(longestMachine));
        if (std::find(roles.begin(), roles.end(), m_settings.role) == roles.end())
            say("role", tr("the role must be alone, node or watch."));
        if (m_settings.dataDirectory.starts_with('~'))
            say("data_directory", tr("~ is not replaced here: write the whole path of the directory."));
        return std::move(m_errors);
    }

private:
    void databaseUrl(std::string_view key, const std::string &url)
    {
        if (url.empty())
            return;
        if (const auto address = parseDatabaseUrl(url); !address)
            say(key, address.error().sentence);
    }

    void servers()
    {
        std::string_view rest = m_settings.bus.servers;
        while (!rest.empty()) {
            const std::size_t comma = rest.find(',');
            const bool last = comma == std::string_view::npos;
            if (!isServer(trimmed(rest.substr(0, comma))) || comma + 1 == rest.size())
                return say("bus.servers", tr("brokers are written host:port or [IPv6 address]:port, several "
                                             "separated by commas, without a protocol before them (the port "
                                             "may be left out and is then 9092)."));
            rest.remove_prefix(last ? rest.size() : comma + 1);
        }
    }

    void topic()
    {
        const std::string &topic = m_settings.bus.topic;
        if (topic.empty() || topic.size() > longestTopic || topic == "." || topic == ".." ||
            !std::all_of(topic.begin(), topic.end(), isTopicCharacter))
            say("bus.topic",
                tr("a topic's name has 1 to %1 letters, digits, dots, _ and - and is not just . or ..")
                    .arg(longestTopic));
    }

    void login()
    {
        const BusSettings &bus = m_settings.bus;
        if (bus.username.empty() && !bus.password.empty())
            say("bus.password",
                tr("a password needs a user name beside it: set %1 as well.").arg(variable("bus.username")));
        if (!bus.username.empty() && bus.password.empty())
            say("bus.username",
                tr("a user name needs a password beside it: set %1 as well.").arg(variable("bus.password")));
        if (std::find(mechanisms.begin(), mechanisms.end(), bus.mechanism) == mechanisms.end())
            say("bus.mechanism", tr("the mechanism must be SCRAM-SHA-256, SCRAM-SHA-512 or PLAIN."));
    }

    void certificates()
    {
        const std::string &file = m_settings.bus.caFile;
        struct stat facts
        {
        };
        if (file.empty())
            return;
        if (::stat(file.c_str(), &facts) != 0 || ::access(file.c_str(), R_OK) != 0) {
            say("bus.ca_file",
                tr("the certificates in %1 cannot be read: %2.").arg(shown(file), reasonOf(errno)));
        } else if (!S_ISREG(facts.st_mode)) {
            say("bus.ca_file", tr("%1 is no file with certificates.").arg(shown(file)));
        }
    }

    static QString variable(std::string_view key) { return QString::fromLatin1(describe(key)->variable); }

    void say(std::string_view key, const QString &sentence)
    {
        const QString name = nameOf(m_settings, key);
        m_errors.push_back({ErrorKind::badConfiguration, tr("%1: %2").arg(name, sentence), name});
    }

    const Settings &m_settings;
    std::vector<Error> m_errors;
};

} // namespace

std::vector<Error> validate(const Settings &settings)
{
    return Inspection(settings).inspect();
}

} // namespace rig::settings
