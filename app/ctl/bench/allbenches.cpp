#include "ctl/bench/allbenches.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QSysInfo>

#include <thread>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::AllBenches", text);
}

using Figures = std::vector<BenchFigure>;

Figures decodeFigures(const QJsonObject &json)
{
    return {{u"decoder"_s,
             u"messages/s"_s,
             json[u"decoder_per_s"].toDouble(),
             {},
             u"simdjson alone"_s,
             json[u"simdjson_per_s"].toDouble(),
             {}},
            {u"decoder, of simdjson"_s, u"ratio"_s, json[u"ratio"].toDouble(), Bar{0.5, true}, {}, 0, {}}};
}

Figures ingestFigures(const QJsonObject &json)
{
    const auto rate = [&](QLatin1StringView what) { return json[what][u"readings_per_s"].toDouble(); };
    const auto cpu = [&](QLatin1StringView what) { return json[what][u"cpu_s_per_million"].toDouble(); };
    const bool consumes = rate("consume"_L1) < rate("copy"_L1);
    const double ceiling = std::min(rate("consume"_L1), rate("copy"_L1));
    const QString peer = consumes ? u"kcat alone"_s : u"psql \\copy alone"_s;
    const double both = cpu("consume"_L1) + cpu("copy"_L1);
    return {
        {u"keep"_s, u"readings/s"_s, rate("keep"_L1), {}, peer, ceiling, {}},
        {u"keep, of the slower ceiling"_s, u"ratio"_s, rate("keep"_L1) / ceiling, Bar{0.4, true}, {}, 0, {}},
        {u"keep, processor"_s,
         u"s/million"_s,
         cpu("keep"_L1),
         Bar{2 * both, false},
         u"kcat and psql"_s,
         both,
         {}},
        {u"keep and judge"_s, u"readings/s"_s, rate("keep_and_judge"_L1), {}, peer, ceiling, {}},
        {u"keep and judge, of the slower ceiling"_s,
         u"ratio"_s,
         rate("keep_and_judge"_L1) / ceiling,
         Bar{0.25, true},
         {},
         0,
         {}},
        {u"keep and judge, processor"_s,
         u"s/million"_s,
         cpu("keep_and_judge"_L1),
         Bar{3.3 * both, false},
         u"kcat and psql"_s,
         both,
         {}},
    };
}

Figures latencyFigures(const QJsonObject &json)
{
    return {{u"producer to board, p99"_s,
             u"ms"_s,
             json[u"p99_ms"].toDouble(),
             Bar{50, false},
             u"median"_s,
             json[u"median_ms"].toDouble(),
             {}}};
}

Figures trendFigures(const QJsonObject &json)
{
    Figures figures;
    for (const QJsonValue &one : json[u"trends"].toArray()) {
        const QString what = one[u"what"].toString();
        const bool day = what.startsWith(u"a day"_s);
        figures.push_back({tr("trend of %1, p95").arg(what),
                           u"ms"_s,
                           one[u"p95_ms"].toDouble(),
                           day ? std::optional(Bar{150, false}) : std::nullopt,
                           u"median"_s,
                           one[u"median_ms"].toDouble(),
                           {}});
    }
    return figures;
}

Figures frameFigures(const QJsonObject &json)
{
    return {{u"producer to frame, p99"_s,
             u"ms"_s,
             json[u"p99_ms"].toDouble(),
             Bar{100, false},
             u"median"_s,
             json[u"median_ms"].toDouble(),
             {}}};
}

Figures startFigures(const QJsonObject &json)
{
    return {{u"until the window stands"_s, u"ms"_s, json[u"number"].toDouble(), Bar{1500, false}, {}, 0, {}}};
}

Figures windowFigures(const QJsonObject &json)
{
    return {{u"GUI thread, 150 live sensors"_s,
             u"% of a core"_s,
             json[u"number"].toDouble(),
             Bar{10, false},
             {},
             0,
             {}}};
}

/// A bench as it is run alone.
struct Bench
{
    const char *program; ///< beside this one
    QStringList arguments;
    const char *number; ///< what it says instead of JSON; null: it prints JSON
    Figures (*figures)(const QJsonObject &json);
};

std::vector<Bench> benches()
{
    return {
        {"rigctl", {u"bench"_s, u"decode"_s, u"--json"_s}, nullptr, decodeFigures},
        {"rigctl", {u"bench"_s, u"ingest"_s, u"--json"_s}, nullptr, ingestFigures},
        {"rigctl", {u"bench"_s, u"latency"_s, u"--json"_s}, nullptr, latencyFigures},
        {"rigctl", {u"bench"_s, u"trend"_s, u"--json"_s}, nullptr, trendFigures},
        {"frame_bench", {u"--json"_s}, nullptr, frameFigures},
        {"rig-alpha", {u"--exit-after-startup"_s}, "stood after (\\d+) ms", startFigures},
        {"window_gallery", {u"--live"_s, u"10"_s, u"--no-scene"_s}, "GUI thread ([\\d.]+) %", windowFigures},
    };
}

