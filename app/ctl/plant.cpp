#include "composition/core/commanding.h"
#include "composition/core/demoplant.h"
#include "ctl/commanddatabase.h"
#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/consoleactor.h"
#include "ctl/outputfile.h"
#include "ctl/plantitems.h"
#include "ctl/terminal.h"
#include "domain/plantfile.h"
#include "storage/planttables.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Plant", text);
}

tl::unexpected<Error> badFile(const QString &sentence, const QString &name)
{
    return failure(ErrorKind::badConfiguration, sentence, name);
}

Result<PlantDefinition> readFile(const QString &name)
{
    if (name == "demo"_L1)
        return composition::demoPlant();
    if (const QFileInfo info(name); info.exists() && !info.isFile())
        return badFile(tr("Plant file %1 is no ordinary file.").arg(name), name);
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return badFile(tr("Plant file %1 cannot be read: %2.").arg(name, file.errorString()), name);
    auto plant = readPlantFile(file.readAll());
    if (!plant)
        return badFile(tr("Plant file %1: %2").arg(name, plant.error().sentence), name);
    return plant;
}

/// How many there are that are in use.
template <class Item> int inUse(const std::vector<Item> &items)
{
    return static_cast<int>(
        std::count_if(items.begin(), items.end(), [](const Item &item) { return !item.retired; }));
}

int importPlant(const CommandLine &line, const composition::Database &database)
{
    auto file = readFile(line.words().at(1));
    if (!file)
        return complain(file.error());
    if (Done ready = composition::migrateIfEmpty(database); !ready)
        return complain(ready.error());
    const auto absent = line.isSet(u"retire-absent"_s) ? Absent::retire : Absent::stay;
    const auto answer = composition::execute(database, consoleActor(), ImportPlant{std::move(*file), absent});
    if (!answer)
        return complain(answer.error());
    if (!line.isSet(u"json"_s)) {
        print(*answer);
        return succeeded;
    }
    const auto plant = storage::PlantTables(database.app, {}).load();
    if (!plant)
        return complain(plant.error());
    printJson({{u"revision"_s, static_cast<qint64>((*plant)->revision())},
               {u"machines"_s, inUse((*plant)->definition().machines)},
               {u"sensors"_s, inUse((*plant)->definition().sensors)}});
    return succeeded;
}

int exportPlant(const CommandLine &line, const composition::Database &database)
{
    storage::PlantTables tables(database.app, {});
    const auto plant = tables.load();
    if (!plant)
        return complain(plant.error());
    const QByteArray text = writePlantFile((*plant)->definition());
    const Done written = OutputFile::open(line.words().at(1)).and_then([&](OutputFile file) {
        file.device().write(text);
        return file.commit();
    });
    return written ? succeeded : complain(written.error());
}

/// What has a command line of its own.
constexpr struct
{
    QLatin1StringView name;
    int (*run)(const QStringList &arguments);
} items[] = {{"sensor"_L1, runPlantSensor},
             {"machine"_L1, runPlantMachine},
             {"area"_L1, runPlantArea},
             {"limits"_L1, runPlantLimits},
             {"unknown"_L1, runPlantUnknown}};

} // namespace

int runPlant(const QStringList &arguments)
{
    for (const auto &item : items)
        if (arguments.value(0) == item.name)
            return item.run(arguments.mid(1));
    CommandLine line(
        u"plant import FILE|demo  or  rigctl plant export FILE|-"_s,
        tr("Brings a plant file into the database, or writes the database's plant to a file.\n\n"
           "Import creates and changes what the file names and can be repeated. Readers take the change\n"
           "over while they run, without losing a reading. `demo` is the built-in plant with machines\n"
           "A, B and C. The file's format is described in resources/plants/README.md.\n\n"
           "`rigctl plant sensor|machine|area|limits NAME` change single things, and `rigctl plant unknown` "
           "lists\n"
           "names that no sensor has; each has its own --help.\n\n"
           "Every import is recorded in the audit, with who gave it (the login name) and what it changed.\n\n"
           "Without a configured database: the private one of a running rig-alpha, else the private one of\n"
           "this installation, started for this run."));
    line.flag(u"retire-absent"_s,
              tr("Retires machines and sensors that the file does not name. What they stored "
                 "stays readable."));
    line.flag(u"json"_s, tr("Prints the result as JSON."));
    line.words({tr("import or export"), tr("a file")});
    line.choices({u"import"_s, u"export"_s, u"sensor"_s, u"machine"_s, u"area"_s, u"limits"_s, u"unknown"_s});
    if (const auto code = line.parse(arguments))
        return *code;
    const auto database = CommandDatabase::openCurrent(line);
    if (!database)
        return complain(database.error());
    return line.words().constFirst() == "import"_L1 ? importPlant(line, **database)
                                                    : exportPlant(line, **database);
}

} // namespace rig::ctl
