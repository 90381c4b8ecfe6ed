#include "ctl/commandline.h"

#include "ctl/terminal.h"
#include "settings/commandline.h"
#include "settings/load.h"

#include <QCoreApplication>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

CommandLine::CommandLine(const QString &usage, const QString &description)
    : m_usage(usage), m_description(description)
{
    m_parser.setApplicationDescription(description);
    m_parser.addOption({{u"h"_s, u"help"_s}, QCoreApplication::translate("rig::ctl", "Shows this text.")});
}

void CommandLine::flag(const QString &name, const QString &description)
{
    m_parser.addOption({name, description});
}

void CommandLine::value(const QString &name, const QString &valueName, const QString &description,
                        const QString &defaultValue)
{
    m_parser.addOption({name, description, valueName, defaultValue});
}

void CommandLine::words(int least, int most)
{
    m_leastWords = least;
    m_mostWords = most;
}

std::optional<int> CommandLine::parse(const QStringList &arguments)
{
    m_parser.addOptions(settings::commandLineOptions());
    const bool understood = m_parser.parse(QStringList{u"rigctl"_s} + arguments);
    if (understood && m_parser.isSet(u"help"_s)) {
        print(help());
        return succeeded;
    }
    if (!understood) {
        note(u"rigctl: "_s + m_parser.errorText());
        note(QCoreApplication::translate("rig::ctl", "Usage: rigctl %1  (--help says more)").arg(m_usage));
        return badUsage;
    }
    const auto count = m_parser.positionalArguments().size();
    if (count < m_leastWords || count > m_mostWords) {
        note(QCoreApplication::translate("rig::ctl", "Usage: rigctl %1  (--help says more)").arg(m_usage));
        return badUsage;
    }
    return {};
}

QString CommandLine::help() const
{
    // The parser's own first line names the program alone.
    const QString text = m_parser.helpText();
    return QCoreApplication::translate("rig::ctl", "Usage: rigctl %1").arg(m_usage) + u'\n' +
           text.section(u'\n', 1).trimmed();
}

Result<settings::Settings> CommandLine::settings() const
{
    settings::Sources sources = settings::processSources();
    sources.options = settings::givenOptions(m_parser);
    auto settings = settings::load(sources);
    if (settings)
        for (const QString &notice : settings->notices)
            note(u"rigctl: "_s + notice);
    return settings;
}

} // namespace rig::ctl
