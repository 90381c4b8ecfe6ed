#pragma once

#include "ctl/bench/benchtable.h"

namespace rig::ctl {

// Each makes the lines of the table out of what one bench says as JSON. Those of the start and of the window
// say just a `number`. None where something is missing.

using Figures = std::vector<BenchFigure>;

Figures decodeFigures(const QJsonObject &json);
Figures ingestFigures(const QJsonObject &json);
Figures latencyFigures(const QJsonObject &json);
Figures detectFigures(const QJsonObject &json);
Figures trendFigures(const QJsonObject &json);
Figures frameFigures(const QJsonObject &json);
Figures startFigures(const QJsonObject &json);
Figures windowFigures(const QJsonObject &json);

} // namespace rig::ctl
