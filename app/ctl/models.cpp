#include "composition/core/commanding.h"
#include "ctl/commanddatabase.h"
#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/consoleactor.h"
#include "ctl/terminal.h"
#include "domain/shown.h"
#include "ml/modelfolder.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Models", text);
}

/// To the second; a dash where there is none.
QString timeOf(const std::optional<Instant> &time)
{
    constexpr qsizetype toTheSecond = 19;
    return time ? shown(formatInstant(*time)).left(toTheSecond) + u'Z' : u"-"_s;
}

QString versionOf(const std::optional<ModelFacts> &model)
{
    return model ? shown(model->version) : u"-"_s;
}

QString percent(double share)
{
    return QString::number(share * 100, 'f', 2) + u" %"_s;
}

QString findingsOf(const ModelFacts &model)
{
    const auto perDay = model.findingsPerDay();
    return perDay ? QString::number(*perDay, 'f', 2) : u"-"_s;
}

QStringList partsOf(const ModelFacts &model)
{
    QStringList parts;
    if (model.subspace)
        parts.append(u"subspace"_s);
    if (model.forest)
        parts.append(u"forest"_s);
    if (model.autoencoder)
        parts.append(u"autoencoder"_s);
    return parts;
}

QString namesOf(const std::vector<std::string> &texts)
{
    QStringList names;
    for (const std::string &text : texts)
        names.append(shown(text));
    return names.join(u", "_s);
}

QJsonArray arrayOf(const std::vector<std::string> &texts)
{
    QJsonArray array;
    for (const std::string &text : texts)
        array.append(shown(text));
    return array;
}

QJsonValue jsonOf(const std::optional<Instant> &time)
{
    return time ? QJsonValue(shown(formatInstant(*time))) : QJsonValue();
}

QJsonValue jsonOf(const std::optional<MarkedQuality> &marks)
{
    if (!marks)
        return {};
    return QJsonObject{{u"true"_s, static_cast<qint64>(marks->trueOnes)},
                       {u"true_found"_s, static_cast<qint64>(marks->trueFound)},
                       {u"false"_s, static_cast<qint64>(marks->falseOnes)},
                       {u"false_found"_s, static_cast<qint64>(marks->falseFound)}};
}

QJsonValue jsonOf(const std::optional<ModelFacts> &model)
{
    if (!model)
        return {};
    const auto perDay = model->findingsPerDay();
    return QJsonObject{{u"version"_s, shown(model->version)},
                       {u"trained"_s, jsonOf(model->trained)},
                       {u"first"_s, jsonOf(model->first)},
                       {u"last"_s, jsonOf(model->last)},
                       {u"readings"_s, static_cast<qint64>(model->rows)},
                       {u"sensors"_s, arrayOf(model->sensors)},
                       {u"left_out"_s, arrayOf(model->leftOut)},
                       {u"series"_s, model->series},
                       {u"detectors"_s, QJsonArray::fromStringList(partsOf(*model))},
                       {u"fingerprint"_s, shown(model->fingerprint)},
                       {u"anomalous_share"_s, model->anomalousShare},
                       {u"nominal_share"_s, model->nominalShare},
                       {u"findings_per_row"_s, model->findingsPerRow},
                       {u"findings_per_day"_s, perDay ? QJsonValue(*perDay) : QJsonValue()},
                       {u"marks"_s, jsonOf(model->marks)},
                       {u"marks_before"_s, jsonOf(model->marksBefore)}};
}

QJsonObject jsonOf(const std::string &machine, const StoredModels &stored)
{
    return {{u"machine"_s, shown(machine)},
            {u"present"_s, jsonOf(stored.present)},
            {u"previous"_s, jsonOf(stored.previous)},
            {u"trouble"_s, stored.trouble ? QJsonValue(stored.trouble->sentence) : QJsonValue()}};
}

void printRow(const QStringList &cells)
{
    constexpr int widths[] = {12, 14, 22, 10, 14, 14};
    QString line;
    for (qsizetype i = 0; i < cells.size(); ++i)
        line += cells[i].leftJustified(widths[i]) + u' ';
    print(line.trimmed());
}

int list(const ml::ModelFolders &models, bool json)
{
    if (!json)
        printRow({tr("machine"), tr("version"), tr("trained"), tr("readings"), tr("findings/day"),
                  tr("previous")});
    for (const std::string &machine : models.machines()) {
        const StoredModels stored = models.of(machine);
        if (json) {
            printJson(jsonOf(machine, stored));
            continue;
        }
        const auto &model = stored.present;
        printRow({shown(machine), versionOf(model), timeOf(model ? model->trained : std::nullopt),
                  model ? QString::number(model->rows) : u"-"_s, model ? findingsOf(*model) : u"-"_s,
                  versionOf(stored.previous)});
        if (stored.trouble)
            note(stored.trouble->sentence);
    }
    return succeeded;
}

