#pragma once

#include "ml/forecastwatch.h"

#include <functional>

namespace rig::ctl {

/// Forecasts along the rows of a table, which are the model's: `each` gets the number of a row, from
/// ForecastWatch::firstRows - 1 on every so many, and its forecast. Between these there are more, at least
/// every third row, by which the watch learns how far off it is. `limits` as for the watch.
void forecastRows(const std::shared_ptr<const ml::ForecastModel> &model, const std::vector<Limits> &limits,
                  const ml::Table &rows, std::size_t every,
                  const std::function<void(std::size_t, const Forecast &)> &each);

} // namespace rig::ctl
