#pragma once

#include "domain/plantstate.h"

#include "qml/hud/cause.h"
#include "qml/hud/machineplate.h"

#include <QStringList>

namespace rig::gallery {

/// A plant that comes with the program, `demo` or `bottling`, or that of a plant file whose name ends in
/// `.json`, numbered as a database would. Its first machine has `shape` as its own model, where one is named.
Result<PlantPtr> plantNamed(const QString &name, const QString &shape);

/// The plant with its last machine half a metre farther to the right.
PlantPtr withMoved(const PlantPtr &plant);

/// What the floor can be made to show.
QStringList stateNames();

/// What is said of each machine of the state, in few words and with a simple sign in `colour`;
/// quiet ones have `edge` around them.
std::vector<qml::MachinePlate> platesOf(const PlantState &state, const QColor &colour, const QColor &edge);

/// Likewise of the sensor in this slot of a machine.
qml::SensorTag tagOf(const PlantState &state, std::int32_t machine, int slot, const QColor &colour,
                     const QColor &edge);

/// A finding of the first machine, of its first sensors.
qml::Cause causeOf(const PlantState &state);

/// All machines of the plant in the state of this name; of several kinds, the first machine shows it and the
/// others are well.
PlantState stateNamed(const QString &name, const PlantPtr &plant);

} // namespace rig::gallery
