#include "composition/core/demoplant.h"
#include "ctl/bench/decodebench.h"
#include "ctl/bench/detectbench.h"
#include "ctl/bench/forestbench.h"
#include "ctl/bench/ingestbench.h"
#include "ctl/bench/latencybench.h"
#include "ctl/bench/trendbench.h"
#include "ctl/benchall.h"
#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/terminal.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <cmath>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Bench", text);
}

QString number(double value, int decimals)
{
    return QString::number(value, 'f', decimals);
}

int decode(const CommandLine &line)
{
    const auto figures = benchDecoding({});
    if (!figures)
        return complain(figures.error());
    if (line.isSet(u"json"_s)) {
        printJson({{u"bytes_per_message"_s, figures->bytesPerMessage},
                   {u"simdjson_per_s"_s, figures->simdjson.messagesPerSecond},
                   {u"decoder_per_s"_s, figures->decoder.messagesPerSecond},
                   {u"ratio"_s, figures->ratio}});
        return succeeded;
    }
    print(tr("simdjson alone  %1 messages/s  %2 MB/s")
              .arg(number(figures->simdjson.messagesPerSecond, 0),
                   number(figures->simdjson.bytesPerSecond / 1e6, 0)));
    print(tr("decoder         %1 messages/s  %2 MB/s")
              .arg(number(figures->decoder.messagesPerSecond, 0),
                   number(figures->decoder.bytesPerSecond / 1e6, 0)));
    print(tr("ratio           %1  (bar: at least 0.5)").arg(number(figures->ratio, 2)));
    return succeeded;
}

QJsonObject jsonOf(const IngestFigure &figure)
{
    return {{u"readings_per_s"_s, figure.readingsPerSecond}, {u"cpu_s_per_million"_s, figure.cpuPerMillion}};
}

void show(const IngestFigures &figures)
{
    const double ceiling = std::min(figures.consume.readingsPerSecond, figures.copy.readingsPerSecond);
    const double cpu = figures.consume.cpuPerMillion + figures.copy.cpuPerMillion;
    print(u"%1 %2 %3 %4 %5"_s.arg(QString(), -30)
              .arg(tr("readings/s"), 11)
              .arg(tr("of ceiling"), 11)
              .arg(tr("CPU s/million"), 14)
              .arg(tr("of both"), 8));
    for (const IngestFigure *figure : {&figures.consume, &figures.copy, &figures.keep, &figures.keepAndJudge})
        print(u"%1 %2 %3 %4 %5"_s.arg(figure->what, -30)
                  .arg(number(figure->readingsPerSecond, 0), 11)
                  .arg(number(figure->readingsPerSecond / ceiling, 2), 11)
                  .arg(number(figure->cpuPerMillion, 1), 14)
                  .arg(number(figure->cpuPerMillion / cpu, 2), 8));
    print(tr("Bars: keep and judge at least 0.25 of the ceiling (the slower of the first two) and at most "
             "3.3 times\n"
             "their CPU; keep alone aims at 0.4 and at most 2."));
}

int ingest(const CommandLine &line, const settings::Settings &settings, const PlantDefinition &demo)
{
    IngestBenchOptions options;
    options.readings = line.value(u"readings"_s).toInt();
    options.rounds = line.value(u"rounds"_s).toInt();
    const auto figures = benchIngest(settings, demo, options, note);
    if (!figures)
        return complain(figures.error());
    if (line.isSet(u"json"_s))
        printJson({{u"consume"_s, jsonOf(figures->consume)},
                   {u"copy"_s, jsonOf(figures->copy)},
                   {u"keep"_s, jsonOf(figures->keep)},
                   {u"keep_and_judge"_s, jsonOf(figures->keepAndJudge)}});
    else
        show(*figures);
    return succeeded;
}

