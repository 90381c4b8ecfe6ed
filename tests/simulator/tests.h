#pragma once

#include <QObject>

#include <memory>

// One maker per test class; main.cpp runs them all in one binary.
std::unique_ptr<QObject> makeCellNumberTest();
std::unique_ptr<QObject> makeCsvRowsTest();
std::unique_ptr<QObject> makeMachineSignalsTest();
std::unique_ptr<QObject> makeRecordingPlantTest();
std::unique_ptr<QObject> makeRecordingTest();
std::unique_ptr<QObject> makeRecordingTimeTest();
std::unique_ptr<QObject> makeReplayPaceTest();
std::unique_ptr<QObject> makeRotorTest();
std::unique_ptr<QObject> makeSignalSimulatorTest();
std::unique_ptr<QObject> makeSimulationRunTest();
