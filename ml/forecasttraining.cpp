#include "ml/forecastmodel.h"
#include "ml/machinewatch.h"
#include "ml/statistics.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace rig::ml {

namespace {

/// Places that are learnt from, at most; spread over the whole time.
constexpr std::size_t mostPlaces = 20'000;
/// The LSTM sees none of them more often.
constexpr std::size_t mostRounds = 20;
/// What a forecast is compared with lies in the last of so many parts of the time.
constexpr std::size_t parts = 5;
/// Forecasts that intervals are learnt from, at most.
constexpr std::size_t mostForecasts = 3'000;
/// Of a value: by less than this its mean is off, so that it seems to move by it.
constexpr double leastOfValue = 1e-12;
constexpr double leastDeviation = 1e-100;
/// An error below it is of roundings.
constexpr double leastSquare = 1e-6;
constexpr double lowShare = .1;
constexpr double highShare = .9;
constexpr double shareOfDetector = .3; ///< of the time that a training takes
constexpr double shareOfNet = .6;

constexpr std::size_t level = 2; ///< which trailing mean is a sensor's level
constexpr std::size_t compared = comparedSteps.size();

} // namespace

/// One training, step by step.
class ForecastTraining
{
    Q_DECLARE_TR_FUNCTIONS(rig::ml::ForecastModel)

public:
    explicit ForecastTraining(const ForecastConfig &config) : m_config(config) {}

    Result<ForecastModel> run(const Table &table)
    {
        if (const Done there = Forecaster::available(); !there)
            return tl::unexpected(there.error());
        if (table.rows() < ForecastModel::fewestRows)
            return failure(ErrorKind::refused, tr("At least %1 readings are needed to learn forecasts from; "
                                                  "there are %2.")
                                                   .arg(ForecastModel::fewestRows)
                                                   .arg(table.rows()));
        if (Done learnt = learnDetector(table); !learnt)
            return tl::unexpected(learnt.error());
        const Table rows = m_model.rowsFor(table);
        scale(rows);
        if (m_model.m_moving.empty())
            return failure(ErrorKind::refused, tr("No sensor moves, so that there is nothing to forecast."));
        foresee(rows);
        hold(rows);
        choosePlaces();
        if (Done learnt = learnNet(); !learnt)
            return tl::unexpected(learnt.error());
        if (Done calibrated = calibrate(); !calibrated)
            return tl::unexpected(calibrated.error());
        return std::move(m_model);
    }

private:
    std::size_t width() const { return m_model.m_moving.size(); }
    std::span<const float> row(std::size_t number) const
    {
        return std::span(m_rows).subspan(number * width(), width());
    }

    Done learnDetector(const Table &table)
    {
        TrainingConfig config;
        config.parts = {false, true, false};
        config.forest.seed = m_config.seed;
        config.trained = m_config.trained;
        config.first = m_config.first;
        config.last = m_config.last;
        config.goesOn = [this](double share) { return m_config.goesOn(share * shareOfDetector); };
        auto detector = MachineModel::train(table, config);
        if (!detector)
            return tl::unexpected(detector.error());
        // subspaceAlone() is .5 upon the threshold.
        m_model.m_threshold = -std::tan(std::numbers::pi * (detector->subspaceAlone(0) - .5));
        m_model.m_detector = std::make_shared<const MachineModel>(std::move(*detector));
        return {};
    }

    void scale(const Table &rows)
    {
        for (std::size_t sensor = 0; sensor < rows.width(); ++sensor) {
            std::vector<double> values;
            for (std::size_t number = 0; number < rows.rows(); ++number)
                if (const double value = rows.row(number)[sensor]; !std::isnan(value))
                    values.push_back(value);
            const double centre = meanOf(values);
            const double deviation = deviationOf(values, values.size());
            if (deviation > std::max(leastDeviation, leastOfValue * std::abs(centre))) {
                m_model.m_moving.push_back(sensor);
                m_model.m_scales.push_back({centre, deviation, 0, 0});
            }
        }
    }

