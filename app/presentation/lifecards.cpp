#include "presentation/lifecards.h"

#include "domain/health.h"
#include "domain/shown.h"
#include "presentation/lifewords.h"
#include "presentation/numbers.h"
#include "presentation/sensorcard.h"
#include "presentation/worstsensor.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::LifeCards)
};

constexpr auto longInHours = 48h; ///< what was seen for longer is counted in days

/// How many sensors of the category are in each state.
struct Counts
{
    int degrading = 0;
    int stable = 0;
    int unknown = 0;

    int all() const { return degrading + stable + unknown; }
};

bool hasSensors(const MachineLayout &layout, Category category)
{
    return std::ranges::any_of(layout.columns(), [category](const MachineLayout::Column &column) {
        return column.live && column.sensor->category == category;
    });
}

bool belongs(const LifeEstimate &estimate, const MachineLayout &layout, std::optional<Category> category)
{
    if (!category)
        return true;
    const int slot = layout.slotOf(estimate.sensor);
    return slot >= 0 && layout.columns()[static_cast<std::size_t>(slot)].sensor->category == *category;
}

Counts countsOf(const Outlook &outlook, const MachineLayout &layout, std::optional<Category> category)
{
    Counts counts;
    for (const LifeEstimate &estimate : outlook.lives)
        if (belongs(estimate, layout, category))
            ++(estimate.state == LifeState::degrading ? counts.degrading
               : estimate.state == LifeState::stable  ? counts.stable
                                                      : counts.unknown);
    return counts;
}

QString spanText(Instant::duration span)
{
    const auto hours = std::chrono::floor<std::chrono::hours>(span);
    if (hours >= longInHours)
        return Words::tr("%1 days").arg(hours.count() / 24);
    return hours < 1h ? Words::tr("%1 min").arg(std::chrono::floor<std::chrono::minutes>(span).count())
                      : Words::tr("%1 hours").arg(hours.count());
}

const Sensor *sensorOf(const LifeEstimate &estimate, const MachineLayout &layout)
{
    const int slot = layout.slotOf(estimate.sensor);
    return slot < 0 ? nullptr : layout.columns()[static_cast<std::size_t>(slot)].sensor;
}

/// "Vibration gets to 7.25 mm/s in 9 HRS. …"
QString howItDegrades(const LifeEstimate &estimate, const MachineLayout &layout)
{
    QString what = Words::tr("The machine's health gets to 50 %");
    if (const Sensor *sensor = sensorOf(estimate, layout)) {
        const QString unit = sensor->unit.empty() ? QString() : u' ' + shown(sensor->unit);
        const QString pace =
            std::isfinite(estimate.perHour)
                ? Words::tr(" It moves by %1%2 an hour").arg(plainNumber(estimate.perHour), unit) +
                      (estimate.shape == TrendShape::exponential ? Words::tr(", ever faster.")
                                                                 : Words::tr(", evenly."))
                : QString();
        what = Words::tr("%1 gets to its limit %2%3")
                   .arg(shown(sensor->title), plainNumber(estimate.limit), unit);
        return Words::tr("%1 first of its category.").arg(what) + pace;
    }
    return what + u'.';
}

QString howToReadIt(const RemainingLife &life)
{
    return Words::tr(
               "One chance in ten that it goes on for less than %1 h (P10), one in two for less than %2 h "
               "(P50), nine in ten for less than %3 h (P90).")
        .arg(fixedNumber(life.p10, life.p10 < 10 ? 1 : 0), fixedNumber(life.p50, life.p50 < 10 ? 1 : 0),
             fixedNumber(life.p90, life.p90 < 10 ? 1 : 0));
}

QString howOfTheOthers(const Counts &counts)
{
    return Words::tr("Of %1 sensors with limits %2 move towards one, %3 do not, of %4 there is not enough "
                     "data.")
        .arg(counts.all())
        .arg(counts.degrading)
        .arg(counts.stable)
        .arg(counts.unknown);
}

LifeTold unknown(const QString &band, const QString &how)
{
    return {Words::tr("NOT KNOWN"), Status::unknown, band, band, how, {}};
}

