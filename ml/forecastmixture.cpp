#include "ml/forecastmixture.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What a forecast that is due counts in what is known of late.
constexpr double newest = .03;
/// No error counts more, in squared deviations: one wild value does not silence a voice for long.
constexpr double largestSquare = 400;
constexpr double leastSquare = 1e-6;
/// The net is heard before the others unless its errors are a third larger (the eighth root of this).
constexpr double netBefore = 8;
/// How much of the usual error is left where a machine moves less than ever.
constexpr double leastOfUsual = .25;
/// Of ten values two lie outside.
constexpr double outside = .2;
/// By how much the interval is corrected with each value, as a logarithm, and how far at most.
constexpr double correction = .05;
constexpr double narrowest = -1;
constexpr double widest = 2;

constexpr std::size_t compared = comparedSteps.size();

/// Between which two compared steps a step lies, and how far.
struct Between
{
    std::size_t before = 0;
    std::size_t behind = 0;
    float share = 0; ///< of the one behind
};

const std::array<Between, forecastSteps> &placesOfSteps()
{
    static const std::array<Between, forecastSteps> places = [] {
        std::array<Between, forecastSteps> made{};
        for (std::size_t step = 1; step <= forecastSteps; ++step) {
            std::size_t behind = 0;
            while (comparedSteps[behind] < step)
                ++behind;
            const std::size_t before = comparedSteps[behind] == step ? behind : behind - 1;
            const double first = std::log(static_cast<double>(comparedSteps[before]));
            const double last = std::log(static_cast<double>(comparedSteps[behind]));
            made[step - 1] = {
                before, behind,
                before == behind
                    ? 0
                    : static_cast<float>((std::log(static_cast<double>(step)) - first) / (last - first))};
        }
        return made;
    }();
    return places;
}

/// One over its eighth power.
double weightOf(double meanSquare)
{
    const double square = std::max(meanSquare, leastSquare) * std::max(meanSquare, leastSquare);
    return 1 / (square * square * square * square);
}

} // namespace

std::vector<float> voicesOf(std::span<const float> net, std::span<const float> means,
                            std::span<const RecentRows::Line> lines)
{
    const std::size_t width = net.size() / forecastSteps;
    std::vector<float> voices(net.begin(), net.end());
    voices.reserve(forecastVoices * net.size());
    for (std::size_t level = 0; level < forecastVoices - 2; ++level)
        for (std::size_t step = 0; step < forecastSteps; ++step)
            voices.insert(voices.end(), means.begin() + static_cast<std::ptrdiff_t>(level * width),
                          means.begin() + static_cast<std::ptrdiff_t>((level + 1) * width));
    for (std::size_t step = 1; step <= forecastSteps; ++step)
        for (const RecentRows::Line &line : lines)
            voices.push_back(line.now + line.perRow * static_cast<float>(step));
    return voices;
}

Record ForecastCalibration::record() const
{
    Record record;
    record.setNumbers<double>("voice errors"_L1, voiceErrors);
    record.setNumbers<double>("errors"_L1, errors);
    record.setNumbers<double>("low"_L1, low);
    record.setNumbers<double>("high"_L1, high);
    return record;
}

ForecastCalibration ForecastCalibration::from(Record &record, std::size_t width)
{
    ForecastCalibration read;
    read.width = width;
    read.voiceErrors = record.numbers("voice errors"_L1, forecastVoices * compared * width);
    read.errors = record.numbers("errors"_L1, compared * width);
    read.low = record.numbers("low"_L1, compared * width);
    read.high = record.numbers("high"_L1, compared * width);
    const auto positive = [](double one) { return one > 0; };
    record.expect(std::ranges::all_of(read.voiceErrors, positive) &&
                  std::ranges::all_of(read.errors, positive));
    for (std::size_t i = 0; record.fit() && i < read.low.size(); ++i)
        record.expect(read.low[i] <= read.high[i]);
    return read;
}

ForecastMixture::ForecastMixture(const ForecastCalibration &calibration)
    : m_calibration(&calibration),
      m_voiceErrors(calibration.voiceErrors),
      m_errors(calibration.errors),
      m_widening(compared * calibration.width)
{
}

