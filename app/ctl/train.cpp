#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/csvtable.h"
#include "ctl/modelfolder.h"
#include "ctl/terminal.h"
#include "domain/shown.h"

#include <QCoreApplication>

#include <algorithm>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Train", text);
}

Result<ml::TrainingConfig> configOf(const CommandLine &line)
{
    ml::TrainingConfig config;
    config.series = !line.isSet(u"independent"_s);
    bool whole = true;
    config.forest.seed = line.value(u"seed"_s).toULongLong(&whole);
    if (!whole)
        return failure(ErrorKind::badConfiguration,
                       tr("'%1' is no seed: give a whole number of 0 or more.").arg(line.value(u"seed"_s)),
                       u"--seed"_s);
    if (!line.isSet(u"only"_s))
        return config;
    const QString only = line.value(u"only"_s);
    config.parts = {only == "forest"_L1, only == "subspace"_L1};
    if (!config.parts.forest && !config.parts.subspace)
        return failure(ErrorKind::badConfiguration,
                       tr("'%1' is no detector of this version: say forest or subspace.").arg(only),
                       u"--only"_s);
    return config;
}

int train(const CommandLine &line)
{
    for (const QString &name : {u"data"_s, u"model"_s})
        if (line.value(name).isEmpty())
            return complain({ErrorKind::badConfiguration, tr("train needs --data FILE.csv and --model DIR."),
                             u"--"_s + name});
    const ModelFolder folder(line.value(u"model"_s));
    if (folder.holdsModel() && !line.isSet(u"force"_s)) {
        print(tr("%1 is there already and is kept. --force trains anew and keeps it as the previous one.")
                  .arg(folder.file()));
        return succeeded;
    }
    const auto config = configOf(line);
    if (!config)
        return complain(config.error());
    const auto read = readCsvTable(line.value(u"data"_s));
    if (!read)
        return complain(read.error());
    const auto model = ml::MachineModel::train(read->table, *config);
    if (!model)
        return complain({model.error().kind, line.value(u"data"_s) + u": "_s + model.error().sentence, {}});
    if (Done written = folder.write(*model); !written)
        return complain(written.error());
    print(tr("Learnt from %1 readings of %2 sensors: %3.")
              .arg(read->table.rows())
              .arg(model->sensors().size())
              .arg(folder.file()));
    for (const std::string &sensor : read->table.sensors)
        if (std::ranges::find(model->sensors(), sensor) == model->sensors().end())
            note(tr("'%1' is left out: fewer than one in ten of its readings have a value.")
                     .arg(shown(sensor)));
    if (read->table.rows() < ml::TrainingConfig::recommendedRows)
        note(tr("%1 readings or more are recommended: with fewer the thresholds are wide.")
                 .arg(ml::TrainingConfig::recommendedRows));
    return succeeded;
}

} // namespace

int runTrain(const QStringList &arguments)
{
    CommandLine line(
        u"train --data FILE.csv --model DIR [--only forest|subspace] [--independent] [--force]"_s,
        tr("Learns from readings of a healthy machine, at least 100 and better 500 or more, what it is "
           "like.\n"
           "Each column is a sensor, but for timestamp and label; an empty cell is a missing value. A "
           "model that is\n"
           "there already is kept."));
    line.value(u"data"_s, u"FILE"_s, tr("CSV with the readings, the oldest first."));
    line.value(u"model"_s, u"DIR"_s, tr("The folder of the model."));
    line.value(u"only"_s, u"DETECTOR"_s, tr("One detector alone: forest or subspace."));
    line.value(u"seed"_s, u"N"_s, tr("The same one gives the same model. Without it: 1."), u"1"_s);
    line.flag(u"independent"_s, tr("The rows are no series: nothing is smoothed, nothing foretold."));
    line.flag(u"force"_s, tr("Trains also where there is a model, which becomes the previous one."));
    if (const auto code = line.parse(arguments))
        return *code;
    return train(line);
}

} // namespace rig::ctl
