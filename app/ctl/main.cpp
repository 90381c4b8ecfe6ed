#include "ctl/commands.h"
#include "ctl/exitcode.h"
#include "ctl/help.h"
#include "ctl/terminal.h"
#include "storage/librarywords.h"

#include <QCoreApplication>

namespace {

using namespace Qt::Literals::StringLiterals;

struct Subcommand
{
    const char *name;
    const char *summary;
    int (*run)(const QStringList &arguments);
};

constexpr Subcommand subcommands[] = {
    {"bench", QT_TRANSLATE_NOOP("rigctl", "measures, each figure beside its ceiling"), rig::ctl::runBench},
    {"demo", QT_TRANSLATE_NOOP("rigctl", "ends what rig-alpha runs, or deletes its private data"),
     rig::ctl::runDemo},
    {"evaluate", QT_TRANSLATE_NOOP("rigctl", "measures detection on labelled recordings"),
     rig::ctl::runEvaluate},
    {"findings", QT_TRANSLATE_NOOP("rigctl", "lists and shows what detection found, and marks it"),
     rig::ctl::runFindings},
    {"forecast", QT_TRANSLATE_NOOP("rigctl", "says what the next rows of a recording (CSV) will be"),
     rig::ctl::runForecast},
    {"maintenance", QT_TRANSLATE_NOOP("rigctl", "says when somebody works on a machine or a sensor"),
     rig::ctl::runMaintenance},
    {"migrate", QT_TRANSLATE_NOOP("rigctl", "brings the database's schema up to this program's version"),
     rig::ctl::runMigrate},
    {"models", QT_TRANSLATE_NOOP("rigctl", "lists the models that machines are judged by, and rolls back"),
     rig::ctl::runModels},
    {"node", QT_TRANSLATE_NOOP("rigctl", "keeps and judges readings, without a window"), rig::ctl::runNode},
    {"notes", QT_TRANSLATE_NOOP("rigctl", "lists, finds, pins and takes down notes on machines"),
     rig::ctl::runNotes},
    {"offsets", QT_TRANSLATE_NOOP("rigctl", "shows where the readers stand, and accepts a gap"),
     rig::ctl::runOffsets},
    {"plant", QT_TRANSLATE_NOOP("rigctl", "imports, exports or changes the plant"), rig::ctl::runPlant},
    {"predict-rul", QT_TRANSLATE_NOOP("rigctl", "says how long machines of a fleet (CSV) will last"),
     rig::ctl::runPredictRul},
    {"replay", QT_TRANSLATE_NOOP("rigctl", "plays a recording (CSV) as readings of a machine"),
     rig::ctl::runReplay},
    {"retention", QT_TRANSLATE_NOOP("rigctl", "shows or sets how long the history is kept"),
     rig::ctl::runRetention},
    {"score", QT_TRANSLATE_NOOP("rigctl", "says how unusual each row of a recording (CSV) is"),
     rig::ctl::runScore},
    {"simulate", QT_TRANSLATE_NOOP("rigctl", "simulates machines"), rig::ctl::runSimulate},
    {"status", QT_TRANSLATE_NOOP("rigctl", "says which servers are in use and how they are"),
     rig::ctl::runStatus},
    {"train", QT_TRANSLATE_NOOP("rigctl", "learns from a recording (CSV) what a healthy machine is like"),
     rig::ctl::runTrain},
    {"train-rul", QT_TRANSLATE_NOOP("rigctl", "learns how long machines last from those that failed (CSV)"),
     rig::ctl::runTrainRul},
    {"trend", QT_TRANSLATE_NOOP("rigctl", "prints the stored past of sensors"), rig::ctl::runTrend},
};

QString help()
{
    QString text = QCoreApplication::translate("rigctl", "Usage: rigctl COMMAND [options]\n\nCommands:\n");
    for (const Subcommand &one : subcommands)
        text += u"  %1 %2\n"_s.arg(QLatin1StringView(one.name), -11)
                    .arg(QCoreApplication::translate("rigctl", one.summary));
    return text +
           QCoreApplication::translate(
               "rigctl",
               "\n`rigctl COMMAND --help` says more about one, `rigctl help settings` how to name broker,\n"
               "database and the rest; every command takes them.\n\n"
               "Exit codes: 0 done; 1 refused or failed; 2 an option, a setting or a file must be\n"
               "changed; 3 a server did not answer, the same call may succeed later.");
}

const Subcommand *subcommand(const QString &name)
{
    for (const Subcommand &one : subcommands)
        if (name == QLatin1StringView(one.name))
            return &one;
    return nullptr;
}

int noCommand(const QString &name)
{
    rig::ctl::note(QCoreApplication::translate("rigctl", "rigctl: there is no command '%1'.").arg(name));
    rig::ctl::note(help());
    return rig::ctl::badUsage;
}

/// A script must not take half an output for all of it.
int whole(int code)
{
    return rig::ctl::saidEverything() ? code : rig::ctl::failed;
}

int runHelp(const QString &topic)
{
    if (const Subcommand *one = subcommand(topic))
        return one->run({u"--help"_s});
    if (!topic.isEmpty() && topic != "settings"_L1)
        return noCommand(topic);
    rig::ctl::print(topic.isEmpty() ? help() : rig::ctl::settingsHelp());
    return rig::ctl::succeeded;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    rig::storage::keepLibraryWordsEnglish();
    QCoreApplication::setApplicationName(u"rigctl"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(RIG_VERSION));

    const QStringList arguments = QCoreApplication::arguments();
    const QString name = arguments.value(1);
    if (name.isEmpty() || name == "--help"_L1 || name == "-h"_L1) {
        rig::ctl::print(help());
        return name.isEmpty() ? rig::ctl::badUsage : rig::ctl::succeeded;
    }
    if (name == "--version"_L1) {
        rig::ctl::print(u"rigctl "_s + QCoreApplication::applicationVersion());
        return rig::ctl::succeeded;
    }
    if (name == "help"_L1)
        return whole(runHelp(arguments.value(2)));
    const Subcommand *const command = subcommand(name);
    return whole(command ? command->run(arguments.mid(2)) : noCommand(name));
}
