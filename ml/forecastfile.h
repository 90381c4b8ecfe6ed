#pragma once

#include "ml/forecastmodel.h"

namespace rig::ml {

/// The file of a machine's forecaster, beside its model in the folder of that. It may be missing.
QString forecastFile(const QString &folder);
/// badConfiguration where there is none, damaged with the file's name where it cannot be used, unavailable
/// where it cannot be computed.
Result<ForecastModel> readForecastModel(const QString &folder);
/// Makes the folder where it is missing; takes the place of one that is there, whole or not at all.
Done writeForecastModel(const QString &folder, const ForecastModel &model);

} // namespace rig::ml
