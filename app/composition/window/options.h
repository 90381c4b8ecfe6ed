#pragma once

#include "composition/window/flooroptions.h"
#include "domain/result.h"
#include "presentation/theme.h"

#include <QSize>
#include <QStringList>

#include <chrono>
#include <map>
#include <optional>

namespace rig::composition {

/// What rig-alpha was told on its command line.
struct Options
{
    presentation::Theme::Kind theme = presentation::Theme::Kind::neon;
    FloorOptions floor;
    QSize size{1280, 720};
    QString screenshot; ///< a file, written last; empty: none
    std::optional<std::chrono::milliseconds> exitAfter;
    bool exitAfterStartup = false;
    std::optional<QString> answer; ///< --help or --version: this is printed instead of anything else
    std::map<std::string, std::string> settings; ///< those of the described settings that were given
};

/// badConfiguration, with the option in the sentence, where one is unknown or takes another value. Needs a
/// QCoreApplication, and no screen.
Result<Options> parseOptions(const QStringList &arguments);

} // namespace rig::composition
