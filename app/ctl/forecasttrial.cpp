#include "ctl/forecasttrial.h"

#include "ctl/csvtable.h"
#include "ctl/forecasttable.h"
#include "ctl/simulatedtable.h"
#include "ml/ranking.h"
#include "ml/statistics.h"
#include "simulator/faultmoves.h"
#include "simulator/simulatedrows.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <random>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t everyOfRecordings = 3;
/// No divisor of a minute: machines change by the clock.
constexpr std::size_t everyOfSimulated = 7;
constexpr simulator::Elapsed day = 24h;
constexpr double growingWatched = 600; ///< seconds

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::ForecastTrial", text);
}

std::vector<double> deviationsOf(const ml::Table &table)
{
    std::vector<double> deviations;
    for (std::size_t sensor = 0; sensor < table.width(); ++sensor) {
        std::vector<double> values;
        for (std::size_t row = 0; row < table.rows(); ++row)
            if (const double value = table.row(row)[sensor]; !std::isnan(value))
                values.push_back(value);
        deviations.push_back(values.empty() ? 1 : ml::deviationOf(values, values.size()));
    }
    return deviations;
}

Result<std::shared_ptr<const ml::ForecastModel>> learn(const ml::Table &table, std::uint64_t seed)
{
    ml::ForecastConfig config;
    config.seed = seed;
    return ml::ForecastModel::train(table, config).map([](ml::ForecastModel model) {
        return std::make_shared<const ml::ForecastModel>(std::move(model));
    });
}

/// Folders with a train.csv and a test.csv, by the folder above them.
std::map<QString, QStringList> recordingsBelow(const QString &folder)
{
    std::map<QString, QStringList> families;
    for (QDirIterator files(folder, {u"test.csv"_s}, QDir::Files, QDirIterator::Subdirectories);
         files.hasNext();) {
        const QDir place = QFileInfo(files.next()).absoluteDir();
        if (place.exists(u"train.csv"_s))
            families[QFileInfo(place.absolutePath()).absolutePath()].append(place.absolutePath());
    }
    return families;
}

Done tryRecording(const QString &folder, std::uint64_t seed, ForecastFigures &all, ForecastFigures &healthy)
{
    const auto train = readCsvTable(folder + u"/train.csv"_s);
    if (!train)
        return tl::unexpected(train.error());
    const auto model = learn(train->table, seed);
    if (!model)
        return failure(model.error().kind, tr("%1/train.csv: %2").arg(folder, model.error().sentence));
    const auto test = readCsvTable(folder + u"/test.csv"_s, (*model)->sensors(), Labels::wanted);
    if (!test)
        return tl::unexpected(test.error());
    const auto deviations = deviationsOf((*model)->rowsFor(train->table));
    all.cases.emplace_back(deviations);
    healthy.cases.emplace_back(deviations);
    forecastRows(*model, {}, test->table, everyOfRecordings, [&](std::size_t row, const Forecast &forecast) {
        all.cases.back().take(test->table, row, forecast);
        const auto past =
            test->labels.begin() +
            static_cast<std::ptrdiff_t>(std::min(row + ml::forecastSteps + 1, test->labels.size()));
        if (std::find(test->labels.begin(), past, 1) == past)
            healthy.cases.back().take(test->table, row, forecast);
    });
    return {};
}

class Trial
{
public:
    Trial(const SimulatedForecastTrial &trial, std::vector<Limits> limits)
        : m_trial(trial), m_limits(std::move(limits)), m_random(trial.seed)
    {
        m_figures.errors = {{tr("clean"), {}}, {tr("fault"), {}}};
    }

    Done tryMachine(int number)
    {
        m_machine = {};
        m_machine.machine = "M" + std::to_string(number + 1);
        m_machine.character = m_random();
        m_machine.rate = 1;
        m_machine.seed = m_random();
        m_machine.duration = 2 * day;
        const ml::Table healthy = tableOf(m_machine);
        const auto model = learn(healthy, m_trial.seed);
        if (!model)
            return tl::unexpected(model.error());
        m_model = *model;
        m_sensorLimits.clear();
        for (const std::string &sensor : m_model->sensors())
            m_sensorLimits.push_back(m_limits[static_cast<std::size_t>(
                std::ranges::find(healthy.sensors, sensor) - healthy.sensors.begin())]);
        m_deviations = deviationsOf(m_model->rowsFor(healthy));
        for (ForecastFigures &one : m_figures.errors)
            one.cases.emplace_back(m_deviations);
        watchClean();
        for (const simulator::FaultDescription &fault : simulator::faultTable())
            for (int i = 0; i < m_trial.runs && !fault.effects.empty(); ++i)
                watchFault(fault);
        return {};
    }

    SimulatedForecastFigures figures() const { return m_figures; }

private:
    struct Event
    {
        std::optional<std::size_t> anomaly;
        std::optional<std::size_t> truth;
        std::optional<std::size_t> onset; ///< none: no fault comes
    };

    void watchClean()
    {
        simulator::SimulationRun run = m_machine;
        run.seed = m_random();
        run.duration =
            std::chrono::duration_cast<simulator::Elapsed>(m_trial.cleanDays / m_trial.machines * day);
        const ml::Table table = m_model->rowsFor(tableOf(run));
        watch(table, {}, m_figures.errors[0]);
    }

