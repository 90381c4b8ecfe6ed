#include "settings/settingdescription.h"

#include "settings/databaseurl.h"
#include "settings/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <climits>

namespace rig::settings {

namespace {

struct Say
{
    Q_DECLARE_TR_FUNCTIONS(rig::settings::SettingDescription)
};

// Path: the members that lead from Settings to the value, `&Settings::bus, &BusSettings::topic`.

template <auto... Path> Done applyText(Settings &settings, std::string_view text)
{
    (settings.*....*Path) = text;
    return {};
}

template <auto... Path> QString showText(const Settings &settings)
{
    return shown((settings.*....*Path));
}

template <auto... Path> QString showSecret(const Settings &settings)
{
    return (settings.*....*Path).empty() ? QString() : Say::tr("(set)");
}

template <auto... Path> QString showUrl(const Settings &settings)
{
    const std::string &url = (settings.*....*Path);
    if (url.empty())
        return {};
    const Result<DatabaseAddress> address = parseDatabaseUrl(url);
    return address ? address->label() : Say::tr("(no database URL)");
}

Done applyPartitions(Settings &settings, std::string_view text)
{
    const auto number = wholeNumber(text, INT_MIN, INT_MAX);
    if (!number)
        return failure(ErrorKind::badConfiguration, Say::tr("it must be a whole number."));
    settings.bus.partitions = *number;
    return {};
}

QString showPartitions(const Settings &settings)
{
    return QString::number(settings.bus.partitions);
}

constexpr std::array table{
    SettingDescription{"database.url", "DATABASE_URL", "database-url", "",
                       QT_TRANSLATE_NOOP("rig::settings::SettingDescription",
                                         "PostgreSQL that keeps the readings; without one the private "
                                         "database of this computer is used. Other users can see a password "
                                         "in the option: rather give it in the variable."),
                       Secrecy::url, applyText<&Settings::database, &DatabaseSettings::url>,
                       showUrl<&Settings::database, &DatabaseSettings::url>},
    SettingDescription{
        "database.owner_url", "DATABASE_OWNER_URL", "database-owner-url", "",
        QT_TRANSLATE_NOOP("rig::settings::SettingDescription",
                          "The role that owns the schema; migrations run as it, and the audit "
                          "is then protected from the program's own role. Other users can see a "
                          "password in the option: rather give it in the variable."),
        Secrecy::url, applyText<&Settings::database, &DatabaseSettings::ownerUrl>,
        showUrl<&Settings::database, &DatabaseSettings::ownerUrl>},
    SettingDescription{
        "bus.servers", "KAFKA_BROKER_URL", "broker", "",
        QT_TRANSLATE_NOOP("rig::settings::SettingDescription",
                          "Kafka brokers to ask first, host:port, several separated by commas; "
                          "without one the in-process broker of this computer is used."),
        Secrecy::open, applyText<&Settings::bus, &BusSettings::servers>,
        showText<&Settings::bus, &BusSettings::servers>},
    SettingDescription{
        "bus.topic", "KAFKA_TOPIC", "topic", "sensor-data",
        QT_TRANSLATE_NOOP("rig::settings::SettingDescription",
                          "Topic with the readings; another one is another stream with offsets "
                          "of its own, kept from its beginning."),
        Secrecy::open, applyText<&Settings::bus, &BusSettings::topic>,
        showText<&Settings::bus, &BusSettings::topic>},
    SettingDescription{"bus.username", "KAFKA_SASL_USERNAME", "", "",
                       QT_TRANSLATE_NOOP("rig::settings::SettingDescription",
                                         "Together with the password: encrypted (SASL_SSL) and signed in; "
                                         "without both: plain text."),
                       Secrecy::open, applyText<&Settings::bus, &BusSettings::username>,
                       showText<&Settings::bus, &BusSettings::username>},
    SettingDescription{"bus.password", "KAFKA_SASL_PASSWORD", "", "",
                       QT_TRANSLATE_NOOP("rig::settings::SettingDescription",
                                         "See the user name; it has no option because other users can see "
                                         "command lines."),
                       Secrecy::secret, applyText<&Settings::bus, &BusSettings::password>,
                       showSecret<&Settings::bus, &BusSettings::password>},
    SettingDescription{"bus.mechanism", "KAFKA_SASL_MECHANISM", "", "SCRAM-SHA-256",
                       QT_TRANSLATE_NOOP("rig::settings::SettingDescription",
                                         "How the password is proven: SCRAM-SHA-256, SCRAM-SHA-512 or PLAIN; "
                                         "PLAIN shows it to the broker."),
                       Secrecy::open, applyText<&Settings::bus, &BusSettings::mechanism>,
                       showText<&Settings::bus, &BusSettings::mechanism>},
    SettingDescription{"bus.ca_file", "KAFKA_SSL_CA", "", "",
                       QT_TRANSLATE_NOOP("rig::settings::SettingDescription",
                                         "Certificates (PEM file) that the brokers are verified by, instead "
                                         "of the system's."),
                       Secrecy::open, applyText<&Settings::bus, &BusSettings::caFile>,
                       showText<&Settings::bus, &BusSettings::caFile>},
    SettingDescription{"bus.partitions", "RIG_TOPIC_PARTITIONS", "", "3",
                       QT_TRANSLATE_NOOP("rig::settings::SettingDescription",
                                         "Partitions, 1 to 1000, of a topic that we have to create: as many "
                                         "nodes can share it; an existing topic stays as it is."),
                       Secrecy::open, applyPartitions, showPartitions},
    SettingDescription{"default_machine", "RIG_DEFAULT_MACHINE", "default-machine", "A",
                       QT_TRANSLATE_NOOP("rig::settings::SettingDescription",
                                         "Machine of messages that name none; what is stored already stays "
                                         "with the machine it was stored for."),
                       Secrecy::open, applyText<&Settings::defaultMachine>,
                       showText<&Settings::defaultMachine>},
    SettingDescription{"role", "RIG_ROLE", "role", "alone",
                       QT_TRANSLATE_NOOP("rig::settings::SettingDescription",
                                         "What a window does besides showing: alone and node store readings "
                                         "and judge limits, a node together with others; watch does "
                                         "neither."),
                       Secrecy::open, applyText<&Settings::role>, showText<&Settings::role>},
    SettingDescription{"data_directory", "RIG_DATA_DIR", "data-dir", "",
                       QT_TRANSLATE_NOOP("rig::settings::SettingDescription",
                                         "Identity of this installation, journal and kept plant; another "
                                         "directory is another installation. Without one: "
                                         "XDG_DATA_HOME/rig-alpha, ~/.local/share/rig-alpha, for root "
                                         "/var/lib/rig-alpha."),
                       Secrecy::open, applyText<&Settings::dataDirectory>,
                       showText<&Settings::dataDirectory>},
};

constexpr std::array<const char *, 2> unneeded{"API_SECRET_KEY", "SECRET_KEY"};

} // namespace

std::span<const SettingDescription> descriptions()
{
    return table;
}

const SettingDescription *describe(std::string_view key)
{
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const SettingDescription &setting) { return setting.key == key; });
    return found == table.end() ? nullptr : &*found;
}

std::span<const char *const> unneededVariables()
{
    return unneeded;
}

QString consequenceOf(const SettingDescription &setting)
{
    return Say::tr(setting.consequence);
}

bool holdsSecret(const SettingDescription &setting, std::string_view value)
{
    switch (setting.secrecy) {
    case Secrecy::open:
        return false;
    case Secrecy::url:
        return mayHoldPassword(value);
    case Secrecy::secret:
        return !value.empty();
    }
    return true;
}

QString defaultOrigin()
{
    return Say::tr("default");
}

QString nameOf(const Settings &settings, std::string_view key)
{
    const SettingDescription *setting = describe(key);
    const auto origin = settings.origins.find(std::string(key));
    if (origin != settings.origins.end() && origin->second != defaultOrigin())
        return origin->second;
    return setting == nullptr ? shown(key) : QString::fromLatin1(setting->variable);
}

BusSettingNames busNames(const Settings &settings)
{
    return {nameOf(settings, "bus.servers"),   nameOf(settings, "bus.topic"),
            nameOf(settings, "bus.username"),  nameOf(settings, "bus.password"),
            nameOf(settings, "bus.mechanism"), nameOf(settings, "bus.ca_file")};
}

} // namespace rig::settings
