#include "ctl/terminal.h"

#include "domain/unprintable.h"
#include "settings/text.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTextStream>

#include <cstdio>

#include <unistd.h>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

bool everythingSaid = true;

void writeLine(std::FILE *to, const QByteArray &line)
{
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), to);
    std::fputc('\n', to);
    if (std::fflush(to) != 0 || std::ferror(to) != 0)
        everythingSaid = everythingSaid && to != stdout;
}

} // namespace

void print(const QString &line)
{
    writeLine(stdout, settings::tame(line).toUtf8());
}

void printJson(const QJsonObject &object)
{
    const QString text = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    QString escaped;
    // JSON lets the higher ones stand as they are; a terminal obeys them as well.
    for (const QChar character : text)
        if (isUnprintable(character.unicode()))
            escaped += u"\\u%1"_s.arg(character.unicode(), 4, 16, QChar(u'0'));
        else
            escaped += character;
    writeLine(stdout, escaped.toUtf8());
}

bool saidEverything()
{
    if (!everythingSaid)
        note(QCoreApplication::translate("rig::ctl",
                                         "rigctl: the output could not be written completely. Is the "
                                         "disk full that it goes to?"));
    return everythingSaid;
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
    writeLine(stderr, settings::tame(line).toUtf8());
}

std::optional<bool> confirm(const QString &question)
{
    if (::isatty(STDIN_FILENO) == 0)
        return {};
    return agree(question);
}

Done agreed(const QString &what, bool beforehand)
{
    if (beforehand)
        return {};
    const auto agreement =
        confirm(what + u'\n' + QCoreApplication::translate("rig::ctl", "This is recorded under your name."));
    if (!agreement)
        return failure(
            ErrorKind::badConfiguration,
            what + u'\n' +
                QCoreApplication::translate("rig::ctl", "Nobody can be asked here. Give --yes to agree."));
    if (!*agreement)
        return failure(ErrorKind::cancelled, QCoreApplication::translate("rig::ctl", "Nothing was changed."));
    return {};
}

bool agree(const QString &question)
{
    const QString yes = QCoreApplication::translate("rig::ctl", "yes");
    note(question + u' ' + QCoreApplication::translate("rig::ctl", "Type %1 to agree:").arg(yes));
    return QTextStream(stdin).readLine(100).trimmed().compare(yes, Qt::CaseInsensitive) == 0;
}

} // namespace rig::ctl
