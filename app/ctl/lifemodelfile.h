#pragma once

#include "ml/lifemodel.h"

namespace rig::ctl {

/// The file of a model of remaining life in the folder that --model names.
QString lifeModelFile(const QString &folder);
/// badConfiguration where there is none, damaged with the file's name where it cannot be used.
Result<ml::LifeModel> readLifeModel(const QString &folder);

} // namespace rig::ctl
