#include "ctl/commanddatabase.h"
#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/csvcell.h"
#include "ctl/terminal.h"
#include "ctl/timeoptions.h"
#include "domain/shown.h"
#include "storage/historytables.h"
#include "storage/planttables.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

#include <map>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Trend", text);
}

tl::unexpected<Error> badLine(const QString &sentence)
{
    return failure(ErrorKind::badConfiguration, sentence);
}

Result<TrendQuestion> questionOf(const CommandLine &line, const Plant &plant, Instant now)
{
    TrendQuestion question;
    const QString id = line.words().constFirst();
    const MachineLayout *machine = plant.machine(id.toStdString());
    if (machine == nullptr)
        return failure(ErrorKind::notFound, tr("The plant has no machine '%1'.").arg(id));
    question.machine = machine->machine().number;
    for (const QString &name : line.words().mid(1))
        question.sensors.push_back(name.toStdString());
    bool isNumber = false;
    question.columns = line.value(u"columns"_s).toInt(&isNumber);
    if (!isNumber || question.columns < 1 || question.columns > TrendQuestion::mostColumns)
        return badLine(tr("--columns is a whole number from 1 to %1, not '%2'.")
                           .arg(QString::number(TrendQuestion::mostColumns), line.value(u"columns"_s)));
    question.to = now;
    if (line.isSet(u"to"_s)) {
        const auto to = instantOf(line, u"to"_s);
        if (!to)
            return tl::unexpected(to.error());
        question.to = *to;
    }
    if (line.isSet(u"from"_s) && line.isSet(u"last"_s))
        return badLine(tr("--from and --last both say where the range begins: give one of them."));
    if (line.isSet(u"from"_s)) {
        const auto from = instantOf(line, u"from"_s);
        if (!from)
            return tl::unexpected(from.error());
        if (*from >= question.to)
            return badLine(tr("The range must end after it begins: set --to behind --from."));
        question.from = *from;
        return question;
    }
    const auto span = spanOf(line, u"last"_s);
    if (!span)
        return tl::unexpected(span.error());
    question.from = question.to - *span;
    return question;
}

QString wordFor(TrendGrain grain)
{
    switch (grain) {
    case TrendGrain::raw:
        break;
    case TrendGrain::tenSeconds:
        return u"rollup_10s"_s;
    case TrendGrain::thirtySeconds:
        return u"rollup_30s"_s;
    case TrendGrain::minute:
        return u"rollup_1min"_s;
    }
    return u"reading"_s;
}

QString wordFor(Quality quality)
{
    return quality == Quality::good ? u"good"_s : quality == Quality::uncertain ? u"uncertain"_s : u"bad"_s;
}

void showCsv(const Trend &trend)
{
    const auto number = [](double value) {
        return QString::number(value, 'g', QLocale::FloatingPointShortest);
    };
    print(u"sensor,at,low,high,last,quality,gap_before"_s);
    for (const TrendLine &one : trend.lines)
        for (const TrendPoint &point : one.points)
            print(QStringList{csvCell(shown(one.sensor)), shown(formatInstant(point.at)), number(point.low),
                              number(point.high), number(point.last), wordFor(point.quality),
                              QString::number(point.gapBefore ? 1 : 0)}
                      .join(u','));
}

void showJson(const Trend &trend)
{
    QJsonArray lines;
    for (const TrendLine &one : trend.lines) {
        QJsonArray points;
        for (const TrendPoint &point : one.points)
            points.append(QJsonObject{{u"at"_s, shown(formatInstant(point.at))},
                                      {u"low"_s, point.low},
                                      {u"high"_s, point.high},
                                      {u"last"_s, point.last},
                                      {u"quality"_s, wordFor(point.quality)},
                                      {u"gap_before"_s, point.gapBefore}});
        lines.append(QJsonObject{{u"sensor"_s, shown(one.sensor)}, {u"points"_s, points}});
    }
    QJsonArray origins;
    for (const Origin origin : trend.origins)
        origins.append(shown(word(origin)));
    printJson({{u"from"_s, shown(formatInstant(trend.question.from))},
               {u"to"_s, shown(formatInstant(trend.question.to))},
               {u"grain"_s, wordFor(trend.grain)},
               {u"origins"_s, origins},
               {u"lines"_s, lines}});
}

Result<Trend> ask(const CommandLine &line, const composition::Database &database)
{
    const auto plant = storage::PlantTables(database.app, {}).load();
    if (!plant)
        return tl::unexpected(plant.error());
    const auto now = std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now());
    return questionOf(line, **plant, now).and_then([&](const TrendQuestion &question) {
        return storage::HistoryTables(database.app, {}).trend(question);
    });
}

} // namespace

int runTrend(const QStringList &arguments)
{
    CommandLine line(
        u"trend MACHINE SENSOR… [--last SPAN | --from TIME] [--to TIME] [--columns N]"_s,
        tr("Prints the stored past of up to six sensors of a machine as CSV: for each of as many columns as\n"
           "the range is divided into the lowest, the highest and the last value, the worst quality, and\n"
           "whether nothing came before it for longer than the sensor may be silent. Columns without a\n"
           "value are left out. Read from the readings, or from rollups where a column is wide enough."));
    line.value(u"last"_s, u"SPAN"_s, tr("How far back: 90s, 15m, 8h, 7d. Without it: 1h."), u"1h"_s);
    line.value(u"from"_s, u"TIME"_s, tr("Where it begins (ISO 8601), instead of --last."));
    line.value(u"to"_s, u"TIME"_s, tr("Where it ends, not included. Without it: now."));
    line.value(u"columns"_s, u"N"_s, tr("1 to %1. Without it: 120.").arg(TrendQuestion::mostColumns),
               u"120"_s);
    line.flag(u"json"_s, tr("Prints the result as JSON."));
    line.words({tr("a machine"), tr("a sensor")}, 5);
    if (const auto code = line.parse(arguments))
        return *code;
    const auto database = CommandDatabase::openCurrent(line);
    if (!database)
        return complain(database.error());
    const auto trend = ask(line, **database);
    if (!trend)
        return complain(trend.error());
    if (line.isSet(u"json"_s))
        showJson(*trend);
    else
        showCsv(*trend);
    return succeeded;
}

} // namespace rig::ctl
