#include "presentation/modeltable.h"

#include "domain/shown.h"
#include "presentation/numbers.h"

#include <QCoreApplication>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::ModelTable)
};

/// "2.0 d", "8.0 h", "12 min": how long a model was taught.
QString lengthText(const ModelFacts &model)
{
    using Hours = std::chrono::duration<double, std::ratio<3600>>;
    if (!model.first)
        return u"–"_s;
    const double hours = Hours(*model.last - *model.first).count();
    if (hours >= 47.5)
        return Words::tr("%1 d").arg(fixedNumber(hours / 24, 1));
    return hours >= 1.95 ? Words::tr("%1 h").arg(fixedNumber(hours, 1))
                         : Words::tr("%1 min").arg(fixedNumber(hours * 60, 0));
}

/// Two figures that tell: "0.25", "3.1", "144".
QString rateText(double rate)
{
    return rate > 0 && rate < .005 ? u"< 0.01"_s : fixedNumber(rate, rate < 1 ? 2 : rate < 10 ? 1 : 0);
}

QString findingsText(const ModelFacts &model)
{
    const auto perDay = model.findingsPerDay();
    return perDay ? rateText(*perDay) : u"–"_s;
}

QString percentText(double share)
{
    return Words::tr("%1 %").arg(fixedNumber(share * 100, 2));
}

QString partsText(const ModelFacts &model)
{
    QStringList parts;
    if (model.subspace)
        parts.append(Words::tr("subspace"));
    if (model.forest)
        parts.append(Words::tr("forest"));
    if (model.autoencoder)
        parts.append(Words::tr("autoencoder"));
    return parts.join(u", "_s);
}

QString namesOf(const std::vector<std::string> &names)
{
    QStringList texts;
    for (const std::string &name : names)
        texts.append(shown(name));
    return texts.join(u", "_s);
}

std::optional<double> numberOf(const std::optional<Instant> &instant)
{
    return instant ? std::optional(static_cast<double>(instant->time_since_epoch().count())) : std::nullopt;
}

QString trainedText(const ModelFacts &model)
{
    return model.trained ? momentText(*model.trained) + u" UTC"_s : u"–"_s;
}

QString readingsText(const ModelFacts &model)
{
    return countNumber(static_cast<std::uint64_t>(model.rows));
}

Fact expectedFindings(const ModelFacts &model)
{
    return {Words::tr("Findings expected, while healthy"),
            model.findingsPerDay() ? Words::tr("%1 a day").arg(findingsText(model)) : u"–"_s};
}

void addMarks(std::vector<Fact> &facts, const std::optional<MarkedQuality> &marks)
{
    if (!marks)
        return;
    facts.push_back(
        {Words::tr("Marked true"), Words::tr("finds %1 of %2").arg(marks->trueFound).arg(marks->trueOnes)});
    facts.push_back({Words::tr("Marked false"),
                     Words::tr("finds %1 of %2").arg(marks->falseFound).arg(marks->falseOnes)});
}

/// Of how long it was taught, for sorting.
std::optional<double> lengthOf(const ModelFacts &model)
{
    if (!model.first)
        return {};
    return std::chrono::duration<double>(*model.last - *model.first).count();
}

TableCell nothing()
{
    return {u"–"_s};
}

} // namespace

std::vector<TableColumn> modelColumns()
{
    return {
        {Words::tr("Machine"), 120, CellStyle::strong}, {Words::tr("Model"), 104, CellStyle::key},
        {Words::tr("Trained"), 132, CellStyle::body},   {Words::tr("Taught by"), 84, CellStyle::number},
        {Words::tr("Readings"), 88, CellStyle::number}, {Words::tr("Findings/day"), 124, CellStyle::number},
        {Words::tr("Before"), 100, CellStyle::key},     {Words::tr("State"), 152, CellStyle::quiet}};
}

TableRow modelRow(const Machine &machine, const StoredModels &models, const QString &state)
{
    const QString id = shown(machine.id);
    TableRow row{machine.id, false, {{machine.title.empty() ? id : id + u' ' + shown(machine.title)}}};
    if (const auto &model = models.present) {
        row.cells.push_back({shown(model->version)});
        row.cells.push_back(
            {model->trained ? momentText(*model->trained) : u"–"_s, {}, numberOf(model->trained)});
        row.cells.push_back({lengthText(*model), {}, lengthOf(*model)});
        row.cells.push_back({readingsText(*model), {}, static_cast<double>(model->rows)});
        row.cells.push_back({findingsText(*model), {}, model->findingsPerDay()});
    } else {
        row.cells.insert(row.cells.end(), 5, nothing());
    }
    row.cells.push_back(models.previous ? TableCell{shown(models.previous->version)} : nothing());
    row.cells.push_back({state});
    return row;
}

std::vector<Fact> factsOf(const ModelFacts &model)
{
    std::vector<Fact> facts{{Words::tr("Version"), shown(model.version)},
                            {Words::tr("Trained"), trainedText(model)}};
    if (model.first) {
        facts.push_back({Words::tr("First reading"), momentText(*model.first) + u" UTC"_s});
        facts.push_back({Words::tr("Last reading"), momentText(*model.last) + u" UTC"_s});
    }
    facts.push_back({Words::tr("Readings"), readingsText(model)});
    if (model.briefly())
        facts.push_back(
            {Words::tr("Of the machine it knows"),
             Words::tr("%1: findings come late until it has learnt a day or more").arg(lengthText(model))});
    facts.push_back({Words::tr("Sensors"), QString::number(model.sensors.size())});
    if (!model.leftOut.empty())
        facts.push_back({Words::tr("Left out"), namesOf(model.leftOut)});
    facts.push_back({Words::tr("Detectors"), partsText(model)});
    facts.push_back({Words::tr("Anomalous of its own readings"),
                     Words::tr("%1 (%2 wanted)")
                         .arg(percentText(model.anomalousShare), percentText(model.nominalShare))});
    facts.push_back(expectedFindings(model));
    addMarks(facts, model.marks);
    return facts;
}

std::vector<Fact> factsBefore(const ModelFacts &previous, const std::optional<ModelFacts> &present)
{
    std::vector<Fact> facts{
        {Words::tr("Version"), shown(previous.version)},
        {Words::tr("Trained"), trainedText(previous)},
        {Words::tr("Readings"), Words::tr("%1 in %2").arg(readingsText(previous), lengthText(previous))},
        expectedFindings(previous)};
    // After a roll-back the one before is the newer one, and says itself how it does.
    const bool compared = present && present->marksBefore && present->trained > previous.trained;
    addMarks(facts, compared ? present->marksBefore : previous.marks);
    return facts;
}

} // namespace rig::presentation
