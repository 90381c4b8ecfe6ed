#include "presentation/overview.h"

#include "presentation/findinglists.h"
#include "presentation/maintenancewords.h"
#include "presentation/numbers.h"
#include "presentation/originmark.h"
#include "presentation/worstsensor.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto nowFor = 3s;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::Overview)
};

bool silent(Status status)
{
    return status == Status::stale || status == Status::bad || status == Status::unknown;
}

/// The live slot whose trace matters where nothing is wrong; -1 where the machine has no sensor.
int usualSlot(const MachineLayout &layout)
{
    const auto &rule = layout.machine().stateRule;
    const int told = rule ? layout.slotOf(rule->sensor) : -1;
    if (told >= 0)
        return told;
    const auto columns = layout.columns();
    const auto first = std::find_if(columns.begin(), columns.end(),
                                    [](const MachineLayout::Column &column) { return column.live; });
    return first == columns.end() ? -1 : static_cast<int>(first - columns.begin());
}

/// Of the newest value that a live sensor ever had.
std::optional<Instant> newestValue(const MachineLayout &layout, const MachineState &machine)
{
    std::optional<Instant> newest;
    for (std::size_t slot = 0; slot < layout.columns().size() && slot < machine.sensors.size(); ++slot)
        if (layout.columns()[slot].live)
            newest = std::max(newest, machine.sensors[slot].recordTime);
    return newest;
}

bool anyFresh(const MachineLayout &layout, const MachineState &machine)
{
    for (std::size_t slot = 0; slot < layout.columns().size() && slot < machine.sensors.size(); ++slot)
        if (layout.columns()[slot].live && !silent(statusOf(signOf(machine.sensors[slot], machine.run))))
            return true;
    return false;
}

/// Seconds that come and go would only make every tile move.
QString agoText(std::chrono::microseconds age)
{
    return age < nowFor ? Words::tr("now") : Words::tr("%1 ago").arg(ageText(age));
}

void nameState(OverviewTile &tile, const MachineLayout &layout, const MachineState &machine, Instant now)
{
    if (machine.maintenance) {
        tile.word = maintenanceWord(*machine.maintenance, now);
        tile.cause = QString::fromStdString(machine.maintenance->reason);
        return;
    }
    if (!machine.recordTime) {
        tile.word = Words::tr("UNKNOWN");
        tile.cause = Words::tr("no reading yet");
        tile.sensor.reset();
        return;
    }
    // Readings may come and say nothing: the machine's newest one does not tell since when there are no data.
    const std::optional<Instant> newest = newestValue(layout, machine);
    if (silent(statusOf(tile.glyph)) && !anyFresh(layout, machine) && (!newest || now - *newest >= nowFor)) {
        tile.word = Words::tr("NO DATA");
        tile.cause = newest ? Words::tr("for %1").arg(ageText(now - *newest)) : Words::tr("no value yet");
        tile.sensor.reset();
        return;
    }
    if (tile.glyph == Glyph::normal)
        return;
    tile.word = stateWord(tile.glyph, machine.run);
    if (urgency(tile.glyph) > urgency(Glyph::unknown) && tile.sensor)
        tile.cause = tile.sensor->title;
}

SensorCard cardOf(const MachineLayout &layout, const MachineState &machine, int slot, Instant now)
{
    const auto at = static_cast<std::size_t>(slot);
    const MachineLayout::Column &column = layout.columns()[at];
    SensorCard card =
        filledCard(blankCard(slot, column), *column.sensor,
                   at < machine.sensors.size() ? machine.sensors[at] : SensorState{}, machine.run, now);
    // The average is of no use here, and would only make tiles differ.
    card.average.clear();
    return card;
}

/// Of a machine of which its limits say nothing.
void nameFinding(OverviewTile &tile, const MachineLayout &layout, const MachineState &machine,
                 const MachineScore &score, Instant now)
{
    tile.finding = true;
    tile.word = Words::tr("FINDING %1").arg(fixedNumber(*score.score, 2));
    const int slot = score.shares.empty() ? -1 : layout.slotOf(score.shares.front().sensor);
    if (slot < 0)
        return;
    tile.sensor = cardOf(layout, machine, slot, now);
    tile.cause = tile.sensor->title;
}

