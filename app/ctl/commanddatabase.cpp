#include "ctl/commanddatabase.h"

#include "ctl/terminal.h"

#include <QCoreApplication>

namespace rig::ctl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::CommandDatabase", text);
}

} // namespace

Result<CommandDatabase> CommandDatabase::open(const settings::Settings &settings)
{
    CommandDatabase one;
    const composition::ServerChoice choice = composition::chooseServers(settings);
    if (!choice.settings.database.url.empty()) {
        auto database = choice.database();
        if (!database)
            return tl::unexpected(database.error());
        if (choice.databaseOffered)
            note(tr("rigctl: database %1, %2.").arg(database->app.label(), choice.whyDatabase()));
        one.m_database = std::move(*database);
        return one;
    }
    if (choice.offerTrouble)
        note(tr("rigctl: %1").arg(choice.offerTrouble->sentence));
    note(tr("rigctl: no database is configured: using the private one in %1, for this run.")
             .arg(QString::fromStdString(settings.dataDirectory)));
    one.m_signals = std::make_unique<StopSignals>();
    auto started = composition::PrivateDatabase::start(
        settings.dataDirectory, [signals = one.m_signals.get()] { return signals->came(); });
    if (!started)
        return tl::unexpected(started.error());
    one.m_private = std::move(*started);
    one.m_database = one.m_private->database();
    return one;
}

} // namespace rig::ctl
