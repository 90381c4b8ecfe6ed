#include "ctl/simulatedevaluation.h"

#include "ctl/findingspells.h"
#include "ctl/simulatedtable.h"
#include "ctl/topsensors.h"
#include "ml/machinewatch.h"
#include "simulator/simulationrun.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <random>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr simulator::Elapsed day = 24h;
constexpr simulator::Elapsed trainingTime = 2 * day;
constexpr double rate = 1;
constexpr std::size_t topSensors = 3;

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::SimulatedEvaluation", text);
}

std::vector<FindingSpell> findingsIn(const std::shared_ptr<const ml::MachineModel> &model,
                                     const ml::Table &table)
{
    FindingSpells spells;
    ml::scoreRows(model, ml::Mode::fused, model->rowsFor(table),
                  [&](std::size_t row, const ml::RowScore &score, const ml::MachineWatch &watch) {
                      spells.take(row, score.unusual, watch.failures(),
                                  [&] { return largestShares(watch.shares(), topSensors); });
                  });
    return spells.all();
}

/// The names of the sensors that the run's fault moves.
std::vector<std::string> movedIn(const simulator::SimulationRun &run)
{
    std::vector<std::string> names;
    const QJsonArray faults = simulator::truthOf(run)[u"faults"_s].toArray();
    const QJsonArray moved = faults.at(0)[u"sensors"_s].toArray();
    for (const auto &sensor : moved)
        names.push_back(sensor[u"sensor"_s].toString().toStdString());
    return names;
}

class Trial
{
public:
    Trial(const SimulatedTrial &trial, std::vector<Limits> limits)
        : m_trial(trial), m_limits(std::move(limits)), m_random(trial.seed)
    {
        for (const simulator::FaultDescription &fault : simulator::faultTable())
            m_figures.faults.push_back({QString::fromLatin1(fault.name.data()), {}});
    }

    Done tryMachine(int number)
    {
        m_machine = {};
        m_machine.machine = std::string("M") + std::to_string(number + 1);
        m_machine.character = m_random();
        m_machine.rate = rate;
        m_machine.seed = m_random();
        m_machine.duration = trainingTime;
        auto trained = ml::MachineModel::train(tableOf(m_machine), m_trial.training);
        if (!trained)
            return tl::unexpected(trained.error());
        m_model = std::make_shared<ml::MachineModel>(std::move(*trained));
        watchClean();
        for (std::size_t fault = 0; fault < m_figures.faults.size(); ++fault)
            for (int i = 0; i < m_trial.runs; ++i)
                m_figures.faults[fault].runs.push_back(watchFault(simulator::faultTable()[fault]));
        return {};
    }

    SimulatedFigures figures() const { return m_figures; }

private:
    void watchClean()
    {
        const double days = m_trial.cleanDays / m_trial.machines;
        for (double watched = 0; watched < days; ++watched) {
            const double length = std::min(1., days - watched);
            m_machine.seed = m_random();
            m_machine.duration = std::chrono::duration_cast<simulator::Elapsed>(length * day);
            m_figures.falseFindings += static_cast<int>(findingsIn(m_model, tableOf(m_machine)).size());
            m_figures.cleanDays += length;
        }
    }

    FaultRun watchFault(const simulator::FaultDescription &fault)
    {
        FaultRun result;
        result.severity = between(m_random, .3, 1);
        result.growth = std::round(600 * std::pow(12, between(m_random, 0, 1)));
        const double onset = std::round(between(m_random, 3'600, 7'200));
        simulator::SimulationRun run = m_machine;
        run.seed = m_random();
        run.duration = std::chrono::seconds(std::llround(onset + result.growth) + 3'600);
        run.faults = {
            {{std::string(fault.name), std::chrono::seconds(std::llround(result.growth)), result.severity},
             std::chrono::seconds(std::llround(onset))}};
        const ml::Table table = tableOf(run);
        const auto first = static_cast<std::size_t>(onset * rate);
        const std::vector<std::string> moved = movedIn(run);
        const auto moves = [&](std::size_t sensor) {
            return std::ranges::find(moved, m_model->sensors()[sensor]) != moved.end();
        };
        const FaultTold told = toldOfFault(findingsIn(m_model, table), first, moves);
        result.stood = told.stood;
        if (told.finding) {
            result.found = static_cast<double>(told.finding->first - first) / rate;
            result.rightSensor = std::ranges::any_of(told.finding->sensors, moves);
        }
        for (std::size_t row = first; row < table.rows() && !result.limit; ++row)
            for (std::size_t sensor = 0; sensor < table.width(); ++sensor)
                if (beyond(m_limits[sensor], table.row(row)[sensor]))
                    result.limit = static_cast<double>(row - first) / rate;
        return result;
    }

    SimulatedTrial m_trial;
    std::vector<Limits> m_limits;
    std::mt19937_64 m_random;
    simulator::SimulationRun m_machine; ///< what its runs have in common
    std::shared_ptr<const ml::MachineModel> m_model;
    SimulatedFigures m_figures;
};

} // namespace

Result<SimulatedFigures> evaluateSimulated(const SimulatedTrial &trial,
                                           const std::function<void(const QString &)> &say)
{
    auto limits = limitsOfSensors();
    if (!limits)
        return tl::unexpected(limits.error());
    Trial all(trial, std::move(*limits));
    for (int machine = 0; machine < trial.machines; ++machine) {
        if (Done tried = all.tryMachine(machine); !tried)
            return tl::unexpected(tried.error());
        say(tr("machine %1 of %2").arg(machine + 1).arg(trial.machines));
    }
    return all.figures();
}

} // namespace rig::ctl
