#pragma once

#include <QObject>

#include <memory>

// One maker per test class; main.cpp runs them all in one binary.
std::unique_ptr<QObject> makeCommandDeckTest();
std::unique_ptr<QObject> makeDotsTest();
std::unique_ptr<QObject> makeEvidenceTest();
std::unique_ptr<QObject> makeHealthChartTest();
std::unique_ptr<QObject> makeHealthMatrixTest();
std::unique_ptr<QObject> makeLifeWordsTest();
std::unique_ptr<QObject> makeMachineSummaryTest();
std::unique_ptr<QObject> makeMaintenanceDeskTest();
std::unique_ptr<QObject> makeModelsViewTest();
std::unique_ptr<QObject> makeNumbersTest();
std::unique_ptr<QObject> makeOverviewTest();
std::unique_ptr<QObject> makePlantDraftTest();
std::unique_ptr<QObject> makePlantEditorTest();
std::unique_ptr<QObject> makePlantTablesTest();
std::unique_ptr<QObject> makePlateTest();
std::unique_ptr<QObject> makeReadingTallyTest();
std::unique_ptr<QObject> makeSensorCardModelTest();
std::unique_ptr<QObject> makeThemeTest();
std::unique_ptr<QObject> makeTrendViewTest();
std::unique_ptr<QObject> makeTypographyTest();
std::unique_ptr<QObject> makeWaitingTest();
