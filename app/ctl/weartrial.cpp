#include "ctl/weartrial.h"

#include "composition/core/demoplant.h"
#include "ctl/simulatedtable.h"
#include "domain/minutemeans.h"
#include "ml/lifetrends.h"
#include "simulator/simulatedrows.h"

#include <QCoreApplication>

#include <cmath>
#include <random>

namespace rig::ctl {

using namespace std::chrono_literals;

namespace {

constexpr int minutesBeyond = 5;
constexpr int leastSound = 30; ///< hours
constexpr int mostSound = 60;
constexpr double shortestGrowth = 24; ///< hours
constexpr double mostGrowths = 10;

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::WearTrial", text);
}

double hours(Instant from, Instant to)
{
    return std::chrono::duration<double, std::ratio<3600>>(to - from).count();
}

class Trial
{
public:
    Trial(const WearTrial &trial, PlantPtr plant)
        : m_plant(std::move(plant)), m_layout(m_plant->machines().front()), m_random(trial.seed)
    {
        for (const simulator::Signal &signal : simulator::signalTable())
            m_slots.push_back(m_layout.slotOf(signal.name));
    }

    WearRun wear(const simulator::FaultDescription &fault)
    {
        WearRun result;
        result.fault = QString::fromUtf8(fault.title);
        const auto sound =
            std::chrono::seconds(std::llround(3600 * between(m_random, leastSound, mostSound)));
        const auto growth = std::chrono::seconds(
            std::llround(3600 * shortestGrowth * std::pow(mostGrowths, between(m_random, 0, 1))));
        simulator::SimulationRun run = machine();
        run.duration = sound + growth;
        run.faults = {{{std::string(fault.name), growth, 1}, sound}};
        const std::vector<MinuteMeans> minutes = minutesOf(run, result.first);
        const Instant onset = minutes.front().at + sound;
        const Instant end = minutes.back().at + 1min;
        if (end <= onset)
            result.first.clear(); // it was not the fault
        if (result.first.empty())
            return result;
        result.lasted = hours(onset, end);
        ml::LifeTrends trends;
        std::size_t next = 0;
        for (std::size_t age = 0; age < wearAges.size(); ++age) {
            for (; next < minutes.size() &&
                   hours(onset, minutes[next].at + 1min) <= wearAges[age] * result.lasted;
                 ++next)
                trends.take(m_layout, minutes[next]);
            const Outlook outlook{m_layout.machine().number, minutes[next].at, {}, trends.estimate(m_layout)};
            const LifeEstimate *soon = soonest(outlook, m_layout);
            result.told[age] = {hours(minutes[next].at, end), soon ? soon->life : std::nullopt};
        }
        return result;
    }

    void beSound(int days, WearFigures &figures)
    {
        simulator::SimulationRun run = machine();
        run.duration = days * 24h;
        std::string none;
        ml::LifeTrends trends;
        int taken = 0;
        for (const MinuteMeans &minute : minutesOf(run, none)) {
            trends.take(m_layout, minute);
            if (++taken % 60 != 0)
                continue;
            for (const LifeEstimate &estimate : trends.estimate(m_layout)) {
                ++figures.cleanQuestions;
                figures.cleanDegrading += estimate.state == LifeState::degrading ? 1 : 0;
            }
        }
    }

private:
    simulator::SimulationRun machine()
    {
        simulator::SimulationRun run;
        run.machine = m_layout.machine().id;
        run.character = m_random();
        run.seed = m_random();
        run.start = Instant{std::chrono::sys_days{std::chrono::January / 5 / 2026}} + 8h;
        return run;
    }

    /// Until a sensor is beyond its limit, whose name is `first` then.
    std::vector<MinuteMeans> minutesOf(const simulator::SimulationRun &run, std::string &first)
    {
        std::vector<MinuteMeans> minutes;
        RollupSums sums(60s);
        std::vector<int> beyond(m_layout.columns().size());
        Instant begins = run.start;
        for (simulator::SimulatedRows rows(run); rows.next();) {
            const Instant at = run.start + std::chrono::duration_cast<std::chrono::microseconds>(rows.now());
            if (at >= begins + 1min) {
                minutes.push_back(minuteMeans(sums.rollups().front(), m_layout, RunState::unknown));
                first = beyondIn(minutes.back(), beyond);
                if (!first.empty())
                    break;
                sums = RollupSums(60s);
                begins += 1min;
            }
            sums.add(readingOf(rows.values(), at));
        }
        return minutes;
    }

    Reading readingOf(const std::vector<double> &values, Instant at) const
    {
        Reading reading;
        reading.machine = m_layout.machine().number;
        reading.at = at;
        reading.values.assign(m_layout.columns().size(), noValue);
        for (std::size_t i = 0; i < values.size(); ++i)
            if (m_slots[i] >= 0)
                reading.values[static_cast<std::size_t>(m_slots[i])] = values[i];
        return reading;
    }

    /// Empty where none was for long enough.
    std::string beyondIn(const MinuteMeans &minute, std::vector<int> &beyond) const
    {
        for (std::size_t slot = 0; slot < beyond.size(); ++slot) {
            const Limits &limits = m_layout.columns()[slot].limits;
            const double mean = minute.means[slot];
            const bool now = (limits.hiHi && mean > *limits.hiHi) || (limits.loLo && mean < *limits.loLo);
            beyond[slot] = now ? beyond[slot] + 1 : 0;
            if (beyond[slot] >= minutesBeyond)
                return m_layout.columns()[slot].sensor->name;
        }
        return {};
    }

    PlantPtr m_plant;
    const MachineLayout &m_layout;
    std::vector<int> m_slots; ///< by row of the simulator's table
    std::mt19937_64 m_random;
};

} // namespace

Result<WearFigures> tryWear(const WearTrial &trial, const std::function<void(const QString &)> &say)
{
    auto definition = composition::demoPlant();
    if (!definition)
        return tl::unexpected(definition.error());
    auto plant = Plant::make(1, std::move(*definition));
    if (!plant)
        return tl::unexpected(plant.error());
    std::vector<const simulator::FaultDescription *> faults;
    for (const simulator::FaultDescription &fault : simulator::faultTable())
        if (!fault.effects.empty())
            faults.push_back(&fault);
    Trial all(trial, *plant);
    WearFigures figures;
    for (int run = 0; run < trial.runs; ++run) {
        figures.runs.push_back(all.wear(*faults[static_cast<std::size_t>(run) % faults.size()]));
        say(tr("run %1 of %2").arg(run + 1).arg(trial.runs));
    }
    all.beSound(trial.cleanDays, figures);
    return figures;
}

} // namespace rig::ctl
