#pragma once

#include <QObject>

#include <memory>

// One maker per test class; main.cpp runs the one that its first argument names.
std::unique_ptr<QObject> makeReplayTest();
std::unique_ptr<QObject> makeSimulateTest();
