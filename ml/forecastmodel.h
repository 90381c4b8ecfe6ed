#pragma once

#include "ml/forecaster.h"
#include "ml/forecastmixture.h"
#include "ml/machinemodel.h"
#include "ml/measureahead.h"

namespace rig::ml {

struct ForecastConfig
{
    std::uint32_t length = 30; ///< rows that the LSTM sees, 2 to RecentRows::lineLength
    std::uint32_t hidden = 32; ///< numbers in its state, 1 to 1,000
    /// How many windows the LSTM learns from at most; of few rows fewer. 0: the linear part alone.
    std::uint32_t windows = 38'400;
    std::uint64_t seed = 1;
    /// What the model is to tell of when it was trained and on which time (ModelFacts).
    std::optional<Instant> trained;
    std::optional<Instant> first; ///< with `last` or not at all
    std::optional<Instant> last;
    /// Told now and then how much is done, 0 to 1; false ends it.
    std::function<bool(double)> goesOn = [](double) { return true; };
};

/// What was learnt about how a machine goes on: a net that foretells its rows, how far that is off, and a
/// detector that says when it is no longer what it was. It needs no other model of the machine. An immutable
/// value.
class ForecastModel
{
    Q_DECLARE_TR_FUNCTIONS(rig::ml::ForecastModel)

public:
    static constexpr std::size_t fewestRows = 200;

    /// Learns from the rows of a healthy time, the oldest first; by their first four fifths how the machine
    /// goes on, by the last how far that is off. Without the sensors that have a value in less than a tenth
    /// of the rows. refused below `fewestRows` rows, or where no sensor moves; unavailable without the
    /// module; cancelled.
    static Result<ForecastModel> train(const Table &table, const ForecastConfig &config);

    /// All that it knows, also those that never moved, of which it foretells nothing.
    const std::vector<std::string> &sensors() const { return m_detector->sensors(); }
    /// Of those that move, as places among them.
    const std::vector<std::size_t> &moving() const { return m_moving; }
    /// The names of those that never moved.
    std::vector<std::string> still() const;
    /// Without the version. Its quality is that of the detector within.
    const ModelFacts &facts() const { return m_detector->facts(); }
    /// Says when the machine is no longer what it was; a finding of it is what the chance of an anomaly is of.
    const std::shared_ptr<const MachineModel> &detector() const { return m_detector; }
    std::string version() const;
    /// The columns of a table that are the model's sensors, in their order; each must be there.
    Table rowsFor(const Table &table) const { return m_detector->rowsFor(table); }

    QByteArray bytes() const;
    /// damaged for what is no such model, is one of another version or is not whole; unavailable where it
    /// cannot be computed.
    static Result<ForecastModel> from(const QByteArray &bytes);

private:
    friend class ForecastTraining;
    friend class ForecastWatch;

    /// How a sensor that moves is seen.
    struct Scale
    {
        double centre = 0;    ///< in the sensor's unit, as
        double deviation = 1; ///< more than 0
        double least = 0;     ///< of its level in the healthy time, widened; in deviations, as
        double most = 0;
    };

    ForecasterShape shape(std::uint32_t length) const;
    Record record() const;

    std::shared_ptr<const MachineModel> m_detector;
    std::vector<std::size_t> m_moving;
    std::vector<Scale> m_scales; ///< of those
    std::uint32_t m_length = 0;
    Forecaster m_forecaster;
    ForecastCalibration m_calibration;
    MeasureAhead m_ahead;
    double m_threshold = 0; ///< from where on what persists of the detector's measure is a finding
};

} // namespace rig::ml