    void watchFault(const simulator::FaultDescription &fault)
    {
        const double severity = between(m_random, .3, 1);
        const double growth = std::round(600 * std::pow(12, between(m_random, 0, 1)));
        const double onset = std::round(between(m_random, 3'600, 7'200));
        simulator::SimulationRun run = m_machine;
        run.seed = m_random();
        run.duration = std::chrono::seconds(std::llround(onset + growth + growingWatched));
        run.faults = {{{std::string(fault.name), std::chrono::seconds(std::llround(growth)), severity},
                       std::chrono::seconds(std::llround(onset))}};
        const ml::Table table = m_model->rowsFor(tableOf(run));
        const auto limit = limitCrossed(table, onset);
        const auto earlier = [&](std::optional<std::size_t> one) {
            return one && limit ? std::min(*one, *limit) : one ? one : limit;
        };
        const Event event{earlier(found(table, onset)),
                          earlier(anomalousFrom(fault, severity, run, onset, growth)),
                          static_cast<std::size_t>(onset)};
        ++m_figures.runs;
        m_figures.anomalies += event.anomaly ? 1 : 0;
        m_figures.truths += event.truth ? 1 : 0;
        watch(table, event, m_figures.errors[1]);
    }

    /// The first row of a finding that begins after the onset.
    std::optional<std::size_t> found(const ml::Table &table, double onset) const
    {
        std::optional<std::size_t> first;
        bool before = false;
        ml::scoreRows(m_model->detector(), ml::Mode::fused, table,
                      [&](std::size_t row, const ml::RowScore &score, const ml::MachineWatch &) {
                          if (!first && score.finding && !before && static_cast<double>(row) >= onset)
                              first = row;
                          before = score.finding;
                      });
        return first;
    }

    /// A fault grows with the square of the time.
    static std::optional<std::size_t> anomalousFrom(const simulator::FaultDescription &fault, double severity,
                                                    const simulator::SimulationRun &run, double onset,
                                                    double growth)
    {
        const simulator::Character character = simulator::SimulatedRows(run).character();
        const auto moves = [&](double share) {
            return !simulator::movesOf(fault, severity * share * share, character).empty();
        };
        if (!moves(1))
            return {};
        double least = 0;
        double most = 1;
        for (int halved = 0; halved < 8; ++halved) {
            const double middle = (least + most) / 2;
            (moves(middle) ? most : least) = middle;
        }
        return static_cast<std::size_t>(onset + most * growth);
    }

    std::optional<std::size_t> limitCrossed(const ml::Table &table, double onset) const
    {
        for (auto row = static_cast<std::size_t>(onset); row < table.rows(); ++row)
            for (std::size_t sensor = 0; sensor < table.width(); ++sensor)
                if (beyond(m_sensorLimits[sensor], table.row(row)[sensor]))
                    return row;
        return {};
    }

    void watch(const ml::Table &table, const Event &event, ForecastFigures &figures)
    {
        const auto isBefore = [](std::size_t row, const std::optional<std::size_t> &what) {
            return what && row < *what && row + ml::forecastSteps >= *what;
        };
        forecastRows(
            m_model, m_sensorLimits, table, everyOfSimulated, [&](std::size_t row, const Forecast &forecast) {
                figures.cases.back().take(table, row, forecast);
                if (!forecast.chance)
                    return;
                const bool healthy = !event.onset || row + ml::forecastSteps < *event.onset;
                for (const auto &[to, isBad] : {std::pair{&m_figures.anomaly, isBefore(row, event.anomaly)},
                                                std::pair{&m_figures.truth, isBefore(row, event.truth)},
                                                std::pair{&m_figures.fault, !healthy}})
                    if (healthy || isBad)
                        (healthy ? to->healthy : to->before).push_back(*forecast.chance);
            });
    }

    SimulatedForecastTrial m_trial;
    std::vector<Limits> m_limits; ///< of the simulator's table
    std::mt19937_64 m_random;
    simulator::SimulationRun m_machine; ///< what its runs have in common
    std::shared_ptr<const ml::ForecastModel> m_model;
    std::vector<Limits> m_sensorLimits; ///< of the model's sensors, as
    std::vector<double> m_deviations;
    SimulatedForecastFigures m_figures;
};

} // namespace

double ChanceFigures::area() const
{
    std::vector<double> all = before;
    all.insert(all.end(), healthy.begin(), healthy.end());
    std::vector<int> labels(before.size(), 1);
    labels.resize(all.size());
    return ml::areaUnderRoc(all, labels);
}

Result<std::vector<ForecastFigures>> tryForecastsOn(const QString &folder, std::uint64_t seed,
                                                    const std::function<void(const QString &)> &say)
{
    auto families = recordingsBelow(folder);
    if (families.empty())
        return failure(ErrorKind::badConfiguration,
                       tr("There is no folder with a train.csv and a test.csv below %1.").arg(folder),
                       folder);
    std::vector<ForecastFigures> figures;
    for (auto &[path, places] : families) {
        places.sort();
        const QString name = QFileInfo(path).fileName();
        ForecastFigures all{name, {}};
        ForecastFigures healthy{tr("%1, healthy").arg(name), {}};
        for (const QString &place : places)
            if (Done tried = tryRecording(place, seed, all, healthy); !tried)
                return tl::unexpected(tried.error());
        say(tr("%1: %2 recordings.").arg(name).arg(places.size()));
        figures.push_back(std::move(all));
        figures.push_back(std::move(healthy));
    }
    return figures;
}

Result<SimulatedForecastFigures> tryForecastsOnSimulated(const SimulatedForecastTrial &trial,
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
