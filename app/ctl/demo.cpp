#include "composition/core/demo.h"
#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/terminal.h"
#include "settings/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;
using settings::DataDirectory;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Demo", text);
}

int stop(const DataDirectory &directory)
{
    const auto ended = composition::endDemo(directory);
    if (!ended)
        return complain(ended.error());
    const QString where = shown(directory.path().native());
    if (ended->program != 0)
        print(tr("Rig Alpha (process %1), which used %2, has ended.")
                  .arg(QString::number(ended->program), where));
    if (ended->database)
        print(tr("The private PostgreSQL that was left running in %1 has stopped.").arg(where));
    if (ended->othersGoOn)
        print(tr("Another process uses the private PostgreSQL in %1 (a window that watches, or rigctl), so "
                 "that "
                 "one goes on.")
                  .arg(where));
    if (ended->program == 0 && !ended->database)
        print(tr("Rig Alpha does not run with the data directory %1.").arg(where));
    return succeeded;
}

void sayWhatStays(const std::vector<std::filesystem::path> &kept)
{
    constexpr std::size_t mostNamed = 10;
    for (std::size_t i = 0; i < std::min(kept.size(), mostNamed); ++i)
        note(tr("rigctl: %1 stays: Rig Alpha did not write it.").arg(shown(kept[i].native())));
    if (kept.size() > mostNamed)
        note(tr("rigctl: %1 more stay for the same reason.").arg(kept.size() - mostNamed));
}

int reset(const DataDirectory &directory, bool agreed)
{
    // Asked first, so that nobody agrees to what is then refused.
    if (const auto window = composition::lockWindow(directory); !window)
        return complain(window.error());
    const QString where = shown(directory.path().native());
    if (!agreed && !agree(tr("This deletes the private database with all its readings, the kept plant, the "
                             "journal and the log in %1. What other databases and brokers hold stays.")
                              .arg(where))) {
        note(tr("rigctl: nothing was deleted, because nobody agreed. Answer yes, or give --yes."));
        return failed;
    }
    const auto kept = composition::deleteDemo(directory);
    if (!kept)
        return complain(kept.error());
    print(tr("The private data in %1 is deleted.").arg(where));
    sayWhatStays(*kept);
    return succeeded;
}

} // namespace

int runDemo(const QStringList &arguments)
{
    CommandLine line(
        u"demo stop | demo reset [--yes]"_s,
        tr("Ends what rig-alpha runs with the data directory, or deletes what it keeps there.\n"
           "stop   ends the window, and the private PostgreSQL where a killed one left it running\n"
           "reset  asks, then deletes the private database, the kept plant, journal and log; not while\n"
           "       rig-alpha runs"));
    line.flag(u"yes"_s, tr("Agrees to the reset."));
    line.words({tr("stop or reset")});
    line.choices({u"stop"_s, u"reset"_s});
    if (const auto code = line.parse(arguments))
        return *code;
    const QString what = line.words().constFirst();
    const auto settings = line.settings();
    if (!settings)
        return complain(settings.error());
    // Opening would make one.
    if (!DataDirectory::isAt(settings->dataDirectory)) {
        const QString sentence = what == "stop"_L1
                                     ? tr("There is no private data in %1, so nothing runs with it.")
                                     : tr("There is no private data in %1, so there is nothing to delete.");
        print(sentence.arg(shown(settings->dataDirectory)));
        return succeeded;
    }
    const auto directory = DataDirectory::open(settings->dataDirectory);
    if (!directory)
        return complain(directory.error());
    return what == "stop"_L1 ? stop(*directory) : reset(*directory, line.isSet(u"yes"_s));
}

} // namespace rig::ctl
