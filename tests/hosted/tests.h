#pragma once

#include <QObject>

#include <memory>

// One maker per test class; main.cpp runs the one that is asked for, so that ctest can run them side by side.
std::unique_ptr<QObject> makeHostedDatabaseTest();
std::unique_ptr<QObject> makePoolerTest();
std::unique_ptr<QObject> makeTlsTest();
std::unique_ptr<QObject> makeTopicTest();
