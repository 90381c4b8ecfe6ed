#include "ml/forecastmodel.h"

#include "ml/modelfile.h"

#include <algorithm>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr ModelKind kind{"rig-alpha forecast model ", "1"};

} // namespace

ForecasterShape ForecastModel::shape(std::uint32_t length) const
{
    constexpr std::uint32_t reference = 3; // the mean that is 32 rows old
    return {
        static_cast<std::uint32_t>(m_moving.size()), length, RecentRows::levels, reference, 0, forecastSteps};
}

std::vector<std::string> ForecastModel::still() const
{
    std::vector<std::string> names;
    for (std::size_t sensor = 0; sensor < sensors().size(); ++sensor)
        if (!std::ranges::binary_search(m_moving, sensor))
            names.push_back(sensors()[sensor]);
    return names;
}

std::string ForecastModel::version() const
{
    return versionOf(record().bytes());
}

QByteArray ForecastModel::bytes() const
{
    return sealed(kind, record().bytes());
}

Record ForecastModel::record() const
{
    Record record;
    record.setBytes("detector"_L1, m_detector->bytes());
    std::vector<double> scales;
    for (const Scale &one : m_scales)
        scales.insert(scales.end(), {one.centre, one.deviation, one.least, one.most});
    const std::vector<std::uint32_t> moving(m_moving.begin(), m_moving.end());
    record.setWhole("moving count"_L1, static_cast<std::int64_t>(moving.size()));
    record.setNumbers<std::uint32_t>("moving"_L1, moving);
    record.setNumbers<double>("scales"_L1, scales);
    record.setWhole("length"_L1, m_length);
    record.setRecord("forecaster"_L1, m_forecaster.record());
    record.setRecord("calibration"_L1, m_calibration.record());
    record.setRecord("ahead"_L1, m_ahead.record());
    record.set("threshold"_L1, m_threshold);
    return record;
}

Result<ForecastModel> ForecastModel::from(const QByteArray &bytes)
{
    const auto content = unsealed(kind, bytes);
    if (!content)
        return tl::unexpected(content.error());
    if (const Done there = Forecaster::available(); !there)
        return tl::unexpected(there.error());
    Record record = Record::parse(content->body);
    auto detector = MachineModel::from(record.bytes("detector"_L1));
    if (!detector)
        return tl::unexpected(detector.error());
    ForecastModel model;
    const auto width = static_cast<std::int64_t>(detector->sensors().size());
    record.expect(detector->hasSubspace() && detector->series());
    model.m_detector = std::make_shared<const MachineModel>(std::move(*detector));
    const auto count = static_cast<std::size_t>(record.whole("moving count"_L1, 1, width));
    for (const std::uint32_t sensor : record.wholes("moving"_L1, count)) {
        record.expect(sensor < width && (model.m_moving.empty() || sensor > model.m_moving.back()));
        model.m_moving.push_back(sensor);
    }
    const auto scales = record.numbers("scales"_L1, 4 * count);
    for (std::size_t i = 0; i + 3 < scales.size(); i += 4) {
        model.m_scales.push_back({scales[i], scales[i + 1], scales[i + 2], scales[i + 3]});
        record.expect(scales[i + 1] > 0 && scales[i + 2] <= scales[i + 3]);
    }
    model.m_length = static_cast<std::uint32_t>(record.whole("length"_L1, 2, RecentRows::lineLength));
    model.m_threshold = record.number("threshold"_L1);
    Record calibration = record.record("calibration"_L1);
    model.m_calibration = ForecastCalibration::from(calibration, count);
    Record ahead = record.record("ahead"_L1);
    model.m_ahead = MeasureAhead::from(ahead);
    record.expect(calibration.fit() && ahead.fit());
    Record forecaster = record.record("forecaster"_L1);
    if (!record.fit())
        return unlikeTraining();
    model.m_forecaster = Forecaster::from(forecaster, model.shape(model.m_length));
    if (!forecaster.fit())
        return unlikeTraining();
    if (!model.m_forecaster.computes())
        return failure(ErrorKind::unavailable,
                       tr("The model's forecaster could not be loaded; the log says why."));
    return model;
}

} // namespace rig::ml
