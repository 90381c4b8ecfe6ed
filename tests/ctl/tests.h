#pragma once

#include <QObject>

#include <memory>

// One maker per test class, for main.cpp.
std::unique_ptr<QObject> makeBenchTableTest();
std::unique_ptr<QObject> makeCsvTableTest();
std::unique_ptr<QObject> makeFindingsTest();
std::unique_ptr<QObject> makeFindingSpellsTest();
std::unique_ptr<QObject> makeFleetCsvTest();
std::unique_ptr<QObject> makeHistoryTest();
std::unique_ptr<QObject> makeMaintenanceTest();
std::unique_ptr<QObject> makeModelsTest();
std::unique_ptr<QObject> makeNotesTest();
std::unique_ptr<QObject> makeOffsetsTest();
std::unique_ptr<QObject> makePlantImportTest();
std::unique_ptr<QObject> makePlantItemsTest();
std::unique_ptr<QObject> makeStatusTest();
std::unique_ptr<QObject> makeWordsTest();
