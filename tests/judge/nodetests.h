#pragma once

#include <QObject>

#include <memory>

// One maker per test class of the judge in the real program; nodemain.cpp runs the one that is asked for, so
// that ctest can run them side by side.
std::unique_ptr<QObject> makeDatabaseLossTest();
std::unique_ptr<QObject> makeJudgeCrashTest();
std::unique_ptr<QObject> makeJudgeKeylessTest();
std::unique_ptr<QObject> makeJudgeNodeTest();
std::unique_ptr<QObject> makeJudgeShareTest();
