#pragma once

#include <QObject>

#include <memory>

// One maker per test class; main.cpp runs them all in one binary.
std::unique_ptr<QObject> makeDifferentialTest();
std::unique_ptr<QObject> makeKeepBatchesTest();
std::unique_ptr<QObject> makeNamesTest();
std::unique_ptr<QObject> makeNumbersTest();
std::unique_ptr<QObject> makeSoundnessTest();
std::unique_ptr<QObject> makeTimesTest();
std::unique_ptr<QObject> makeUnknownNamesTest();
std::unique_ptr<QObject> makeValuesTest();