    /// How the detector's measure goes on.
    void foresee(const Table &rows)
    {
        std::vector<double> persisting;
        Persistence persistence;
        scoreRows(m_model.m_detector, Mode::fused, rows,
                  [&](std::size_t, const RowScore &score, const MachineWatch &) {
                      const double measure = score.subspace.value_or(0);
                      const double least = persistence.next(measure);
                      persisting.push_back(std::isinf(least) ? measure : least);
                  });
        m_model.m_ahead = MeasureAhead(persisting);
    }

    /// Scaled, what is missing as it last was.
    void hold(const Table &rows)
    {
        m_rows.reserve(rows.rows() * width());
        std::vector<float> last(width());
        for (std::size_t number = 0; number < rows.rows(); ++number)
            for (std::size_t i = 0; i < width(); ++i) {
                const ForecastModel::Scale &scale = m_model.m_scales[i];
                const double value = rows.row(number)[m_model.m_moving[i]];
                if (!std::isnan(value))
                    last[i] = static_cast<float>((value - scale.centre) / scale.deviation);
                m_rows.push_back(last[i]);
            }
        m_count = rows.rows();
    }

    /// Where forecasts are learnt from, with the levels there; and how far levels go.
    void choosePlaces()
    {
        const std::size_t first = RecentRows::lineLength - 1;
        const std::size_t past = m_count - forecastSteps;
        const std::size_t every = (past - first + mostPlaces - 1) / mostPlaces;
        m_held = m_count - m_count / parts;
        std::vector<float> least(width(), std::numeric_limits<float>::infinity());
        std::vector<float> most(width(), -std::numeric_limits<float>::infinity());
        RecentRows recent(width());
        for (std::size_t number = 0; number < m_count; ++number) {
            recent.take(row(number));
            if (number < first)
                continue;
            const auto means = recent.means();
            for (std::size_t i = 0; i < width(); ++i) {
                least[i] = std::min(least[i], means[level * width() + i]);
                most[i] = std::max(most[i], means[level * width() + i]);
            }
            // What is learnt from ends before what is held back begins.
            const bool between = number + forecastSteps >= m_held && number < m_held;
            if (number >= past || between || (number - first) % every != 0)
                continue;
            m_places.push_back(static_cast<std::int64_t>(number));
            m_levels.insert(m_levels.end(), means.begin(), means.end());
            m_learnt += number < m_held ? 1 : 0;
        }
        for (std::size_t i = 0; i < width(); ++i) {
            const double half = (double{most[i]} - double{least[i]}) / 2;
            m_model.m_scales[i].least = double{least[i]} - half;
            m_model.m_scales[i].most = double{most[i]} + half;
        }
    }

    Done learnNet()
    {
        m_model.m_length = m_config.length;
        ForecasterShape shape = m_model.shape(m_config.length);
        shape.hidden = m_config.hidden;
        const ForecasterLesson lesson{m_rows.data(),   m_count,         m_places.data(),
                                      m_levels.data(), m_places.size(), m_learnt};
        const auto windows =
            static_cast<std::uint32_t>(std::min<std::size_t>(m_config.windows, mostRounds * m_learnt));
        auto net = Forecaster::train(shape, lesson, windows, m_config.seed, [this](double share) {
            return m_config.goesOn(shareOfDetector + share * shareOfNet);
        });
        if (!net)
            return tl::unexpected(net.error());
        m_model.m_forecaster = std::move(*net);
        return {};
    }