int latency(const CommandLine &line, const settings::Settings &settings, const PlantDefinition &demo)
{
    const auto figures =
        benchLatency(settings, demo, {std::chrono::seconds{line.value(u"seconds"_s).toInt()}});
    if (!figures)
        return complain(figures.error());
    const auto milliseconds = [](std::chrono::duration<double, std::milli> time) { return time.count(); };
    if (line.isSet(u"json"_s)) {
        printJson({{u"readings"_s, static_cast<qint64>(figures->readings)},
                   {u"median_ms"_s, milliseconds(figures->median)},
                   {u"p90_ms"_s, milliseconds(figures->p90)},
                   {u"p99_ms"_s, milliseconds(figures->p99)},
                   {u"worst_ms"_s, milliseconds(figures->worst)}});
        return succeeded;
    }
    print(tr("From the producer's call to the board that the window looks at, %1 readings:")
              .arg(figures->readings));
    print(tr("median %1 ms  p90 %2 ms  p99 %3 ms  worst %4 ms  (bar: p99 under 50 ms)")
              .arg(number(milliseconds(figures->median), 1), number(milliseconds(figures->p90), 1),
                   number(milliseconds(figures->p99), 1), number(milliseconds(figures->worst), 1)));
    return succeeded;
}

int detect(const CommandLine &line, const settings::Settings &settings, const PlantDefinition &demo)
{
    DetectBenchOptions options;
    options.machines = line.value(u"machines"_s).toInt();
    if (line.isSet(u"seconds"_s))
        options.duration = std::chrono::seconds{line.value(u"seconds"_s).toInt()};
    const auto figures = benchDetect(settings, demo, options, note);
    if (!figures)
        return complain(figures.error());
    if (line.isSet(u"json"_s)) {
        printJson({{u"findings"_s, static_cast<qint64>(figures->findings)},
                   {u"median_ms"_s, figures->median.count()},
                   {u"p99_ms"_s, figures->p99.count()},
                   {u"worst_ms"_s, figures->worst.count()},
                   {u"judged"_s, static_cast<qint64>(figures->judged)},
                   {u"skipped"_s, static_cast<qint64>(figures->skipped)},
                   {u"lstm_alone_per_s"_s, figures->alone},
                   {u"lstm_per_s"_s, figures->ours},
                   {u"lstm_of_many_per_s"_s, figures->ofMany}});
        return succeeded;
    }
    print(tr("From the reading that completes an episode to its finding in the database, %1 findings:")
              .arg(figures->findings));
    print(tr("median %1 ms  p99 %2 ms  worst %3 ms  (bar: p99 under 250 ms)")
              .arg(number(figures->median.count(), 1), number(figures->p99.count(), 1),
                   number(figures->worst.count(), 1)));
    print(tr("%1 readings judged by every detector, %2 skipped (bar: none)")
              .arg(figures->judged)
              .arg(figures->skipped));
    print(tr("The autoencoder on one thread, windows a second: libtorch alone, 256 of one net: %1; ours from "
             "rows "
             "to\n"
             "scores: %2, %3 times as slow (bar: 1.5); ours of %4 nets with two rows each: %5, %6 times as "
             "slow")
              .arg(number(figures->alone, 0), number(figures->ours, 0),
                   number(figures->alone / figures->ours, 2), QString::number(options.machines),
                   number(figures->ofMany, 0), number(figures->alone / figures->ofMany, 2)));
    return succeeded;
}

/// Runs a bench of the load of the demo's plant on the configured servers.
int onServers(const CommandLine &line,
              int (*bench)(const CommandLine &, const settings::Settings &, const PlantDefinition &))
{
    const auto settings = line.settings();
    if (!settings)
        return complain(settings.error());
    const auto demo = composition::demoPlant();
    return demo ? bench(line, *settings, *demo) : complain(demo.error());
}

QString wordFor(TrendGrain grain)
{
    switch (grain) {
    case TrendGrain::raw:
        break;
    case TrendGrain::tenSeconds:
        return tr("10 s");
    case TrendGrain::thirtySeconds:
        return tr("30 s");
    case TrendGrain::minute:
        return tr("1 min");
    }
    return tr("readings");
}

