#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

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
    QString name{}; ///< the same from run to run
    QString unit{};
    double value = 0;
    std::optional<Bar> bar{};
    QString besideWhat{};           ///< the ceiling or peer of the same run; empty where there is none
    double beside = 0;              ///< in the same unit
    std::optional<double> median{}; ///< of a figure that is a percentile
    std::optional<double> before{}; ///< of the last kept result
    QString beforeAt{};             ///< UTC, when that was measured

    bool holds() const { return !bar || (bar->atLeast ? value >= bar->value : value <= bar->value); }
};

struct AllFigures
{
    std::vector<BenchFigure> figures{};
    QStringList failures{}; ///< a sentence for each bench that gave none
    QString takenAt{};      ///< UTC
};

/// Puts beside each figure what it was in the last kept result, which is empty where nothing was kept.
void compare(AllFigures &all, const QJsonObject &kept);

/// The result of this run alone.
QJsonObject jsonOf(const AllFigures &all);
/// What is kept from now on: this run, and of what it could not measure the last kept result, each with
/// `taken_at` of its own.
QJsonObject keptOf(const AllFigures &all, const QJsonObject &kept);

/// As a table of lines.
QStringList tableOf(const AllFigures &all);

/// A sentence that names every bar that does not hold, with figure and bar; empty where all hold.
QString brokenBars(const AllFigures &all);

} // namespace rig::ctl
