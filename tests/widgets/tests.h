#pragma once

#include <QObject>

#include <memory>

// One maker per test class; main.cpp runs them all in one binary.
std::unique_ptr<QObject> makeCardViewTest();
std::unique_ptr<QObject> makeFindingsPageTest();
std::unique_ptr<QObject> makeFloorPageTest();
std::unique_ptr<QObject> makeFreeRowsTest();
std::unique_ptr<QObject> makeGlyphTest();
std::unique_ptr<QObject> makeHealthPanelsTest();
std::unique_ptr<QObject> makeMachineTabsTest();
std::unique_ptr<QObject> makeMaintenanceDialogTest();
std::unique_ptr<QObject> makeModelsPageTest();
std::unique_ptr<QObject> makeNotesPanelTest();
std::unique_ptr<QObject> makePagesTest();
std::unique_ptr<QObject> makePanelTest();
std::unique_ptr<QObject> makePlantPageTest();
std::unique_ptr<QObject> makePseudoLocaleTest();
std::unique_ptr<QObject> makeScenePanelTest();
std::unique_ptr<QObject> makeTrendChartTest();
std::unique_ptr<QObject> makeTrendPageTest();
std::unique_ptr<QObject> makeViewpointFileTest();
std::unique_ptr<QObject> makeWindowTest();
