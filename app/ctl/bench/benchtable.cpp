#include "ctl/bench/benchtable.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QSysInfo>

#include <algorithm>
#include <thread>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::BenchTable", text);
}

QString numberText(double value)
{
    return QString::number(value, 'f', value >= 1000 ? 0 : value >= 10 ? 1 : 2);
}

QString barText(const Bar &bar)
{
    return (bar.atLeast ? u"≥ "_s : u"≤ "_s) + numberText(bar.value);
}

/// What a figure is held against in words: its ceiling or peer, else its bar.
QString heldAgainst(const BenchFigure &one)
{
    QString text = one.bar ? tr("its bar") : tr("nothing");
    if (!one.besideWhat.isEmpty())
        text = one.besideWhat + u' ' + numberText(one.beside);
    else if (one.bar)
        text += u' ' + barText(*one.bar);
    return one.median ? tr("%1, median %2").arg(text, numberText(*one.median)) : text;
}

QString changeText(const BenchFigure &one)
{
    return one.before && *one.before != 0
               ? QString::number((one.value / *one.before - 1) * 100, 'f', 0).append(u" %"_s)
               : QString();
}

QString rowOf(const QString &name, const QStringList &cells, const QString &beside)
{
    QString line = name.leftJustified(48);
    for (const QString &cell : cells)
        line += cell.rightJustified(13);
    return line + u"  "_s + beside;
}

QJsonObject jsonOf(const BenchFigure &one)
{
    QJsonObject row{{u"name"_s, one.name}, {u"unit"_s, one.unit}, {u"value"_s, one.value}};
    if (one.bar)
        row[u"bar"_s] = QJsonObject{{one.bar->atLeast ? u"at_least"_s : u"at_most"_s, one.bar->value},
                                    {u"holds"_s, one.holds()}};
    if (!one.besideWhat.isEmpty())
        row[u"beside"_s] = QJsonObject{{u"what"_s, one.besideWhat}, {u"value"_s, one.beside}};
    if (one.median)
        row[u"median"_s] = *one.median;
    if (one.before) {
        row[u"before"_s] = *one.before;
        row[u"before_at"_s] = one.beforeAt;
    }
    return row;
}

/// When a figure of a kept result was measured.
QString takenAt(const QJsonValue &figure, const QJsonObject &kept)
{
    return figure[u"taken_at"].toString(kept[u"taken_at"].toString());
}

} // namespace

void compare(AllFigures &all, const QJsonObject &kept)
{
    const QJsonArray figures = kept[u"figures"].toArray();
    for (BenchFigure &one : all.figures) {
        const auto found = std::find_if(figures.begin(), figures.end(), [&](const QJsonValue &before) {
            return before[u"name"].toString() == one.name;
        });
        if (found == figures.end())
            continue;
        one.before = (*found)[u"value"].toDouble();
        one.beforeAt = takenAt(*found, kept);
    }
}

QJsonObject jsonOf(const AllFigures &all)
{
    QJsonArray rows;
    for (const BenchFigure &one : all.figures)
        rows.append(jsonOf(one));
    return {
        {u"taken_at"_s, all.takenAt},
        {u"machine"_s, QJsonObject{{u"processors"_s, static_cast<int>(std::thread::hardware_concurrency())},
                                   {u"kernel"_s, QSysInfo::kernelVersion()},
                                   {u"system"_s, QSysInfo::prettyProductName()}}},
        {u"figures"_s, rows},
        {u"failures"_s, QJsonArray::fromStringList(all.failures)}};
}

QJsonObject keptOf(const AllFigures &all, const QJsonObject &kept)
{
    QJsonObject result = jsonOf(all);
    if (all.failures.isEmpty())
        return result;
    QJsonArray rows = result[u"figures"].toArray();
    const QJsonArray keptRows = kept[u"figures"].toArray();
    for (const QJsonValue &before : keptRows) {
        if (std::ranges::any_of(
                all.figures, [&](const BenchFigure &one) { return one.name == before[u"name"].toString(); }))
            continue;
        QJsonObject row = before.toObject();
        row[u"taken_at"_s] = takenAt(before, kept);
        rows.append(row);
    }
    result[u"figures"_s] = rows;
    return result;
}

QStringList tableOf(const AllFigures &all)
{
    QStringList lines{rowOf(tr("what"),
                            {tr("figure"), tr("unit"), tr("bar"), tr("holds"), tr("before"), tr("change")},
                            tr("held against, in the same run"))};
    QStringList days;
    for (const BenchFigure &one : all.figures) {
        lines.append(rowOf(one.name,
                           {numberText(one.value), one.unit, one.bar ? barText(*one.bar) : QString(),
                            one.bar ? one.holds() ? tr("yes") : tr("NO") : QString(),
                            one.before ? numberText(*one.before) : QString(), changeText(one)},
                           heldAgainst(one)));
        if (one.before && !days.contains(one.beforeAt))
            days.append(one.beforeAt);
    }
    if (!days.isEmpty())
        lines.append(tr("Before: what was measured on %1.").arg(days.join(u", "_s)));
    return lines;
}

QString brokenBars(const AllFigures &all)
{
    QStringList broken;
    for (const BenchFigure &one : all.figures)
        if (!one.holds())
            broken.append(
                u"%1 (%2 %3, %4)"_s.arg(one.name, numberText(one.value), one.unit, barText(*one.bar)));
    return broken.isEmpty() ? QString() : tr("Bars that do not hold: %1.").arg(broken.join(u"; "_s));
}

} // namespace rig::ctl
