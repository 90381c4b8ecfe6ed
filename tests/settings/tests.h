#pragma once

#include <QObject>

#include <memory>

// One maker per test class; main.cpp runs them all in one binary.
std::unique_ptr<QObject> makeCommandLineTest();
std::unique_ptr<QObject> makeDatabaseUrlTest();
std::unique_ptr<QObject> makeDataDirectoryTest();
std::unique_ptr<QObject> makeDotEnvTest();
std::unique_ptr<QObject> makeLoadTest();
std::unique_ptr<QObject> makeReadmeTest();
std::unique_ptr<QObject> makeSettingsFileTest();
std::unique_ptr<QObject> makeSourcesTest();
std::unique_ptr<QObject> makeValidateTest();
