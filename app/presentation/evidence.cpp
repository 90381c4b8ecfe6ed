#include "presentation/evidence.h"

#include "domain/shown.h"
#include "presentation/machinesummary.h"
#include "presentation/numbers.h"
#include "presentation/worstsensor.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::Evidence)
};

constexpr std::size_t mostShares = 5;
constexpr std::size_t namedInLists = 2;

const MachineLayout *layoutOf(const Plant &plant, std::int32_t machine)
{
    return plant.machineByNumber(machine);
}

const Sensor *sensorOf(const MachineLayout *layout, const std::string &name)
{
    const int slot = layout ? layout->slotOf(name) : -1;
    return slot < 0 ? nullptr : layout->columns()[static_cast<std::size_t>(slot)].sensor;
}

QString titleOf(const MachineLayout *layout, const std::string &name)
{
    const Sensor *sensor = sensorOf(layout, name);
    return shown(sensor ? sensor->title : name);
}

QString withUnit(const QString &number, const Sensor *sensor)
{
    return sensor && !sensor->unit.empty() ? number + u' ' + shown(sensor->unit) : number;
}

QString dayOf(Instant at)
{
    return dayText(at).section(u' ', 1);
}

QString areaTitle(const Plant &plant, const std::string &id)
{
    const auto &areas = plant.definition().areas;
    const auto area = std::ranges::find(areas, id, &Area::id);
    return shown(area == areas.end() ? id : area->title);
}

/// Of the largest shares, and of all others together.
void addShares(EvidencePicture &picture, const Finding &finding, const MachineLayout *layout,
               const MachineState *machine)
{
    std::vector<double> shares;
    double named = 0;
    for (std::size_t i = 0; i < std::min(mostShares, finding.shares.size()); ++i) {
        const FindingShare &one = finding.shares[i];
        EvidencePicture::Share share{titleOf(layout, one.sensor), Glyph::none, one.share};
        const int slot = layout ? layout->slotOf(one.sensor) : -1;
        if (picture.stands && machine && slot >= 0 && slot < std::ssize(machine->sensors))
            share.glyph = signOf(machine->sensors[static_cast<std::size_t>(slot)], machine->run);
        picture.shares.push_back(share);
        shares.push_back(one.share);
        named += one.share;
    }
    const auto live = layout ? std::ranges::count_if(layout->columns(), &MachineLayout::Column::live) : 0;
    const std::ptrdiff_t others = live - std::ssize(picture.shares);
    if (others > 0 && named < .995 && named > 0) {
        picture.shares.push_back(
            {Words::tr("%1 other sensors").arg(others), Glyph::none, 1 - named, 0, true});
        shares.push_back(1 - named);
    }
    const std::vector<int> percents = percentsOf(shares);
    for (std::size_t i = 0; i < percents.size(); ++i)
        picture.shares[i].percent = percents[i];
}

void addCharts(EvidencePicture &picture, const Finding &finding, const MachineLayout *layout)
{
    for (const SensorEvidence &one : finding.evidence.sensors) {
        const Sensor *sensor = sensorOf(layout, one.sensor);
        const int decimals = sensor ? sensor->decimals : 2;
        picture.charts.push_back({titleOf(layout, one.sensor),
                                  withUnit(fixedNumber(one.peak.actual, decimals), sensor),
                                  Words::tr("%1 ± %2").arg(fixedNumber(one.peak.expected, decimals),
                                                           fixedNumber(2 * one.peak.deviation, decimals)),
                                  decimals, one.course});
    }
    for (const BrokenRelation &one : finding.evidence.relations)
        picture.relations.push_back(
            {titleOf(layout, one.one) + u" ~ "_s + titleOf(layout, one.other), one.usual, one.now});
}

