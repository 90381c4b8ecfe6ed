#pragma once

#include <QObject>

#include <memory>

// One maker per test class; main.cpp runs the one that is asked for, so that ctest can run them side by side.
std::unique_ptr<QObject> makeBottlingTest();
std::unique_ptr<QObject> makeCrashTest();
std::unique_ptr<QObject> makeDatabaseTest();
std::unique_ptr<QObject> makeDetectionTest();
std::unique_ptr<QObject> makeFaultsTest();
std::unique_ptr<QObject> makeGroupTest();
std::unique_ptr<QObject> makeHistoryTest();
std::unique_ptr<QObject> makeKeepTest();
std::unique_ptr<QObject> makeMessagesTest();
std::unique_ptr<QObject> makePlantChangeTest();
