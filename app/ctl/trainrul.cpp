#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/fleetcsv.h"
#include "ctl/lifemodelfile.h"
#include "ctl/outputfile.h"
#include "ctl/progress.h"
#include "ctl/terminal.h"
#include "domain/shown.h"
#include "ml/modelfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocale>

#include <limits>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::TrainRul", text);
}

constexpr double largestCap = 1e9;

Result<ml::LifeConfig> configOf(const CommandLine &line)
{
    ml::LifeConfig config;
    const auto seed = line.whole(u"seed"_s, 0, std::numeric_limits<std::uint64_t>::max());
    if (!seed)
        return tl::unexpected(seed.error());
    config.seed = *seed;
    bool number = false;
    config.mostLife = line.value(u"cap"_s).toDouble(&number);
    if (!number || !(config.mostLife >= 1 && config.mostLife <= largestCap)) // also what is no number: nan
        return failure(
            ErrorKind::badConfiguration,
            tr("'%1' cannot be --cap: give a number of cycles, at least 1.").arg(line.value(u"cap"_s)),
            u"--cap"_s);
    return config;
}

Done learn(const CommandLine &line, const QString &file)
{
    const auto config = configOf(line);
    if (!config)
        return tl::unexpected(config.error());
    if (sameFile(line.value(u"data"_s), file))
        return failure(ErrorKind::badConfiguration, tr("The model would take the place of %1.").arg(file),
                       u"--model"_s);
    const QString folder = line.value(u"model"_s);
    if (!QDir().mkpath(folder))
        return failure(ErrorKind::badConfiguration, tr("The folder %1 cannot be made.").arg(folder),
                       u"--model"_s);
    const auto fleet = readFleetCsv(line.value(u"data"_s));
    if (!fleet)
        return tl::unexpected(fleet.error());
    Progress progress;
    const auto model = ml::LifeModel::train(*fleet, *config, [&](double share) {
        progress.show(share, tr("learning"));
        return true;
    });
    progress.clear();
    if (!model)
        return tl::unexpected(model.error());
    if (const Done written = ml::writeWhole(file, model->bytes()); !written)
        return written;
    note(tr("Learnt from %1 machines and %2 rows, run in %3 conditions: %4.")
             .arg(fleet->units.size())
             .arg(fleet->rows())
             .arg(model->conditions())
             .arg(file));
    QStringList telling;
    for (const std::string &sensor : model->telling())
        telling += shown(sensor);
    note(tr("Of %1 sensors these move, and say something: %2.")
             .arg(fleet->sensors.size())
             .arg(telling.join(u", "_s)));
    note(tr("On machines that it had not seen it is off by %1 cycles (root of the mean squared error, lives "
            "of "
            "more than %2 taken as that).")
             .arg(model->error(), 0, 'f', 1)
             .arg(QString::number(config->mostLife, 'g', QLocale::FloatingPointShortest)));
    return {};
}

} // namespace

int runTrainRul(const QStringList &arguments)
{
    CommandLine line(
        u"train-rul --data FILE.csv --model DIR [--cap CYCLES] [--seed N] [--force]"_s,
        tr("Learns how long machines of a kind last, from at least 10 that have run until they failed.\n"
           "A row a cycle: the column unit names the machine, cycle its cycle; columns that begin with "
           "setting "
           "say how\n"
           "it was run, all others are sensors. The last row of each machine is its last. A model that is "
           "there\n"
           "already is kept."));
    line.value(u"data"_s, u"FILE"_s, tr("CSV with the machines."));
    line.value(u"model"_s, u"DIR"_s, tr("The folder of the model."));
    line.value(u"cap"_s, u"CYCLES"_s, tr("Whoever has longer to go is as good as new. Without it: 125."),
               u"125"_s);
    line.value(u"seed"_s, u"N"_s, tr("The same one gives the same model. Without it: 1."), u"1"_s);
    line.flag(u"force"_s, tr("Trains also where there is a model, which is replaced."));
    if (const auto code = line.parse(arguments))
        return *code;
    for (const QString &name : {u"data"_s, u"model"_s})
        if (line.value(name).isEmpty())
            return complain({ErrorKind::badConfiguration,
                             tr("train-rul needs --data FILE.csv and --model DIR."), u"--"_s + name});
    const QString file = lifeModelFile(line.value(u"model"_s));
    if (QFileInfo::exists(file) && !QFileInfo(file).isFile())
        return complain({ErrorKind::badConfiguration, tr("%1 is no ordinary file. Move it away.").arg(file),
                         u"--model"_s});
    if (QFileInfo::exists(file) && !line.isSet(u"force"_s)) {
        note(tr("%1 is there already and is kept; --force trains anew.").arg(file));
        return succeeded;
    }
    const Done done = learn(line, file);
    return done ? succeeded : complain(done.error());
}

} // namespace rig::ctl
