#pragma once

#include <QObject>

#include <memory>

// One maker per test class; main.cpp runs them all in one binary.
std::unique_ptr<QObject> makeConnectionTest();
std::unique_ptr<QObject> makeCopyStreamTest();
std::unique_ptr<QObject> makeKeptPlantFileTest();
std::unique_ptr<QObject> makeMigrationsTest();
std::unique_ptr<QObject> makePlantTablesTest();
std::unique_ptr<QObject> makeReadingPartitionsTest();
std::unique_ptr<QObject> makeUnknownNameRowsTest();
