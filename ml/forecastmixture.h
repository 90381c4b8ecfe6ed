#pragma once

#include "ml/recentrows.h"
#include "ml/record.h"

#include <array>
#include <cstdint>
#include <deque>
#include <span>
#include <utility>
#include <vector>

namespace rig::ml {

/// How many rows ahead a forecast looks.
inline constexpr std::size_t forecastSteps = 30;
/// The steps at which forecasts are compared with what came; what lies between is put between, by the
/// logarithm of the step.
inline constexpr std::array<std::size_t, 6> comparedSteps{1, 2, 4, 8, 15, 30};

/// What says where a sensor goes: the net, three of its trailing means and its newest value, which stay as
/// they are, and its line.
inline constexpr std::size_t forecastVoices = 6;

/// Where each voice says that the sensors go, by voice, step and sensor. `net`: by step and sensor; the
/// others as RecentRows has them.
std::vector<float> voicesOf(std::span<const float> net, std::span<const float> means,
                            std::span<const RecentRows::Line> lines);

/// How far off voices and their mixture were on healthy rows that the net had not learnt from. By compared
/// step and sensor, in healthy deviations. An immutable value.
struct ForecastCalibration
{
    std::size_t width = 0;
    std::vector<double> voiceErrors; ///< mean squares, by voice first
    std::vector<double> errors;      ///< of the mixture, mean squares
    std::vector<double> low, high;   ///< eight of ten lie between, in roots of the mean square of late

    Record record() const;
    static ForecastCalibration from(Record &record, std::size_t width);
};

/// What becomes of the forecasts of one machine as its rows come: a voice that was right of late is heard
/// more (Bates, Granger 1969), the interval is as wide as errors of late (as in Bollerslev 1986), and is
/// corrected until it holds what it should (Gibbs, Candès 2021). One thread at a time.
class ForecastMixture
{
public:
    /// `calibration` must outlive it.
    explicit ForecastMixture(const ForecastCalibration &calibration);

    /// By step and sensor.
    struct Told
    {
        std::vector<float> mean, low, high;
    };
    /// What is foretold at a row of this number by these voices; rows and forecasts in their order.
    const Told &tell(std::int64_t row, std::span<const float> voices);
    /// What came as a row of this number; NaN: nothing did.
    void learn(std::int64_t row, std::span<const float> came);
    /// What is not due yet is not compared with what comes.
    void rest() { m_pending.clear(); }

    /// For calibration: how far off the forecast that is due was, and the root of its mean square of late;
    /// by compared step and sensor, told for each row that is learnt.
    struct Due
    {
        std::size_t compared = 0;
        std::size_t sensor = 0;
        double off = 0;
        double usual = 0;
    };
    std::vector<Due> takeDue() { return std::exchange(m_due, {}); }
    /// Whether those are kept.
    void keepDue() { m_keepsDue = true; }

private:
    struct Pending
    {
        std::int64_t row;
        std::vector<float> voices;                 ///< by voice, compared step and sensor
        std::vector<float> mean, low, high, usual; ///< by compared step and sensor
    };

    std::size_t at(std::size_t compared, std::size_t sensor) const
    {
        return compared * m_calibration->width + sensor;
    }
    void learn(const Pending &pending, std::size_t compared, std::span<const float> came);

    const ForecastCalibration *m_calibration;
    std::vector<double> m_voiceErrors;
    std::vector<double> m_errors;
    std::vector<double> m_widening; ///< logarithms
    std::deque<Pending> m_pending;
    Told m_told;
    std::vector<Due> m_due;
    bool m_keepsDue = false;
};

} // namespace rig::ml
