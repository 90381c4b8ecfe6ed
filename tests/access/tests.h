#pragma once

#include <QObject>

#include <memory>

// One maker per test class, for the main functions.
std::unique_ptr<QObject> makeCommandWorkerTest();
std::unique_ptr<QObject> makePermissionsTest();
std::unique_ptr<QObject> makePlantDifferenceTest();

std::unique_ptr<QObject> makeAuditTest();
std::unique_ptr<QObject> makeDispatcherTest();
std::unique_ptr<QObject> makeFaultsTest();
std::unique_ptr<QObject> makeMaintenanceTest();
std::unique_ptr<QObject> makeModelCommandsTest();
std::unique_ptr<QObject> makeNotesTest();
std::unique_ptr<QObject> makeSimulatorCommandsTest();
