#pragma once

#include <QObject>

#include <memory>

/// What `composition_test --train` does in a process of its own: trains machine A by the settings of its
/// environment until it is killed.
int trainUntilKilled();

std::unique_ptr<QObject> makeBrokerLossTest();
std::unique_ptr<QObject> makeLocalModelsTest();
std::unique_ptr<QObject> makeLoggingTest();
std::unique_ptr<QObject> makeOfferTest();
std::unique_ptr<QObject> makeSimulationTest();
std::unique_ptr<QObject> makeTwoGraphTest();