Result<QJsonObject> run(const Bench &bench)
{
    const QString name = QLatin1StringView(bench.program);
    const QString file = QCoreApplication::applicationDirPath() + u'/' + name;
    const QString words = name + u' ' + bench.arguments.join(u' ');
    if (!QFileInfo(file).isExecutable())
        return failure(ErrorKind::notFound,
                       tr("%1: the program is not beside this one; it stands in a build folder.").arg(words));
    QProcess process;
    process.start(file, bench.arguments);
    if (!process.waitForStarted() || !process.waitForFinished(-1) ||
        process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return failure(ErrorKind::unavailable,
                       tr("%1: %2").arg(words, QString::fromUtf8(process.readAllStandardError()).trimmed()));
    if (bench.number == nullptr)
        return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    const auto match = QRegularExpression(QLatin1StringView(bench.number))
                           .match(QString::fromUtf8(process.readAllStandardError()));
    if (!match.hasMatch())
        return failure(ErrorKind::damaged, tr("%1 did not say its figure.").arg(words));
    return QJsonObject{{u"number"_s, match.captured(1).toDouble()}};
}

std::optional<double> valueIn(const QJsonObject &before, const QString &name)
{
    for (const QJsonValue &one : before[u"figures"].toArray())
        if (one[u"name"].toString() == name)
            return one[u"value"].toDouble();
    return {};
}

QString numberText(double value)
{
    return QString::number(value, 'f', value >= 1000 ? 0 : value >= 10 ? 1 : 2);
}

} // namespace

AllFigures benchAll(const QJsonObject &before, const std::function<void(const QString &)> &say)
{
    AllFigures all;
    all.takenAt = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    all.beforeAt = before[u"taken_at"].toString();
    for (const Bench &bench : benches()) {
        say(tr("Running %1 %2.").arg(QLatin1StringView(bench.program), bench.arguments.join(u' ')));
        const auto json = run(bench);
        if (!json) {
            all.failures.append(json.error().sentence);
            continue;
        }
        for (BenchFigure figure : bench.figures(*json)) {
            figure.before = valueIn(before, figure.name);
            all.figures.push_back(figure);
        }
    }
    return all;
}

QJsonObject jsonOf(const AllFigures &all)
{
    QJsonArray rows;
    for (const BenchFigure &one : all.figures) {
        QJsonObject row{{u"name"_s, one.name}, {u"unit"_s, one.unit}, {u"value"_s, one.value}};
        if (one.bar)
            row[u"bar"_s] = QJsonObject{{one.bar->atLeast ? u"at_least"_s : u"at_most"_s, one.bar->value},
                                        {u"holds"_s, one.holds()}};
        if (!one.besideWhat.isEmpty())
            row[u"beside"_s] = QJsonObject{{u"what"_s, one.besideWhat}, {u"value"_s, one.beside}};
        if (one.before)
            row[u"before"_s] = *one.before;
        rows.append(row);
    }
    return {
        {u"taken_at"_s, all.takenAt},
        {u"machine"_s, QJsonObject{{u"processors"_s, static_cast<int>(std::thread::hardware_concurrency())},
                                   {u"kernel"_s, QSysInfo::kernelVersion()},
                                   {u"system"_s, QSysInfo::prettyProductName()}}},
        {u"figures"_s, rows},
        {u"failures"_s, QJsonArray::fromStringList(all.failures)}};
}

QStringList tableOf(const AllFigures &all)
{
    const auto row = [](const QString &name, const QStringList &cells, const QString &beside) {
        QString line = name.leftJustified(48);
        for (const QString &cell : cells)
            line += cell.rightJustified(13);
        return beside.isEmpty() ? line : line + u"  "_s + beside;
    };
    QStringList lines{row(tr("what"),
                          {tr("figure"), tr("unit"), tr("bar"), tr("holds"), tr("before"), tr("change")},
                          tr("beside it, in the same run"))};
    for (const BenchFigure &one : all.figures)
        lines.append(
            row(one.name,
                {numberText(one.value), one.unit,
                 one.bar ? (one.bar->atLeast ? u"≥ "_s : u"≤ "_s) + numberText(one.bar->value) : QString(),
                 one.bar ? one.holds() ? tr("yes") : tr("NO") : QString(),
                 one.before ? numberText(*one.before) : QString(),
                 one.before && *one.before != 0
                     ? QString::number((one.value / *one.before - 1) * 100, 'f', 0).append(u" %"_s)
                     : QString()},
                one.besideWhat.isEmpty() ? QString() : one.besideWhat + u' ' + numberText(one.beside)));
    if (!all.beforeAt.isEmpty())
        lines.append(tr("Before: what was kept on %1.").arg(all.beforeAt));
    return lines;
}

} // namespace rig::ctl