OverviewTile tileOf(const MachineSummary &summary, const MachineLayout &layout, const MachineState &machine,
                    const MachineScore *score, Instant now)
{
    OverviewTile tile;
    tile.machine = summary.number;
    tile.id = summary.id;
    tile.title = summary.title == summary.id ? QString() : summary.title;
    tile.glyph = summary.glyph;
    const int worst = worstSensor(layout, machine).slot;
    if (const int slot = worst >= 0 ? worst : usualSlot(layout); slot >= 0)
        tile.sensor = cardOf(layout, machine, slot, now);
    if (machine.recordTime)
        tile.age = agoText(now - *machine.recordTime);
    if (!summary.origins.empty())
        if (const auto mark = markOf(summary.origins.back())) {
            tile.origin = mark->brief;
            tile.originStatus = mark->status;
        }
    nameState(tile, layout, machine, now);
    if (tile.word.isEmpty() && score && isFinding(*score))
        nameFinding(tile, layout, machine, *score, now);
    return tile;
}

} // namespace

bool OverviewTile::sameButValue(const OverviewTile &other) const
{
    if (sensor.has_value() != other.sensor.has_value())
        return false;
    OverviewTile moved = *this;
    moved.age = other.age;
    if (sensor && sensor->sameButValue(*other.sensor))
        moved.sensor = other.sensor;
    return moved == other;
}

QString OverviewTile::spoken() const
{
    QStringList parts{title.isEmpty() ? id : u"%1 %2"_s.arg(id, title),
                      word.isEmpty() ? Words::tr("normal") : word.toLower()};
    if (sensor)
        parts << sensor->spoken();
    else if (!cause.isEmpty())
        parts << cause;
    if (sensor && !age.isEmpty())
        parts << Words::tr("newest reading %1").arg(age);
    return parts.join(u", "_s);
}

Glyph OverviewArea::worst() const
{
    Glyph worst = Glyph::normal;
    for (const OverviewTile &tile : tiles)
        if (urgency(tile.glyph) > urgency(worst))
            worst = tile.glyph;
    return worst;
}

std::vector<OverviewArea> overviewOf(const PlantState &state, const std::vector<MachineSummary> &machines,
                                     const FindingsView *findings)
{
    std::vector<OverviewArea> areas;
    const std::vector<Area> &known = state.plant->definition().areas;
    for (const Area &area : known)
        areas.push_back({QString::fromStdString(area.title), {}});
    areas.push_back({Words::tr("No area"), {}});
    const MachineState nothing;
    for (const MachineSummary &summary : machines) {
        const MachineLayout &layout = *state.plant->machineByNumber(summary.number);
        const auto area = std::find_if(known.begin(), known.end(), [&layout](const Area &candidate) {
            return candidate.id == layout.machine().area;
        });
        const MachineState *machine = machineState(state, summary.number);
        areas[static_cast<std::size_t>(area - known.begin())].tiles.push_back(
            tileOf(summary, layout, machine ? *machine : nothing,
                   presentScore(findings, summary.number, state), state.time));
    }
    std::erase_if(areas, [](const OverviewArea &area) { return area.tiles.empty(); });
    if (known.empty() && !areas.empty())
        areas.front().title.clear();
    return areas;
}

OverviewCounts countsOf(const std::vector<OverviewTile> &tiles)
{
    OverviewCounts counts;
    for (const OverviewTile &tile : tiles) {
        const Status status = statusOf(tile.glyph);
        const bool rests = tile.glyph == Glyph::stopped || tile.glyph == Glyph::maintenance;
        ++(status == Status::alarm     ? counts.alarm
           : status == Status::warning ? counts.warning
           : silent(status)            ? counts.noData
           : rests                     ? counts.resting
           : tile.finding              ? counts.finding
                                       : counts.normal);
    }
    return counts;
}

} // namespace rig::presentation
