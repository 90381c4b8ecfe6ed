#pragma once

#include "ml/operatingconditions.h"
#include "ml/regressor.h"

#include <optional>

namespace rig::ml {

struct LifeConfig
{
    /// Cycles; a machine that has longer to go is as good as new, and nobody can tell by how much. Positive.
    double mostLife = 125;
    /// Rows that each net learns from, one after the other, drawn from all there are.
    std::uint64_t rowsSeen = 600'000;
    std::uint64_t seed = 1;
};

/// How long a machine lasts, in cycles from its newest row on.
struct CyclesLeft
{
    double life = 0;          ///< 0 to the longest that is told apart, as its bounds
    double low = 0, high = 0; ///< of ten machines one fails before, one after

    bool operator==(const CyclesLeft &) const = default;
};

/// Remaining life by machines of the same kind that have run until they failed: several nets on trailing
/// means and slopes of what the sensors say beside those of machines that were run alike. Each net learns
/// without a part of the machines; what they say of those sets the bounds (Romano, Patterson, Candès 2019, by
/// machine). An immutable value.
class LifeModel
{
    Q_DECLARE_TR_FUNCTIONS(rig::ml::LifeModel)

public:
    static constexpr std::size_t members = 5;
    static constexpr std::size_t fewestUnits = 2 * members;

    /// Of units that all ran until they failed, which is what their last row says. refused with fewer than
    /// `fewestUnits`, or where no sensor moves; unavailable without the module; cancelled where `goesOn`,
    /// which is told how much is done, 0 to 1, says false.
    static Result<LifeModel> train(const Fleet &fleet, const LifeConfig &config,
                                   const std::function<bool(double)> &goesOn);

    const std::vector<std::string> &settings() const { return m_settings; }
    const std::vector<std::string> &sensors() const { return m_sensors; }
    std::size_t conditions() const { return m_conditions.count(); }
    /// Root of the mean squared error on machines that a net had not seen, cycles, each machine counting
    /// alike.
    double error() const { return m_error; }

    /// At the unit's last row; none where no sensor of it has said anything for 60 rows. Its settings and
    /// sensors are those of the model, in their order.
    Result<std::optional<CyclesLeft>> estimate(const FleetUnit &unit) const;
    /// The names of the sensors that say something; the others never move.
    std::vector<std::string> telling() const;

    QByteArray bytes() const;
    /// damaged for what is no such model or is not whole; unavailable where it cannot be computed.
    static Result<LifeModel> from(const QByteArray &bytes);

private:
    friend class LifeTraining;

    void standardise(std::span<float> features) const;
    CyclesLeft within(double mean, double low, double high) const;

    std::vector<std::string> m_settings;
    std::vector<std::string> m_sensors;
    double m_mostLife = 0;
    double m_error = 0;
    OperatingConditions m_conditions;
    std::vector<double> m_featureMeans, m_featureDeviations;
    std::vector<Regressor> m_nets;
    double m_lower = 0, m_upper = 0; ///< what the bounds that the nets foretell are moved by, of mostLife
};

} // namespace rig::ml