void describe(const ModelFacts &model)
{
    const auto row = [](const QString &name, const QString &value) { print(name.leftJustified(22) + value); };
    row(tr("version"), shown(model.version));
    row(tr("trained"), timeOf(model.trained));
    row(tr("readings"), model.first
                            ? tr("%1, from %2 to %3")
                                  .arg(QString::number(model.rows), timeOf(model.first), timeOf(model.last))
                            : QString::number(model.rows));
    row(tr("sensors"), QString::number(model.sensors.size()));
    if (!model.leftOut.empty())
        row(tr("left out"), namesOf(model.leftOut));
    row(tr("detectors"), partsOf(model).join(u", "_s));
    row(tr("anomalous readings"),
        tr("%1 of its own; %2 are wanted").arg(percent(model.anomalousShare), percent(model.nominalShare)));
    row(tr("findings expected"),
        model.findingsPerDay() ? tr("%1 a day").arg(findingsOf(model))
                               : tr("%1 a million readings").arg(model.findingsPerRow * 1e6, 0, 'f', 2));
    const auto marks = [&](const QString &name, const MarkedQuality &of) {
        row(name, tr("%1 of %2 marked true, %3 of %4 marked false")
                      .arg(of.trueFound)
                      .arg(of.trueOnes)
                      .arg(of.falseFound)
                      .arg(of.falseOnes));
    };
    if (model.marks)
        marks(tr("marked findings found"), *model.marks);
    if (model.marksBefore)
        marks(tr("by the one before"), *model.marksBefore);
    row(tr("fingerprint"), shown(model.fingerprint));
}

tl::unexpected<Error> noModel(const std::string &machine)
{
    return failure(ErrorKind::notFound,
                   tr("Machine '%1' has no model. Make one with: rigctl train --from-database --machine %1 "
                      "--since 2d")
                       .arg(shown(machine)));
}

int show(const ml::ModelFolders &models, const std::string &machine, bool json)
{
    const StoredModels stored = models.of(machine);
    if (json && (stored.present || stored.trouble))
        printJson(jsonOf(machine, stored));
    if (stored.trouble)
        return complain(*stored.trouble);
    if (!stored.present)
        return complain(noModel(machine).value());
    if (json)
        return succeeded;
    describe(*stored.present);
    print(tr("previous").leftJustified(22) + versionOf(stored.previous));
    return succeeded;
}

int rollBack(const CommandLine &line, ml::ModelFolders &models, const std::string &machine)
{
    const StoredModels stored = models.of(machine);
    if (!stored.previous)
        return complain({ErrorKind::notFound,
                         tr("Machine '%1' has no model before the present one.").arg(shown(machine)),
                         {}});
    const auto database = CommandDatabase::openCurrent(line);
    if (!database)
        return complain(database.error());
    const auto answer = composition::execute(
        **database, consoleActor(),
        UseModel{machine, stored.present ? stored.present->version : std::string(), stored.previous->version},
        &models);
    if (!answer)
        return complain(answer.error());
    print(*answer);
    return succeeded;
}

} // namespace

int runModels(const QStringList &arguments)
{
    CommandLine line(
        u"models list  or  rigctl models show MACHINE  or  rigctl models rollback MACHINE"_s,
        tr("The models by which a node of this data directory judges its machines: what there is, what one "
           "was\n"
           "taught by and what is to be expected of it, and back to the model before. Rolling back again "
           "undoes\n"
           "that. Nodes notice within seconds; it is recorded in the audit."));
    line.flag(u"json"_s, tr("list, show: prints a JSON object a line."));
    line.words({tr("list, show or rollback")}, 1);
    line.choices({u"list"_s, u"show"_s, u"rollback"_s});
    if (const auto code = line.parse(arguments))
        return *code;
    const QString what = line.words().constFirst();
    const QString machine = line.words().value(1);
    if (machine.isEmpty() != (what == "list"_L1))
        return complain({ErrorKind::badConfiguration,
                         machine.isEmpty()
                             ? tr("models %1 needs a machine's id: `rigctl models list` has them.").arg(what)
                             : tr("models list takes no machine: `rigctl models show %1` is about "
                                  "one.")
                                   .arg(machine),
                         {}});
    const auto settings = line.settings();
    if (!settings)
        return complain(settings.error());
    ml::ModelFolders models(ml::ModelFolder::modelsIn(settings->dataDirectory));
    const bool json = line.isSet(u"json"_s);
    if (what == "list"_L1)
        return list(models, json);
    return what == "show"_L1 ? show(models, machine.toStdString(), json)
                             : rollBack(line, models, machine.toStdString());
}

} // namespace rig::ctl
