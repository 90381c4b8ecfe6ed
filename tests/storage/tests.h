#pragma once

#include <QObject>

#include <memory>

// One maker per test class; main.cpp runs the one that is asked for, so that ctest can run them side by side.
std::unique_ptr<QObject> makeConnectionTest();
std::unique_ptr<QObject> makeCopyStreamTest();
std::unique_ptr<QObject> makeFindingTablesTest();
std::unique_ptr<QObject> makeHealthTablesTest();
std::unique_ptr<QObject> makeHistoryTest();
std::unique_ptr<QObject> makeKeepTablesTest();
std::unique_ptr<QObject> makeKeptPlantFileTest();
std::unique_ptr<QObject> makeMachineReadingsTest();
std::unique_ptr<QObject> makeMigrationsTest();
std::unique_ptr<QObject> makePlantTablesTest();
std::unique_ptr<QObject> makeReadingPartitionsTest();
std::unique_ptr<QObject> makeRetentionTest();
std::unique_ptr<QObject> makeServerRefusalsTest();
std::unique_ptr<QObject> makeSqlStateTest();
std::unique_ptr<QObject> makeUnknownNameRowsTest();
std::unique_ptr<QObject> makeViewsTest();