void addSimilar(EvidencePicture &picture, const FindingDetails &details, const Plant &plant)
{
    for (const SimilarFinding &one : details.similar) {
        const MachineLayout *layout = layoutOf(plant, one.stored.finding.machine);
        EvidencePicture::Similar similar{one.stored.id,
                                         fixedNumber(one.similarity, 2),
                                         dayOf(one.stored.finding.started),
                                         layout ? shown(layout->machine().id) : noValueText(),
                                         {},
                                         {}};
        if (one.stored.mark) {
            similar.mark = one.stored.mark->mark;
            similar.words = shown(one.stored.mark->note);
        } else {
            similar.words = Words::tr("not marked");
        }
        picture.similar.push_back(std::move(similar));
    }
}

void addTimes(EvidencePicture &picture, const FindingDetails &details, Instant now)
{
    const Finding &finding = details.stored.finding;
    const QString age = ageText(finding.ended.value_or(now) - finding.started);
    picture.lasting = finding.ended ? Words::tr("Lasted %1").arg(age) : Words::tr("Ongoing %1").arg(age);
    picture.times = Words::tr("peak %1").arg(timeText(finding.peaked));
    picture.since = Words::tr("%1 %2 start").arg(dayOf(finding.started), timeText(finding.started));
    picture.lead =
        details.limitStood ? Words::tr("limits stood before")
        : details.limitCrossed
            ? Words::tr("%1 before the first limit").arg(ageText(*details.limitCrossed - finding.started))
            : Words::tr("no limit crossed");
}

/// Why a sensor was left out, as ml has it in Finding::degraded.
QString reasonText(const QString &reason)
{
    if (reason == "frozen"_L1)
        return Words::tr("sends one value");
    if (reason == "lost"_L1)
        return Words::tr("sends nothing");
    return reason == "in maintenance"_L1 ? Words::tr("in maintenance") : Words::tr("stale or bad");
}

QString modelText(const std::optional<ModelFacts> &model)
{
    if (!model)
        return Words::tr("which is not kept here any more");
    QStringList parts;
    if (model->trained)
        parts.append(Words::tr("trained %1").arg(dayOf(*model->trained)));
    parts.append(Words::tr("on %1 readings").arg(countNumber(static_cast<std::uint64_t>(model->rows))));
    if (model->first)
        parts.append(Words::tr("%1 – %2").arg(dayOf(*model->first), dayOf(*model->last)));
    if (const auto perDay = model->findingsPerDay())
        parts.append(Words::tr("%1 findings a day expected while healthy").arg(fixedNumber(*perDay, 2)));
    return parts.join(u" · "_s);
}

void addDegraded(EvidencePicture &picture, const Finding &finding, const MachineLayout *layout)
{
    if (finding.degraded.empty())
        return;
    QStringList titles;
    for (const QString &one : shown(finding.degraded).split(u", "_s)) {
        const QString name = one.section(u" ("_s, 0, 0);
        const QString reason = one.section(u" ("_s, 1).chopped(one.endsWith(u')') ? 1 : 0);
        const QString title = titleOf(layout, name.toStdString());
        titles.append(reason.isEmpty() ? title : Words::tr("%1 (%2)").arg(title, reasonText(reason)));
    }
    const auto live = layout ? std::ranges::count_if(layout->columns(), &MachineLayout::Column::live) : 0;
    picture.degraded = Words::tr("%1 of %2 sensors left out.").arg(titles.size()).arg(live);
    constexpr qsizetype most = 6;
    const qsizetype more = titles.size() - most;
    QString list = titles.mid(0, most).join(u", "_s);
    if (more > 0)
        list += Words::tr(" and %1 more").arg(more);
    picture.degradedDetail = Words::tr("%1. No value was guessed; the scores rest on the others.").arg(list);
}

} // namespace

std::optional<ModelFacts> modelOf(const StoredModels &models, const std::string &version)
{
    for (const auto *one : {&models.present, &models.previous})
        if (*one && (*one)->version == version)
            return *one;
    return {};
}

