#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace rig::settings {

using Variables = std::map<std::string, std::string>;

/// Everything that settings are read from, as a plain value.
struct Sources
{
    std::map<std::string, std::string> options; ///< from the command line, by name without dashes
    Variables environment;
    std::filesystem::path workingDirectory;       ///< its `.env` is read; empty: none
    std::filesystem::path configurationDirectory; ///< its `.env` and `settings.json` are read; empty: none
    std::filesystem::path defaultDataDirectory;   ///< where no data directory is given
};

/// Where an account keeps things: XDG_CONFIG_HOME and XDG_DATA_HOME where they are set to absolute paths,
/// else /etc and /var/lib for root and ~/.config and ~/.local/share for everybody else.
struct StandardDirectories
{
    std::filesystem::path configuration;
    std::filesystem::path data;
};
StandardDirectories standardDirectories(const Variables &environment, bool root,
                                        const std::filesystem::path &home);

/// What this process has, without options. Call it before other threads start: it reads the environment.
Sources processSources();

} // namespace rig::settings