    /// Forecasts of the time that was held back, from one to the next row that one is made at.
    Done calibrate()
    {
        const std::size_t every = std::max<std::size_t>(1, (m_count - m_held) / mostForecasts);
        gatherForecasts(every);
        ForecastCalibration &calibration = m_model.m_calibration;
        calibration.width = width();
        calibration.errors.assign(compared * width(), 1);
        calibration.low.assign(compared * width(), 0);
        calibration.high.assign(compared * width(), 0);
        calibration.voiceErrors = voiceErrors();
        const auto first = replay();
        std::vector<double> squares(compared * width());
        std::vector<double> counts(compared * width());
        for (const auto &due : first) {
            squares[due.compared * width() + due.sensor] += due.off * due.off;
            ++counts[due.compared * width() + due.sensor];
        }
        for (std::size_t cell = 0; cell < squares.size(); ++cell)
            calibration.errors[cell] =
                std::max(leastSquare, counts[cell] > 0 ? squares[cell] / counts[cell] : 1);
        std::vector<std::vector<double>> ratios(compared * width());
        for (const auto &due : replay())
            ratios[due.compared * width() + due.sensor].push_back(due.off / due.usual);
        for (std::size_t cell = 0; cell < ratios.size(); ++cell)
            if (!ratios[cell].empty()) {
                calibration.low[cell] = quantileOf(ratios[cell], lowShare);
                calibration.high[cell] = quantileOf(ratios[cell], highShare);
            }
        return m_config.goesOn(1) ? Done() : failure(ErrorKind::cancelled, tr("The training was cancelled."));
    }

    void gatherForecasts(std::size_t every)
    {
        constexpr std::size_t atOnce = 256;
        RecentRows recent(width());
        ForecastBatch batch;
        std::vector<std::pair<std::vector<float>, std::vector<RecentRows::Line>>> asked;
        const auto tell = [&] {
            batch.run();
            for (std::size_t i = 0; i < asked.size(); ++i)
                m_voices.push_back(voicesOf(batch.foretold(i), asked[i].first, asked[i].second));
            batch.clear();
            asked.clear();
        };
        for (std::size_t number = 0; number < m_count; ++number) {
            recent.take(row(number));
            if (number < m_held || (number - m_held) % every != 0 || number + 1 >= m_count)
                continue;
            m_made.push_back(number);
            asked.emplace_back(recent.means(), recent.lines());
            batch.add(m_model.m_forecaster, recent.window(m_model.m_length), asked.back().first);
            if (asked.size() == atOnce)
                tell();
        }
        tell();
    }

    /// Mean squares by voice, compared step and sensor.
    std::vector<double> voiceErrors() const
    {
        std::vector<double> errors(forecastVoices * compared * width());
        for (std::size_t voice = 0; voice < forecastVoices; ++voice)
            for (std::size_t i = 0; i < compared; ++i)
                for (std::size_t sensor = 0; sensor < width(); ++sensor) {
                    double squares = 0;
                    double count = 0;
                    for (std::size_t made = 0; made < m_made.size(); ++made) {
                        const std::size_t step = comparedSteps[i];
                        if (m_made[made] + step >= m_count)
                            continue;
                        const double off =
                            double{row(m_made[made] + step)[sensor]} -
                            double{m_voices[made][(voice * forecastSteps + step - 1) * width() + sensor]};
                        squares += off * off;
                        ++count;
                    }
                    errors[(voice * compared + i) * width() + sensor] =
                        std::max(leastSquare, count > 0 ? squares / count : 1);
                }
        return errors;
    }

    /// As it would have gone on the machine.
    std::vector<ForecastMixture::Due> replay() const
    {
        ForecastMixture mixture(m_model.m_calibration);
        mixture.keepDue();
        std::size_t made = 0;
        for (std::size_t number = m_held; number < m_count; ++number) {
            mixture.learn(static_cast<std::int64_t>(number), row(number));
            if (made < m_made.size() && m_made[made] == number)
                mixture.tell(static_cast<std::int64_t>(number), m_voices[made++]);
        }
        return mixture.takeDue();
    }

    const ForecastConfig &m_config;
    ForecastModel m_model;
    std::vector<float> m_rows; ///< of the sensors that move
    std::size_t m_count = 0;
    std::size_t m_held = 0; ///< the first row that is held back
    std::vector<std::int64_t> m_places;
    std::vector<float> m_levels;
    std::size_t m_learnt = 0;        ///< places before `m_held`
    std::vector<std::size_t> m_made; ///< rows at which forecasts were made
    std::vector<std::vector<float>> m_voices;
};

Result<ForecastModel> ForecastModel::train(const Table &table, const ForecastConfig &config)
{
    return ForecastTraining(config).run(table);
}

} // namespace rig::ml
