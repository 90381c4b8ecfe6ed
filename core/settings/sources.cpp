#include "settings/sources.h"

#include <string_view>

#include <pwd.h>
#include <unistd.h>

namespace rig::settings {

namespace {

constexpr const char *program = "rig-alpha";

Variables processEnvironment()
{
    Variables variables;
    for (char **entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        const std::size_t sign = text.find('=');
        if (sign != std::string_view::npos)
            variables.emplace(text.substr(0, sign), text.substr(sign + 1));
    }
    return variables;
}

std::filesystem::path homeOf(const Variables &environment)
{
    const auto home = environment.find("HOME");
    if (home != environment.end() && !home->second.empty())
        return home->second;
    const passwd *account = ::getpwuid(::geteuid());
    return account == nullptr ? "/" : account->pw_dir;
}

std::filesystem::path chosen(const Variables &environment, const char *variable,
                             const std::filesystem::path &otherwise)
{
    const auto given = environment.find(variable);
    if (given != environment.end() && std::filesystem::path(given->second).is_absolute())
        return std::filesystem::path(given->second) / program;
    return otherwise / program;
}

} // namespace

StandardDirectories standardDirectories(const Variables &environment, bool root,
                                        const std::filesystem::path &home)
{
    return {chosen(environment, "XDG_CONFIG_HOME", root ? "/etc" : home / ".config"),
            chosen(environment, "XDG_DATA_HOME", root ? "/var/lib" : home / ".local/share")};
}

Sources processSources()
{
    Sources sources;
    sources.environment = processEnvironment();
    const auto directories =
        standardDirectories(sources.environment, ::geteuid() == 0, homeOf(sources.environment));
    std::error_code gone;
    sources.workingDirectory = std::filesystem::current_path(gone);
    sources.configurationDirectory = directories.configuration;
    sources.defaultDataDirectory = directories.data;
    return sources;
}

} // namespace rig::settings
