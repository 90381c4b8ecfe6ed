#pragma once

#include "domain/result.h"

#include <QJsonObject>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace rig::ctl {

/// What a figure is held against.
struct Bar
{
    double value = 0;
    bool atLeast = false; ///< else at most
};

/// One line of the table.
struct BenchFigure
{
    QString name; ///< the same from run to run
    QString unit;
    double value = 0;
    std::optional<Bar> bar;
    QString besideWhat;           ///< the ceiling or peer of the same run; empty where there is none
    double beside = 0;            ///< in the same unit
    std::optional<double> before; ///< of the last kept result

    bool holds() const { return !bar || (bar->atLeast ? value >= bar->value : value <= bar->value); }
};

struct AllFigures
{
    std::vector<BenchFigure> figures;
    QStringList failures; ///< a sentence for each bench that gave none
    QString takenAt;      ///< UTC
    QString beforeAt;     ///< of the last kept result; empty without one
};

/// Runs every bench, each as the command that runs it alone, one after the other; takes a quarter of an hour.
/// The programs that measure the window stand beside this one in a build folder, and are named as missing
/// elsewhere. `before` is what `jsonOf` gave for the last kept result.
AllFigures benchAll(const QJsonObject &before, const std::function<void(const QString &)> &say);

QJsonObject jsonOf(const AllFigures &all);
/// As a table of lines.
QStringList tableOf(const AllFigures &all);

} // namespace rig::ctl
