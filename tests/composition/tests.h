#pragma once

#include <QObject>

#include <memory>

std::unique_ptr<QObject> makeBrokerLossTest();
std::unique_ptr<QObject> makeLoggingTest();
std::unique_ptr<QObject> makeOfferTest();
std::unique_ptr<QObject> makeSimulationTest();
std::unique_ptr<QObject> makeTwoGraphTest();
