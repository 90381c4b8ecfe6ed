#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/csvcell.h"
#include "ctl/fleetcsv.h"
#include "ctl/lifemodelfile.h"
#include "ctl/outputfile.h"
#include "ctl/terminal.h"

#include <QCoreApplication>
#include <QLocale>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::PredictRul", text);
}

Result<QByteArray> linesOf(const ml::LifeModel &model, const ml::Fleet &fleet)
{
    QByteArray lines = "unit,cycle,rul,low,high\n";
    for (const ml::FleetUnit &unit : fleet.units) {
        const auto estimate = model.estimate(unit);
        if (!estimate)
            return tl::unexpected(estimate.error());
        lines += csvCell(QString::fromStdString(unit.unit)).toUtf8();
        lines += ',' + QByteArray::number(unit.cycles.back(), 'g', QLocale::FloatingPointShortest);
        if (*estimate)
            for (const double number : {(*estimate)->life, (*estimate)->low, (*estimate)->high})
                lines += ',' + QByteArray::number(number, 'g', 10);
        else
            lines += ",,,";
        lines += '\n';
    }
    return lines;
}

Done predict(const CommandLine &line)
{
    const QString out = line.value(u"out"_s);
    const QString folder = line.value(u"model"_s);
    for (const QString &read : {line.value(u"data"_s), lifeModelFile(folder)})
        if (sameFile(read, out))
            return failure(ErrorKind::badConfiguration, tr("The lives would take the place of %1.").arg(read),
                           u"--out"_s);
    const auto model = readLifeModel(folder);
    if (!model)
        return tl::unexpected(model.error());
    const auto fleet = readFleetCsv(line.value(u"data"_s), FleetColumns{model->settings(), model->sensors()});
    if (!fleet)
        return tl::unexpected(fleet.error());
    const auto lines = linesOf(*model, *fleet);
    if (!lines)
        return tl::unexpected(lines.error());
    return OutputFile::open(out).and_then(
        [&](OutputFile file) { return file.write(*lines).and_then([&] { return file.commit(); }); });
}

} // namespace

int runPredictRul(const QStringList &arguments)
{
    CommandLine line(u"predict-rul --model DIR --data FILE.csv --out FILE.csv"_s,
                     tr("Says how many cycles machines have to go by what their rows up to now tell: a line "
                        "per machine, at "
                        "its\n"
                        "last row, with the remaining life and between what it lies for eight of ten."));
    line.value(u"model"_s, u"DIR"_s, tr("The folder of a model that `rigctl train-rul` made."));
    line.value(u"data"_s, u"FILE"_s,
               tr("CSV with the machines, as for train-rul; more columns do not matter."));
    line.value(u"out"_s, u"FILE"_s, tr("CSV with the lives; - is standard output."));
    if (const auto code = line.parse(arguments))
        return *code;
    for (const QString &name : {u"model"_s, u"data"_s, u"out"_s})
        if (line.value(name).isEmpty())
            return complain({ErrorKind::badConfiguration,
                             tr("predict-rul needs --model DIR, --data FILE.csv and --out FILE.csv."),
                             u"--"_s + name});
    const Done done = predict(line);
    return done ? succeeded : complain(done.error());
}

} // namespace rig::ctl