const ForecastMixture::Told &ForecastMixture::tell(std::int64_t row, std::span<const float> voices)
{
    const std::size_t width = m_calibration->width;
    const std::size_t cells = compared * width;
    std::vector<float> weights(forecastVoices * cells);
    std::vector<float> usual(cells);
    std::vector<float> scale(cells);
    for (std::size_t cell = 0; cell < cells; ++cell) {
        double all = 0;
        std::array<double, forecastVoices> heard{};
        for (std::size_t voice = 0; voice < forecastVoices; ++voice)
            all += heard[voice] =
                (voice == 0 ? netBefore : 1) * weightOf(m_voiceErrors[voice * cells + cell]);
        for (std::size_t voice = 0; voice < forecastVoices; ++voice)
            weights[voice * cells + cell] = static_cast<float>(heard[voice] / all);
        const double square = std::max(m_errors[cell], leastOfUsual * m_calibration->errors[cell]);
        usual[cell] = static_cast<float>(std::sqrt(square));
        scale[cell] = usual[cell] * static_cast<float>(std::exp(m_widening[cell]));
    }
    const std::size_t values = forecastSteps * width;
    m_told.mean.assign(values, 0);
    m_told.low.resize(values);
    m_told.high.resize(values);
    for (std::size_t step = 0; step < forecastSteps; ++step) {
        const Between &place = placesOfSteps()[step];
        for (std::size_t sensor = 0; sensor < width; ++sensor) {
            const std::size_t before = at(place.before, sensor);
            const std::size_t behind = at(place.behind, sensor);
            const std::size_t value = step * width + sensor;
            const auto between = [&](float one, float other) { return one + place.share * (other - one); };
            for (std::size_t voice = 0; voice < forecastVoices; ++voice)
                m_told.mean[value] +=
                    voices[voice * values + value] *
                    between(weights[voice * cells + before], weights[voice * cells + behind]);
            const auto reach = [&](const std::vector<double> &bound) {
                return between(scale[before] * static_cast<float>(bound[before]),
                               scale[behind] * static_cast<float>(bound[behind]));
            };
            m_told.low[value] = m_told.mean[value] + std::min(0.F, reach(m_calibration->low));
            m_told.high[value] = m_told.mean[value] + std::max(0.F, reach(m_calibration->high));
        }
    }
    Pending pending{row, {}, {}, {}, {}, std::move(usual)};
    for (std::size_t voice = 0; voice < forecastVoices; ++voice)
        for (const std::size_t step : comparedSteps) {
            const auto first =
                voices.begin() + static_cast<std::ptrdiff_t>(voice * values + (step - 1) * width);
            pending.voices.insert(pending.voices.end(), first, first + static_cast<std::ptrdiff_t>(width));
        }
    for (const auto &[from, to] :
         {std::pair{&m_told.mean, &pending.mean}, std::pair{&m_told.low, &pending.low},
          std::pair{&m_told.high, &pending.high}})
        for (const std::size_t step : comparedSteps) {
            const auto first = from->begin() + static_cast<std::ptrdiff_t>((step - 1) * width);
            to->insert(to->end(), first, first + static_cast<std::ptrdiff_t>(width));
        }
    m_pending.push_back(std::move(pending));
    return m_told;
}

void ForecastMixture::learn(std::int64_t row, std::span<const float> came)
{
    for (const Pending &pending : m_pending)
        for (std::size_t i = 0; i < compared; ++i)
            if (pending.row + static_cast<std::int64_t>(comparedSteps[i]) == row)
                learn(pending, i, came);
    while (!m_pending.empty() && m_pending.front().row + static_cast<std::int64_t>(forecastSteps) <= row)
        m_pending.pop_front();
}

void ForecastMixture::learn(const Pending &pending, std::size_t step, std::span<const float> came)
{
    const std::size_t cells = compared * m_calibration->width;
    for (std::size_t sensor = 0; sensor < came.size(); ++sensor) {
        const std::size_t cell = at(step, sensor);
        // Also what could not be computed teaches nothing.
        if (std::isnan(came[sensor]) || std::isnan(pending.mean[cell]))
            continue;
        const auto follow = [](double &square, double off) {
            square += newest * (std::min(off * off, largestSquare) - square);
        };
        for (std::size_t voice = 0; voice < forecastVoices; ++voice)
            follow(m_voiceErrors[voice * cells + cell],
                   double{came[sensor]} - double{pending.voices[voice * cells + cell]});
        const double off = double{came[sensor]} - double{pending.mean[cell]};
        follow(m_errors[cell], off);
        const bool missed = came[sensor] < pending.low[cell] || came[sensor] > pending.high[cell];
        m_widening[cell] =
            std::clamp(m_widening[cell] + correction * ((missed ? 1 : 0) - outside), narrowest, widest);
        if (m_keepsDue)
            m_due.push_back({step, sensor, off, double{pending.usual[cell]}});
    }
}

} // namespace rig::ml
