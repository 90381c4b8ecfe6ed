#pragma once

#include "ctl/exitcode.h"
#include "settings/settings.h"

#include <QCommandLineParser>

#include <optional>

namespace rig::ctl {

/// The command line of one subcommand: its own options beside those of the settings, with `--help`.
class CommandLine
{
public:
    /// `usage` is what follows `rigctl`, e.g. "plant import FILE"; `description` may have several paragraphs.
    CommandLine(const QString &usage, const QString &description);

    void flag(const QString &name, const QString &description);
    void value(const QString &name, const QString &valueName, const QString &description,
               const QString &defaultValue = {});
    /// How many words may follow the options; more or fewer are bad usage.
    void words(int least, int most);

    /// An exit code when there is nothing more to do: help was asked for, or the line cannot be understood.
    std::optional<int> parse(const QStringList &arguments);

    bool isSet(const QString &name) const { return m_parser.isSet(name); }
    QString value(const QString &name) const { return m_parser.value(name); }
    QStringList values(const QString &name) const { return m_parser.values(name); }
    QStringList words() const { return m_parser.positionalArguments(); }

    /// The settings in force, this line's options first; notices go to standard error.
    Result<settings::Settings> settings() const;

private:
    QString help() const;

    QCommandLineParser m_parser;
    QString m_usage;
    QString m_description;
    int m_leastWords = 0;
    int m_mostWords = 0;
};

} // namespace rig::ctl
