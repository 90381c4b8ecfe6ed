#pragma once

#include <QObject>

#include <memory>

// One maker per test class.
std::unique_ptr<QObject> makeAbsenceTest();
std::unique_ptr<QObject> makeCodecTest();
std::unique_ptr<QObject> makeDifferentialTest();
std::unique_ptr<QObject> makeJournalTest();
std::unique_ptr<QObject> makeJudgingTest();
std::unique_ptr<QObject> makeLiveBoardTest();
std::unique_ptr<QObject> makeMachineJudgeTest();
std::unique_ptr<QObject> makePartitionMergeTest();
std::unique_ptr<QObject> makeSkippedSpansTest();
