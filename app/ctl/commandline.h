#pragma once

#include "ctl/exitcode.h"
#include "settings/settings.h"

#include <QCommandLineParser>

#include <optional>

namespace rig::ctl {

/// The command line of one subcommand: its own options beside those of the settings, with `--help`, which
/// leaves the settings to `rigctl help settings`.
class CommandLine
{
public:
    /// `usage` is what follows `rigctl`, e.g. "plant import FILE"; `description` may have several paragraphs.
    CommandLine(const QString &usage, const QString &description);

    void flag(const QString &name, const QString &description);
    void value(const QString &name, const QString &valueName, const QString &description,
               const QString &defaultValue = {});
    /// Those of them that may stand on the line more than once; any other one would silently lose a value.
    void repeatable(const QStringList &names) { m_repeatable = names; }
    /// The words that must stand beside the options, each as a sentence calls it ("a file"), and how many
    /// more may; others are bad usage.
    void words(const QStringList &required, int optional = 0);
    /// What the first of them may be.
    void choices(const QStringList &first) { m_choices = first; }

    /// An exit code when there is nothing more to do: help was asked for, or the line cannot be understood.
    std::optional<int> parse(const QStringList &arguments);

    bool isSet(const QString &name) const { return m_parser.isSet(name); }
    QString value(const QString &name) const { return m_parser.value(name); }
    /// A whole number from `least` to `most`; badConfiguration where the option's value is none.
    Result<std::uint64_t> whole(const QString &name, std::uint64_t least, std::uint64_t most) const;
    QStringList values(const QString &name) const { return m_parser.values(name); }
    /// The command's own options that are on the line, without those of the settings; one given again comes
    /// again.
    QStringList given() const;
    /// badConfiguration where another option than these is on the line: with this word of the command it
    /// would be passed over silently.
    Done allow(const QStringList &options, const QString &word) const;
    QStringList words() const { return m_parser.positionalArguments(); }

    /// The settings in force, this line's options first; notices go to standard error.
    Result<settings::Settings> settings() const;

private:
    QString help() const;
    /// What is wrong with the words; empty where nothing is.
    QString wordFault() const;
    /// What is wrong with the command's own options; empty where nothing is.
    QString optionFault() const;

    QCommandLineParser m_parser;
    QStringList m_ownOptions;
    QStringList m_repeatable;
    QString m_usage;
    QString m_description;
    QStringList m_requiredWords;
    QStringList m_choices;
    int m_optionalWords = 0;
};

} // namespace rig::ctl