void show(const TrendFigures &figures)
{
    print(tr("%1 readings, %2 GB with rollups; stored in %3 s, rolled up in %4 s")
              .arg(figures.readings)
              .arg(number(static_cast<double>(figures.bytes) / 1e9, 1), number(figures.fillSeconds, 0),
                   number(figures.rollupSeconds, 0)));
    print(u"%1 %2 %3 %4 %5 %6"_s.arg(tr("three sensors, of"), -44)
              .arg(tr("from"), 9)
              .arg(tr("asked"), 6)
              .arg(tr("median ms"), 10)
              .arg(tr("p95 ms"), 8)
              .arg(tr("worst ms"), 9));
    for (const TrendFigure &one : figures.figures)
        print(u"%1 %2 %3 %4 %5 %6"_s.arg(one.what, -44)
                  .arg(wordFor(one.grain), 9)
                  .arg(one.asked, 6)
                  .arg(number(one.median.count(), 1), 10)
                  .arg(number(one.p95.count(), 1), 8)
                  .arg(number(one.worst.count(), 1), 9));
    print(tr("Bar: a day at p95 within 150 ms, also cold and 20 ms away."));
}

QJsonObject jsonOf(const TrendFigure &figure)
{
    return {{u"what"_s, figure.what},
            {u"grain"_s, wordFor(figure.grain)},
            {u"points"_s, static_cast<qint64>(figure.points)},
            {u"asked"_s, static_cast<qint64>(figure.asked)},
            {u"median_ms"_s, figure.median.count()},
            {u"p95_ms"_s, figure.p95.count()},
            {u"worst_ms"_s, figure.worst.count()}};
}

int trend(const CommandLine &line)
{
    const auto demo = composition::demoPlant();
    if (!demo)
        return complain(demo.error());
    TrendBenchOptions options;
    if (line.isSet(u"readings"_s))
        options.readings = line.value(u"readings"_s).toLongLong();
    options.cold = line.value(u"rounds"_s).toInt();
    if (!line.isSet(u"rounds"_s))
        options.cold = 20;
    const auto figures = benchTrend(*demo, options, note);
    if (!figures)
        return complain(figures.error());
    if (!line.isSet(u"json"_s)) {
        show(*figures);
        return succeeded;
    }
    QJsonArray rows;
    for (const TrendFigure &one : figures->figures)
        rows.append(jsonOf(one));
    printJson({{u"readings"_s, static_cast<qint64>(figures->readings)},
               {u"bytes"_s, static_cast<qint64>(figures->bytes)},
               {u"fill_s"_s, figures->fillSeconds},
               {u"rollup_s"_s, figures->rollupSeconds},
               {u"trends"_s, rows}});
    return succeeded;
}

int forest(const CommandLine &line)
{
    if (!line.isSet(u"data"_s))
        return complain({ErrorKind::badConfiguration, tr("bench forest needs rows."), u"--data FILE.csv"_s});
    for (const QString &name : {u"trees"_s, u"sample"_s, u"seed"_s}) {
        bool whole = false;
        static_cast<void>(name == "seed"_L1 ? line.value(name).toULongLong(&whole)
                                            : line.value(name).toUInt(&whole));
        if (!whole)
            return complain({ErrorKind::badConfiguration,
                             tr("'%1' is no whole number of 0 or more.").arg(line.value(name)),
                             u"--"_s + name});
    }
    const ml::IsolationForestConfig config{line.value(u"trees"_s).toInt(), line.value(u"sample"_s).toInt(),
                                           line.value(u"seed"_s).toULongLong()};
    const auto figures = benchForest(line.value(u"data"_s), config);
    if (!figures)
        return complain(figures.error());
    if (line.isSet(u"json"_s)) {
        QJsonObject result{{u"rows"_s, static_cast<qint64>(figures->rows)},
                           {u"train_s"_s, figures->trainSeconds},
                           {u"score_s"_s, figures->scoreSeconds},
                           {u"row_s"_s, figures->rowSeconds}};
        if (!std::isnan(figures->area))
            result.insert(u"auc"_s, figures->area);
        printJson(result);
        return succeeded;
    }
    print(tr("trained on %1 rows in %2 ms; all scored in %3 ms, a single one in %4 µs (bar: under 25)")
              .arg(figures->rows)
              .arg(number(figures->trainSeconds * 1e3, 2), number(figures->scoreSeconds * 1e3, 2),
                   number(figures->rowSeconds * 1e6, 1)));
    if (!std::isnan(figures->area))
        print(tr("area under the ROC curve %1").arg(number(figures->area, 3)));
    return succeeded;
}

