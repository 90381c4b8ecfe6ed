#include "presentation/plate.h"

#include "domain/plant.h"
#include "presentation/machinesummary.h"
#include "presentation/numbers.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array<std::string_view, 3> shown{"rpm", "temperature", "vibration"};

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::Plate)
};

QString wordOf(Glyph glyph, RunState run)
{
    switch (statusOf(glyph)) {
    case Status::alarm:
        return Words::tr("ALARM");
    case Status::warning:
        return Words::tr("WARNING");
    case Status::stale:
        return Words::tr("STALE");
    case Status::bad:
        return Words::tr("BAD");
    case Status::unknown:
        return Words::tr("UNKNOWN");
    default:
        return runWord(run).toUpper();
    }
}

/// "Vibration" in the middle of a line reads "vibration"; "CO₂ level" stays.
QString inLine(QString title)
{
    if (title.size() > 1 && title[1].isLower())
        title[0] = title[0].toLower();
    return title;
}

struct Worst
{
    Glyph glyph = Glyph::normal;
    QString cause;
};

Worst worstOf(const MachineLayout &layout, const MachineState &machine, Instant now)
{
    Worst worst;
    for (std::size_t slot = 0; slot < layout.columns().size() && slot < machine.sensors.size(); ++slot) {
        const SensorState &sensor = machine.sensors[slot];
        const Glyph glyph = signOf(sensor, machine.run);
        if (!layout.columns()[slot].live || glyph == Glyph::unknown || urgency(glyph) <= urgency(worst.glyph))
            continue;
        worst = {glyph, inLine(QString::fromStdString(layout.columns()[slot].sensor->title))};
        if (statusOf(glyph) == Status::stale || statusOf(glyph) == Status::bad)
            worst.cause += u' ' + ageText(now - *sensor.recordTime);
    }
    return worst;
}

Plate::Value valueOf(const Sensor &sensor, const SensorState &state)
{
    const bool usable = state.recordTime && state.quality != Quality::bad;
    const bool fresh = usable && state.reason != QualityReason::stale;
    return {usable ? fixedNumber(state.value, sensor.decimals) : noValueText(),
            QString::fromStdString(sensor.unit), fresh};
}

} // namespace

Plate plateOf(const PlantState &state, std::int32_t number)
{
    const MachineLayout *layout = state.plant->machineByNumber(number);
    const auto machine =
        std::find_if(state.machines.begin(), state.machines.end(),
                     [&](const MachineState &candidate) { return candidate.machine == number; });
    if (!layout || machine == state.machines.end() || !machine->recordTime)
        return {Glyph::unknown, Words::tr("UNKNOWN"), Words::tr("no reading yet"), {}};
    const Worst worst = worstOf(*layout, *machine, state.time);
    const bool abnormal = urgency(worst.glyph) > 0;
    Plate plate{abnormal ? worst.glyph : glyphOf(machine->run), {}, worst.cause, {}};
    plate.word = wordOf(plate.glyph, machine->run);
    for (const std::string_view name : shown)
        if (const int slot = layout->slotOf(name); slot >= 0) {
            const auto at = static_cast<std::size_t>(slot);
            plate.values.push_back(valueOf(*layout->columns()[at].sensor, at < machine->sensors.size()
                                                                              ? machine->sensors[at]
                                                                              : SensorState{}));
        }
    return plate;
}

} // namespace rig::presentation
