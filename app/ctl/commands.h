#pragma once

#include <QStringList>

namespace rig::ctl {

// Each runs one subcommand with the words behind it and gives its exit code.
int runBench(const QStringList &arguments);
int runDemo(const QStringList &arguments);
int runEvaluate(const QStringList &arguments);
int runFindings(const QStringList &arguments);
int runForecast(const QStringList &arguments);
int runMaintenance(const QStringList &arguments);
int runMigrate(const QStringList &arguments);
int runModels(const QStringList &arguments);
int runNode(const QStringList &arguments);
int runNotes(const QStringList &arguments);
int runOffsets(const QStringList &arguments);
int runPlant(const QStringList &arguments);
int runPredictRul(const QStringList &arguments);
int runReplay(const QStringList &arguments);
int runRetention(const QStringList &arguments);
int runScore(const QStringList &arguments);
int runSimulate(const QStringList &arguments);
int runStatus(const QStringList &arguments);
int runTrain(const QStringList &arguments);
int runTrainRul(const QStringList &arguments);
int runTrend(const QStringList &arguments);

} // namespace rig::ctl