void addOptions(CommandLine &line)
{
    line.value(u"readings"_s, u"N"_s,
               tr("ingest: how many, 10,000 to 5,000,000; with few the start of each program shows. Without "
                  "it: 1000000."),
               u"1000000"_s);
    line.value(u"rounds"_s, u"N"_s,
               tr("ingest: of each measurement, 1 to 20; the median counts. Without it: 3."), u"3"_s);
    line.value(u"seconds"_s, u"N"_s, tr("latency, detect: how long, 1 to 3600. Without it: 30, and 60."),
               u"30"_s);
    line.value(u"machines"_s, u"N"_s, tr("detect: how many, 1 to 900. Without it: 100."), u"100"_s);
    line.value(
        u"data"_s, u"FILE"_s,
        tr("forest: CSV, each column a sensor but for timestamp and label; the label is held against the "
           "scores."));
    line.value(u"trees"_s, u"N"_s, tr("forest: 1 to 1000. Without it: 100."), u"100"_s);
    line.value(u"sample"_s, u"N"_s, tr("forest: rows a tree grows from, 2 to 4096. Without it: 256."),
               u"256"_s);
    line.value(u"seed"_s, u"N"_s, tr("forest: the same one gives the same trees. Without it: 1."), u"1"_s);
    line.flag(u"json"_s, tr("Prints the result as JSON."));
    line.value(
        u"keep"_s, u"FILE"_s,
        tr("all: where the result is kept and the last one stands. Without it: benches.json in the data "
           "directory."));
}

} // namespace

int runBench(const QStringList &arguments)
{
    CommandLine line(
        u"bench all|decode|detect|forest|ingest|latency|trend [options]"_s,
        tr("Measures, each figure beside its ceiling or peer in the same run, or beside its bar.\n\n"
           "all     every bench, as a table with what each figure is held against and how the last kept "
           "result was;\n"
           "        a quarter of an hour; exits with 1 where a bar does not hold. For those of the window:\n"
           "        tests/with-servers tests/widgets/with-screen build/release/bin/rigctl bench all\n"
           "decode  the decoder against simdjson walking the same bytes\n"
           "detect  how long a node with every detector on a hundred machines' readings, 20 a second each, "
           "takes\n"
           "        from a reading to what is found with it, on the configured servers, in a topic and a "
           "database\n"
           "        of its own; and its autoencoder against libtorch alone\n"
           "forest  an isolation forest on all rows of a CSV file, on one thread; beside no peer here\n"
           "ingest  `rigctl node` against kcat consuming and psql copying the same readings, on the\n"
           "        configured servers, in topics and databases of its own (tests/with-servers starts\n"
           "        servers for it)\n"
           "latency how long three machines' readings, 20 a second each, take from the producer through the\n"
           "        configured broker to the board that the window shows; in a topic of its own\n"
           "trend   how long the past of three sensors takes from a database of its own with 10 million\n"
           "        readings behind three years of days, with empty caches and with 20 ms of network "
           "between;\n"
           "        takes some minutes and 7 GB below /var/tmp"));
    addOptions(line);
    line.words({tr("all, decode, detect, forest, ingest, latency or trend")});
    line.choices({u"all"_s, u"decode"_s, u"detect"_s, u"forest"_s, u"ingest"_s, u"latency"_s, u"trend"_s});
    if (const auto code = line.parse(arguments))
        return *code;
    const QString what = line.words().constFirst();
    if (what == "all"_L1)
        return runAllBenches(line);
    if (what == "decode"_L1)
        return decode(line);
    if (what == "forest"_L1)
        return forest(line);
    if (what == "trend"_L1)
        return trend(line);
    return onServers(line, what == "detect"_L1 ? detect : what == "ingest"_L1 ? ingest : latency);
}

} // namespace rig::ctl
