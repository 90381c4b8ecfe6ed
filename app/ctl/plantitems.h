#pragma once

#include <QStringList>

namespace rig::ctl {

// What `rigctl plant` does with single things; each with the words behind its own.

int runPlantSensor(const QStringList &arguments);
int runPlantMachine(const QStringList &arguments);
int runPlantArea(const QStringList &arguments);
int runPlantLimits(const QStringList &arguments);
int runPlantUnknown(const QStringList &arguments);

} // namespace rig::ctl