LifeTold stable(const LifeEstimate &estimate, const Outlook &outlook)
{
    const QString since = estimate.since
                              ? Words::tr("no trend in %1").arg(spanText(outlook.at - *estimate.since))
                              : Words::tr("no trend");
    return {Words::tr("STABLE"),
            Status::normal,
            since,
            since,
            estimate.since ? Words::tr("Nothing moves towards a limit, as far back as %1 UTC.")
                                 .arg(momentText(*estimate.since))
                           : Words::tr("Nothing moves towards a limit."),
            {}};
}

LifeTold degrading(const LifeEstimate &estimate, const MachineLayout &layout)
{
    const LifeWords words = lifeWords(*estimate.life);
    const QString from =
        estimate.since
            ? Words::tr(" Estimated from what was stored since %1 UTC.").arg(momentText(*estimate.since))
            : QString();
    return {words.number + u' ' + words.unit,
            words.status,
            quantilesText(*estimate.life),
            words.band,
            howItDegrades(estimate, layout) + u'\n' + howToReadIt(*estimate.life) + from,
            estimate.life};
}

} // namespace

LifeTold lifeTold(const MachineLayout &layout, const MachineState &machine, Instant now,
                  std::optional<Category> category)
{
    if (category && !hasSensors(layout, *category))
        return unknown(Words::tr("no sensors"), Words::tr("The machine has no sensor of this category."));
    const Outlook *outlook = machine.outlook.get();
    if (!outlook)
        return unknown(
            Words::tr("not told yet"),
            Words::tr("Remaining life is estimated each minute from stored readings; for this machine "
                      "nobody has done so yet."));
    const LifeEstimate *estimate = soonest(*outlook, layout, category);
    if (!estimate)
        return unknown(Words::tr("no limits"), Words::tr("No sensor here has a limit that it could get to."));
    LifeTold told =
        unknown(Words::tr("not enough data"),
                Words::tr("Too little was seen while the machine ran to tell a trend from chance."));
    if (estimate->state == LifeState::degrading && estimate->life)
        told = degrading(*estimate, layout);
    else if (estimate->state == LifeState::stable)
        told = stable(*estimate, *outlook);
    const auto age = now - outlook->at;
    if (age >= outlookHolds)
        return unknown(Words::tr("last told %1 ago").arg(ageText(age)),
                       Words::tr("%1 ago it read %2 (%3). It holds for 10 min, and nothing newer was told.")
                           .arg(ageText(age), told.words, told.band));
    told.how += u'\n' + howOfTheOthers(countsOf(*outlook, layout, category)) +
                Words::tr(" As of %1 UTC.").arg(momentText(outlook->at));
    return told;
}

namespace {

/// The machine's health as a whole, where it falls.
std::optional<LifeRow> wholeMachine(const QString &id, const MachineLayout &layout,
                                    const MachineState &machine, Instant now)
{
    if (!machine.outlook)
        return {};
    MachineState only = machine;
    auto outlook = *machine.outlook;
    std::erase_if(outlook.lives, [](const LifeEstimate &one) { return !one.sensor.empty(); });
    only.outlook = std::make_shared<const Outlook>(std::move(outlook));
    LifeTold told = lifeTold(layout, only, now, {});
    return told.life ? std::optional(LifeRow{Words::tr("%1 as a whole").arg(id), std::move(told)})
                     : std::nullopt;
}

} // namespace

std::vector<LifeRow> lifeRows(const PlantState &state, std::int32_t chosen)
{
    std::vector<LifeRow> rows;
    std::vector<LifeRow> others;
    for (const MachineState &machine : state.machines) {
        const MachineLayout *layout = state.plant->machineByNumber(machine.machine);
        if (!layout || layout->machine().retired)
            continue;
        const QString id = shown(layout->machine().id);
        if (machine.machine != chosen) {
            others.push_back({Words::tr("%1 worst").arg(id), lifeTold(*layout, machine, state.time, {})});
            continue;
        }
        for (std::size_t i = 0; i < categoryCount; ++i)
            if (const auto category = static_cast<Category>(i); hasSensors(*layout, category))
                rows.push_back(
                    {id + u' ' + categoryTitle(category), lifeTold(*layout, machine, state.time, category)});
        if (auto whole = wholeMachine(id, *layout, machine, state.time))
            rows.push_back(std::move(*whole));
    }
    std::ranges::stable_sort(others, {}, [](const LifeRow &row) {
        return row.told.life ? row.told.life->p50 : std::numeric_limits<double>::infinity();
    });
    rows.insert(rows.end(), others.begin(), others.end());
    return rows;
}

} // namespace rig::presentation