EvidencePicture evidencePicture(const FindingDetails &details, const PlantState &state,
                                const std::optional<ModelFacts> &model)
{
    const Finding &finding = details.stored.finding;
    const Plant &plant = *state.plant;
    const MachineLayout *layout = layoutOf(plant, finding.machine);
    const MachineState *machine = machineState(state, finding.machine);
    EvidencePicture picture;
    picture.title = Words::tr("Finding %1").arg(details.stored.id);
    QStringList subtitle{Words::tr("machine %1").arg(layout ? shown(layout->machine().id) : noValueText())};
    if (layout && !layout->machine().area.empty())
        subtitle.append(areaTitle(plant, layout->machine().area));
    subtitle.append(runWord(finding.run));
    picture.subtitle = subtitle.join(u" · "_s);
    if (finding.kind != FindingKind::unusual)
        picture.what = finding.kind == FindingKind::frozen
                           ? Words::tr("%1 goes on sending one value.").arg(titleOf(layout, finding.sensor))
                           : Words::tr("%1 sends nothing.").arg(titleOf(layout, finding.sensor));
    picture.stands = !finding.ended;
    picture.simulated = machine && machine->origin == Origin::simulated;
    picture.score = fixedNumber(finding.score, 2);
    picture.scoreShare = finding.score;
    picture.pValue = Words::tr("p-value %1").arg(pValueText(finding.pValue));
    picture.started = finding.started;
    addTimes(picture, details, state.time);
    picture.parts = {{Words::tr("Isolation forest"), finding.isolationForest},
                     {Words::tr("LSTM autoenc."), finding.autoencoder},
                     {Words::tr("Subspace"), finding.subspace}};
    addShares(picture, finding, layout, machine);
    addCharts(picture, finding, layout);
    addSimilar(picture, details, plant);
    addDegraded(picture, finding, layout);
    picture.model = shown(finding.model);
    picture.modelDetail = modelText(model);
    picture.mark = details.stored.mark;
    return picture;
}

QString findingText(const Finding &finding, const Plant &plant)
{
    const MachineLayout *layout = layoutOf(plant, finding.machine);
    if (finding.kind == FindingKind::frozen)
        return Words::tr("%1: frozen").arg(titleOf(layout, finding.sensor));
    if (finding.kind == FindingKind::lost)
        return Words::tr("%1: lost").arg(titleOf(layout, finding.sensor));
    QStringList titles;
    for (std::size_t i = 0; i < std::min(namedInLists, finding.shares.size()); ++i)
        titles.append(titleOf(layout, finding.shares[i].sensor));
    return titles.join(u", "_s);
}

QString markText(FindingMark mark)
{
    switch (mark) {
    case FindingMark::isTrue:
        return Words::tr("true");
    case FindingMark::isFalse:
        return Words::tr("false");
    case FindingMark::knownWork:
        return Words::tr("known work");
    }
    return {};
}

QString pValueText(double value)
{
    constexpr double plainFrom = 1e-3;
    if (!(value > 0))
        return u"0"_s;
    if (value >= plainFrom)
        return fixedNumber(value, 3);
    // As it is rounded: 9.96 is 10.0, of the next power.
    const int exponent = static_cast<int>(std::floor(std::log10(value * (1 + .005))));
    constexpr QStringView raised = u"⁰¹²³⁴⁵⁶⁷⁸⁹";
    const QString digits = QString::number(-exponent);
    QString power;
    for (const QChar digit : digits)
        power += raised[digit.digitValue()];
    return Words::tr("%1 × 10⁻%2").arg(fixedNumber(value / std::pow(10., exponent), 1), power);
}

std::vector<int> percentsOf(const std::vector<double> &shares)
{
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.) * 100;
    std::vector<int> percents;
    std::vector<std::size_t> order(shares.size());
    int given = 0;
    for (const double share : shares) {
        percents.push_back(static_cast<int>(std::floor(share * 100)));
        given += percents.back();
    }
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater{},
                             [&](std::size_t i) { return shares[i] * 100 - std::floor(shares[i] * 100); });
    const int left = static_cast<int>(std::lround(sum)) - given;
    for (std::size_t i = 0; i < order.size() && static_cast<int>(i) < left; ++i)
        ++percents[order[i]];
    return percents;
}

} // namespace rig::presentation
