#pragma once

#include <QObject>

#include <memory>

// One maker per test class; main.cpp runs them all in one binary.
std::unique_ptr<QObject> makeHeldRowTest();
std::unique_ptr<QObject> makeInstantTest();
std::unique_ptr<QObject> makeLimitsTest();
std::unique_ptr<QObject> makeOutlookTest();
std::unique_ptr<QObject> makePlantEditTest();
std::unique_ptr<QObject> makePlantFileTest();
std::unique_ptr<QObject> makePlantMergeTest();
std::unique_ptr<QObject> makePlantProblemsTest();
std::unique_ptr<QObject> makePlantTest();
std::unique_ptr<QObject> makeRecordTest();
std::unique_ptr<QObject> makeStoredFindingTest();
std::unique_ptr<QObject> makeWordsTest();
