#include "presentation/plate.h"

#include "domain/plant.h"
#include "domain/rigsensors.h"
#include "presentation/findinglists.h"
#include "presentation/machinesummary.h"
#include "presentation/maintenancewords.h"
#include "presentation/numbers.h"
#include "presentation/originmark.h"
#include "presentation/sensorcard.h"
#include "presentation/worstsensor.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::Plate)
};

/// "Vibration" in the middle of a line reads "vibration"; "CO₂ level" stays.
QString inLine(QString title)
{
    if (title.size() > 1 && title[1].isLower())
        title[0] = title[0].toLower();
    return title;
}

QString causeOf(const MachineLayout &layout, const MachineState &machine, const WorstSensor &worst,
                Instant now)
{
    if (worst.slot < 0)
        return {};
    const auto slot = static_cast<std::size_t>(worst.slot);
    const QString title = inLine(QString::fromStdString(layout.columns()[slot].sensor->title));
    const Status status = statusOf(worst.glyph);
    if (status != Status::stale && status != Status::bad)
        return title;
    return title + u' ' + ageText(now - *machine.sensors[slot].recordTime);
}

QString expectedOf(const Sensor &sensor, const MachineScore *score)
{
    if (!score)
        return {};
    const auto found = std::ranges::find(score->expected, sensor.name, &ExpectedValue::sensor);
    return found == score->expected.end() ? QString() : fixedNumber(found->expected, sensor.decimals);
}

QString flawOf(const SensorState &state, Instant now)
{
    if (!state.recordTime)
        return {};
    if (state.quality == Quality::bad)
        return Words::tr("BAD %1").arg(ageText(now - *state.recordTime));
    return state.reason == QualityReason::stale ? Words::tr("STALE %1").arg(ageText(now - *state.recordTime))
                                                : flawWord(state.reason);
}

Plate::Value valueOf(const Sensor &sensor, const SensorState &state, const MachineScore *score, Instant now)
{
    const bool usable = state.recordTime && state.quality != Quality::bad;
    const bool fresh = usable && state.reason == QualityReason::none;
    return {QString::fromStdString(sensor.title),
            usable ? fixedNumber(state.value, sensor.decimals) : noValueText(),
            QString::fromStdString(sensor.unit),
            fresh,
            expectedOf(sensor, score),
            flawOf(state, now)};
}

} // namespace

Plate plateOf(const PlantState &state, std::int32_t number)
{
    const MachineLayout *layout = state.plant->machineByNumber(number);
    const MachineState *machine = machineState(state, number);
    Plate plate;
    plate.score = noValueText();
    if (layout)
        plate.name = QString::fromStdString(layout->machine().title);
    if (!layout || !machine || !(machine->recordTime || machine->maintenance)) {
        plate.word = Words::tr("UNKNOWN");
        plate.cause = Words::tr("no reading yet");
        return plate;
    }
    const WorstSensor worst = worstSensor(*layout, *machine);
    const bool abnormal = urgency(worst.glyph) > 0;
    plate.glyph = abnormal                            ? worst.glyph
                  : machine->run == RunState::running ? Glyph::normal
                                                      : glyphOf(machine->run);
    plate.cause = causeOf(*layout, *machine, worst, state.time);
    plate.word = stateWord(plate.glyph, machine->run);
    if (machine->maintenance) {
        plate.word = maintenanceWord(*machine->maintenance, state.time);
        plate.cause = QString::fromStdString(machine->maintenance->reason);
    }
    if (const auto mark = markOf(machine->origin)) {
        plate.mark = mark->brief;
        plate.markStatus = mark->status;
    }
    const MachineScore *score = presentScore(nullptr, number, state);
    if (score) {
        plate.score = fixedNumber(*score->score, 2);
        plate.found = isFinding(*score);
        if (plate.found && !abnormal && !machine->maintenance) {
            // A machine that stands still says that first.
            if (machine->run == RunState::stopped) {
                plate.cause = Words::tr("finding");
            } else {
                plate.glyph = Glyph::warningHigh;
                plate.word = Words::tr("FINDING");
            }
        }
    }
    if (const LifeEstimate *estimate = machine->outlook ? soonest(*machine->outlook, *layout) : nullptr;
        estimate && estimate->life && state.time - machine->outlook->at < outlookHolds) {
        plate.life = estimate->life;
        plate.lifeWords = lifeWords(*estimate->life);
    }
    for (const std::string_view name : rigSensors)
        if (const int slot = layout->slotOf(name); slot >= 0) {
            const auto at = static_cast<std::size_t>(slot);
            plate.values.push_back(valueOf(
                *layout->columns()[at].sensor,
                at < machine->sensors.size() ? machine->sensors[at] : SensorState{}, score, state.time));
        }
    return plate;
}

} // namespace rig::presentation
