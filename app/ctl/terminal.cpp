#include "ctl/terminal.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTextStream>

#include <cstdio>

#include <unistd.h>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Names and texts from files stand in sentences, and some of what they can hold commands a terminal.
QString tame(QString line)
{
    for (QChar &character : line)
        if (character.category() == QChar::Other_Control && character != u'\n' && character != u'\t')
            character = QChar::ReplacementCharacter;
    return line;
}

void writeLine(std::FILE *to, const QByteArray &line)
{
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), to);
    std::fputc('\n', to);
    std::fflush(to);
}

} // namespace

void print(const QString &line)
{
    writeLine(stdout, tame(line).toUtf8());
}

void printJson(const QJsonObject &object)
{
    writeLine(stdout, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

ExitCode complain(const Error &error)
{
    note(u"rigctl: "_s + error.sentence);
    if (!error.setting.isEmpty() && !error.sentence.contains(error.setting))
        note(u"        ("_s + error.setting + u')');
    return exitCodeOf(error);
}

void note(const QString &line)
{
    writeLine(stderr, tame(line).toUtf8());
}

std::optional<bool> confirm(const QString &question)
{
    if (::isatty(STDIN_FILENO) == 0)
        return {};
    return agree(question);
}

bool agree(const QString &question)
{
    const QString yes = QCoreApplication::translate("rig::ctl", "yes");
    note(question + u' ' + QCoreApplication::translate("rig::ctl", "Type %1 to agree:").arg(yes));
    return QTextStream(stdin).readLine(100).trimmed().compare(yes, Qt::CaseInsensitive) == 0;
}

} // namespace rig::ctl
