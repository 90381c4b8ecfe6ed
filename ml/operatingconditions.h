#pragma once

#include "ml/fleet.h"
#include "ml/record.h"

namespace rig::ml {

/// The ways in which a fleet is run, and what its sensors are like in each of them: a value says more of a
/// machine's wear beside those of machines that were run alike. An immutable value.
class OperatingConditions
{
public:
    static constexpr std::size_t most = 12;

    OperatingConditions() = default;
    /// Learnt from a fleet with rows. As few conditions as settings fall into groups that are narrow beside
    /// their distances (k-means, Lloyd 1982); one where they do not.
    explicit OperatingConditions(const Fleet &fleet);

    std::size_t count() const { return m_count; }
    /// Sensors that moved in each condition, by their place in the fleet, rising; the others say nothing.
    const std::vector<std::size_t> &sensors() const { return m_sensors; }
    std::size_t conditionOf(std::span<const double> settings) const;
    /// Those sensors in deviations from their mean in the row's condition; NaN stays.
    void deviations(std::span<const double> settings, std::span<const double> sensors,
                    std::span<double> deviations) const;

    Record record() const;
    static OperatingConditions from(Record &record, std::size_t settings, std::size_t sensors);

private:
    void learnSettings(const Fleet &fleet);
    void learnSensors(const Fleet &fleet);
    void scaled(std::span<const double> settings, std::span<double> scaled) const;

    std::size_t m_count = 1;
    std::vector<double> m_settingMeans, m_settingDeviations; ///< by setting
    std::vector<double> m_centres;                           ///< condition by condition, scaled
    std::vector<std::size_t> m_sensors;
    std::vector<double> m_means, m_deviations; ///< condition by condition, of those sensors
};

} // namespace rig::ml
