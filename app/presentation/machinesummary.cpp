#include "presentation/machinesummary.h"

#include "presentation/maintenancewords.h"

#include <QCoreApplication>

#include <set>

namespace rig::presentation {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::MachineSummary)
};

void count(MachineSummary &summary, Glyph glyph)
{
    switch (statusOf(glyph)) {
    case Status::alarm:
        ++summary.alarms;
        break;
    case Status::warning:
        ++summary.warnings;
        break;
    case Status::stale:
        ++summary.stale;
        break;
    case Status::bad:
        ++summary.bad;
        break;
    case Status::unknown:
        ++summary.unknown;
        break;
    default:
        break;
    }
}

/// A single sensor that never spoke does not make its machine unknown; the half of them does.
Glyph overall(const MachineSummary &summary, Glyph worst)
{
    const bool known = summary.unknown * 2 < summary.sensors;
    if (urgency(worst) > urgency(Glyph::unknown))
        return worst;
    if (!known)
        return Glyph::unknown;
    const bool runsNormally = summary.run == RunState::running || summary.run == RunState::unknown;
    return runsNormally ? Glyph::normal : glyphOf(summary.run);
}

QString runWordsOf(const MachineState &state, Instant now)
{
    const QString end = state.maintenance ? maintenanceEnd(*state.maintenance, now) : QString();
    return end.isEmpty() ? runWord(state.run) : Words::tr("%1 %2").arg(runWord(state.run), end);
}

MachineSummary summaryOf(const MachineLayout &layout, const MachineState &state, Instant now)
{
    MachineSummary summary;
    summary.number = layout.machine().number;
    summary.id = QString::fromStdString(layout.machine().id);
    summary.title = QString::fromStdString(layout.machine().title);
    summary.run = state.run;
    summary.runWords = runWordsOf(state, now);
    if (state.maintenance)
        summary.reason = QString::fromStdString(state.maintenance->reason);
    Glyph worst = Glyph::normal;
    std::set<Origin> origins;
    for (std::size_t slot = 0; slot < layout.columns().size(); ++slot) {
        if (!layout.columns()[slot].live)
            continue;
        ++summary.sensors;
        const SensorState sensor = slot < state.sensors.size() ? state.sensors[slot] : SensorState{};
        const Glyph glyph = signOf(sensor, state.run);
        count(summary, glyph);
        if (sensor.recordTime)
            origins.insert(sensor.origin);
        if (urgency(glyph) > urgency(worst))
            worst = glyph;
    }
    summary.glyph = overall(summary, worst);
    summary.origins.assign(origins.begin(), origins.end());
    return summary;
}

} // namespace

std::vector<MachineSummary> summaries(const PlantState &state)
{
    std::vector<MachineSummary> result;
    const auto layouts = state.plant->machines();
    for (std::size_t i = 0; i < layouts.size(); ++i)
        if (!layouts[i].machine().retired)
            result.push_back(summaryOf(
                layouts[i], i < state.machines.size() ? state.machines[i] : MachineState{}, state.time));
    return result;
}

Glyph glyphOf(RunState run)
{
    switch (run) {
    case RunState::running:
        return Glyph::running;
    case RunState::starting:
        return Glyph::starting;
    case RunState::stopped:
        return Glyph::stopped;
    case RunState::maintenance:
        return Glyph::maintenance;
    case RunState::unknown:
        break;
    }
    return Glyph::unknown;
}

QString runWord(RunState run)
{
    switch (run) {
    case RunState::running:
        return Words::tr("running");
    case RunState::starting:
        return Words::tr("starting");
    case RunState::stopped:
        return Words::tr("stopped");
    case RunState::maintenance:
        return Words::tr("in maintenance");
    case RunState::unknown:
        break;
    }
    return Words::tr("state unknown");
}

} // namespace rig::presentation
