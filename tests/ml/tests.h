#pragma once

#include <QObject>

#include <memory>

// One maker per test class; main.cpp runs them all in one binary.
std::unique_ptr<QObject> makeAutoencoderTest();
std::unique_ptr<QObject> makeForecastTest();
std::unique_ptr<QObject> makeGaussianTest();
std::unique_ptr<QObject> makeIsolationForestTest();
std::unique_ptr<QObject> makeLifeModelTest();
std::unique_ptr<QObject> makeLifeTrendTest();
std::unique_ptr<QObject> makeLiveDetectorsTest();
std::unique_ptr<QObject> makeMachineModelTest();
std::unique_ptr<QObject> makeModelFolderTest();
std::unique_ptr<QObject> makeRankingTest();
std::unique_ptr<QObject> makeShortTrainingTest();
