#pragma once

#include "domain/forecast.h"
#include "domain/limits.h"
#include "ml/forecastmodel.h"
#include "ml/machinewatch.h"

namespace rig::ml {

/// Forecasts the rows of one machine as they come. One thread at a time.
class ForecastWatch
{
public:
    /// `limits`: those that count, of the model's sensors in their order; empty: there are none.
    explicit ForecastWatch(std::shared_ptr<const ForecastModel> model, std::vector<Limits> limits = {});

    /// The next row: a value for each of the model's sensors, in their order; NaN for one that is missing. A
    /// row without any value is none.
    void take(std::span<const double> row);
    /// The machine has stood still: what came before has nothing to do with what comes.
    void rest();

    /// What a forecast at the newest row is made of; its window waits in the batch.
    struct Asked
    {
        std::int64_t row = 0;
        std::optional<std::size_t> window; ///< none: too few rows were seen
        std::vector<float> means;          ///< RecentRows::means()
        std::vector<RecentRows::Line> lines;
        std::vector<std::uint32_t> silent; ///< by sensor that moves, rows since its last value
        MeasureWatch measure;
        std::vector<double> shares; ///< of the detector's measure
        std::vector<Failure> failures;
    };
    /// Before the next row but one or later, as often as wanted; once a second is enough.
    Asked ask(ForecastBatch &batch);
    /// Once the batch has run; what was asked in its order, each once. Machine and instant are the caller's.
    Forecast tell(const Asked &asked, const ForecastBatch &batch);

    /// Both at once.
    Forecast next()
    {
        ForecastBatch batch;
        const Asked asked = ask(batch);
        batch.run();
        return tell(asked, batch);
    }

    /// Rows until there is a forecast.
    static constexpr std::size_t firstRows = RecentRows::lineLength;

private:
    struct Row
    {
        std::int64_t number;
        std::vector<float> values; ///< scaled; NaN where missing
    };

    void learnUpTo(std::int64_t row);
    NoForecast missing(const Asked &asked, std::size_t sensor, bool computed) const;
    void tellSteps(const Asked &asked, const ForecastMixture::Told &told, bool computed,
                   Forecast &forecast) const;
    void tellChance(const Asked &asked, Forecast &forecast) const;

    std::shared_ptr<const ForecastModel> m_model;
    std::vector<Limits> m_limits;
    MachineWatch m_detector;
    Persistence m_persistence;
    MeasureWatch m_measure;
    RecentRows m_rows;
    ForecastMixture m_mixture;
    std::vector<float> m_held;
    std::vector<std::uint32_t> m_silent;
    std::int64_t m_row = 0;
    std::size_t m_asked = 0; ///< and not told
    std::deque<Row> m_unlearnt;
    std::string m_version;
};

} // namespace rig::ml
