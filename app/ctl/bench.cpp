#include "composition/core/demoplant.h"
#include "ctl/bench/decodebench.h"
#include "ctl/bench/ingestbench.h"
#include "ctl/bench/latencybench.h"
#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/terminal.h"

#include <QCoreApplication>

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

int ingest(const CommandLine &line)
{
    const auto settings = line.settings();
    if (!settings)
        return complain(settings.error());
    const auto demo = composition::demoPlant();
    if (!demo)
        return complain(demo.error());
    IngestBenchOptions options;
    options.readings = line.value(u"readings"_s).toInt();
    options.rounds = line.value(u"rounds"_s).toInt();
    const auto figures = benchIngest(*settings, *demo, options, note);
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

int latency(const CommandLine &line)
{
    const auto settings = line.settings();
    if (!settings)
        return complain(settings.error());
    const auto demo = composition::demoPlant();
    if (!demo)
        return complain(demo.error());
    const auto figures =
        benchLatency(*settings, *demo, {std::chrono::seconds{line.value(u"seconds"_s).toInt()}});
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

} // namespace

int runBench(const QStringList &arguments)
{
    CommandLine line(
        u"bench decode|ingest|latency [options]"_s,
        tr("Measures, each figure beside its ceiling in the same run.\n\n"
           "decode  the decoder against simdjson walking the same bytes\n"
           "ingest  `rigctl node` against kcat consuming and psql copying the same readings, on the\n"
           "        configured servers, in topics and databases of its own (tests/with-servers starts\n"
           "        servers for it)\n"
           "latency how long three machines' readings, 20 a second each, take from the producer through the\n"
           "        configured broker to the board that the window shows; in a topic of its own"));
    line.value(u"readings"_s, u"N"_s,
               tr("ingest: how many, 10,000 to 5,000,000; with few the start of each program shows. Without "
                  "it: 1000000."),
               u"1000000"_s);
    line.value(u"rounds"_s, u"N"_s,
               tr("ingest: of each measurement, 1 to 20; the median counts. Without it: 3."), u"3"_s);
    line.value(u"seconds"_s, u"N"_s, tr("latency: how long, 1 to 3600. Without it: 30."), u"30"_s);
    line.flag(u"json"_s, tr("Prints the result as JSON."));
    line.words({tr("decode, ingest or latency")});
    line.choices({u"decode"_s, u"ingest"_s, u"latency"_s});
    if (const auto code = line.parse(arguments))
        return *code;
    const QString what = line.words().constFirst();
    if (what == "decode"_L1)
        return decode(line);
    if (what == "ingest"_L1)
        return ingest(line);
    return latency(line);
}

} // namespace rig::ctl
