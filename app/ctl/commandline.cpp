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
    m_ownOptions.append(name);
}

void CommandLine::value(const QString &name, const QString &valueName, const QString &description,
                        const QString &defaultValue)
{
    m_parser.addOption({name, description, valueName, defaultValue});
    m_ownOptions.append(name);
}

void CommandLine::words(const QStringList &required, int optional)
{
    m_requiredWords = required;
    m_optionalWords = optional;
}

std::optional<int> CommandLine::parse(const QStringList &arguments)
{
    for (QCommandLineOption option : settings::commandLineOptions()) {
        option.setFlags(QCommandLineOption::HiddenFromHelp);
        m_parser.addOption(option);
    }
    const bool understood = m_parser.parse(QStringList{u"rigctl"_s} + arguments);
    if (understood && m_parser.isSet(u"help"_s)) {
        print(help());
        return succeeded;
    }
    QString fault = understood ? wordFault() : m_parser.errorText();
    if (fault.isEmpty())
        fault = optionFault();
    if (fault.isEmpty())
        return {};
    note(u"rigctl: "_s + fault);
    note(QCoreApplication::translate("rig::ctl", "Usage: rigctl %1  (--help says more)").arg(m_usage));
    return badUsage;
}

Result<std::uint64_t> CommandLine::whole(const QString &name, std::uint64_t least, std::uint64_t most) const
{
    bool whole = false;
    const std::uint64_t number = value(name).toULongLong(&whole);
    if (whole && number >= least && number <= most)
        return number;
    return failure(
        ErrorKind::badConfiguration,
        QCoreApplication::translate("rigctl", "'%1' cannot be --%2: give a whole number from %3 to %4.")
            .arg(value(name), name)
            .arg(least)
            .arg(most),
        u"--"_s + name);
}

QStringList CommandLine::given() const
{
    QStringList names = m_parser.optionNames();
    names.removeIf([&](const QString &name) { return !m_ownOptions.contains(name); });
    return names;
}

Done CommandLine::allow(const QStringList &options, const QString &word) const
{
    for (const QString &option : given())
        if (!options.contains(option))
            return failure(
                ErrorKind::badConfiguration,
                QCoreApplication::translate("rig::ctl", "--%1 says nothing with `%2`: leave it away.")
                    .arg(option, word));
    return {};
}

QString CommandLine::wordFault() const
{
    const QString command = m_usage.section(u' ', 0, 0);
    const QStringList given = words();
    if (!given.isEmpty() && !m_choices.isEmpty() && !m_choices.contains(given.constFirst()))
        return QCoreApplication::translate("rig::ctl", "%1: '%2' is not known: say %3.")
            .arg(command, given.constFirst(), m_requiredWords.constFirst());
    if (given.size() < m_requiredWords.size())
        return QCoreApplication::translate("rig::ctl", "%1: %2 is missing.")
            .arg(command, m_requiredWords.at(given.size()));
    if (given.size() > m_requiredWords.size() + m_optionalWords)
        return QCoreApplication::translate("rig::ctl", "%1: '%2' is one word too many.")
            .arg(command, given.at(m_requiredWords.size() + m_optionalWords));
    return {};
}

QString CommandLine::optionFault() const
{
    for (const QString &name : m_ownOptions)
        if (m_parser.isSet(name) && !m_repeatable.contains(name) && m_parser.values(name).size() > 1)
            return QCoreApplication::translate("rig::ctl", "--%1 is given twice. Leave one out.").arg(name);
    return {};
}

QString CommandLine::help() const
{
    // The parser's own first line names the program alone.
    const QString text = m_parser.helpText();
    return QCoreApplication::translate("rig::ctl", "Usage: rigctl %1").arg(m_usage) + u'\n' +
           text.section(u'\n', 1).trimmed() + u"\n\n"_s +
           QCoreApplication::translate("rig::ctl",
                                       "Broker, database, topic and the other settings are options too: "
                                       "`rigctl help settings` lists them.");
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
