#pragma once

#include "settings/settings.h"

#include <span>
#include <string_view>

namespace rig::settings {

enum class Secrecy
{
    open,
    url,    ///< a database URL: a password may stand in it, and one behind the option gets a notice
    secret, ///< never shown, and no option: other users can see command lines
};

/// One setting as the files, the environment, the command line and a person know it. Whatever is read, shown
/// or explained goes by the table of these.
struct SettingDescription
{
    std::string_view key;         ///< in settings.json, dots for nesting: "bus.servers"
    const char *variable;         ///< in the environment and in `.env`
    const char *option;           ///< without the dashes; empty: none
    std::string_view defaultText; ///< empty: nothing is configured
    const char *consequence;      ///< of changing it, untranslated; see consequenceOf()
    Secrecy secrecy;
    /// Puts a text into the settings; badConfiguration with a sentence where it cannot be such a value.
    Done (*apply)(Settings &, std::string_view);
    /// The value as anybody may see it: "(set)" for a secret, "db at host:port" for a URL.
    QString (*show)(const Settings &);
};

std::span<const SettingDescription> descriptions();

/// Null where no setting has this key.
const SettingDescription *describe(std::string_view key);

/// Variables of the replaced product that are recognised, so that start-up can say they are not needed.
std::span<const char *const> unneededVariables();

/// The translated sentence that says what changing the setting does.
QString consequenceOf(const SettingDescription &setting);

/// True where the value is, or may hold, what nobody else may read.
bool holdsSecret(const SettingDescription &setting, std::string_view value);

/// "default": the origin of a setting that nothing gives a value.
QString defaultOrigin();

/// What a person changes to change this setting: where its value came from ("KAFKA_TOPIC in /srv/rig/.env",
/// "--topic"), or its variable's name where it is the default. For `Error::setting`.
QString nameOf(const Settings &settings, std::string_view key);

/// The names of the settings of the bus, as nameOf() gives them.
BusSettingNames busNames(const Settings &settings);

} // namespace rig::settings
