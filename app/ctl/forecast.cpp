#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/csvcell.h"
#include "ctl/csvtable.h"
#include "ctl/forecasttable.h"
#include "ctl/outputfile.h"
#include "ctl/terminal.h"
#include "domain/shown.h"
#include "ml/forecastfile.h"

#include <QCoreApplication>

#include <charconv>
#include <set>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::ForecastCommand", text);
}

constexpr std::uint64_t mostEvery = 1'000'000;

void append(QByteArray &line, double number)
{
    std::array<char, 32> text;
    constexpr int digits = 10;
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::general, digits).ptr;
    line.append(text.data(), end - text.data());
}

/// Lines of one forecast: 30 for each sensor, with empty cells where nothing is foretold.
QByteArray linesOf(std::size_t row, const Forecast &forecast)
{
    QByteArray lines;
    const QByteArray number = QByteArray::number(static_cast<qint64>(row + 1));
    QByteArray chance;
    if (forecast.chance)
        append(chance, *forecast.chance);
    for (std::size_t step = 0; step < ml::forecastSteps; ++step)
        for (const SensorForecast &sensor : forecast.sensors) {
            lines += number + ',' + QByteArray::number(static_cast<qint64>(step + 1)) + ',' +
                     csvCell(QString::fromStdString(sensor.sensor)).toUtf8();
            for (const auto part : {&ForecastStep::mean, &ForecastStep::low, &ForecastStep::high}) {
                lines += ',';
                if (step < sensor.steps.size())
                    append(lines, sensor.steps[step].*part);
            }
            lines += ',' + chance + '\n';
        }
    return lines;
}

QString wordsFor(NoForecast why)
{
    switch (why) {
    case NoForecast::none:
        break;
    case NoForecast::tooFewRows:
        return tr("too few rows were seen: the first forecast is at the %1th")
            .arg(ml::ForecastWatch::firstRows);
    case NoForecast::neverMoved:
        return tr("it never moved in the healthy time");
    case NoForecast::silent:
        return tr("it sends nothing");
    case NoForecast::failed:
        return tr("it has failed");
    case NoForecast::notComputed:
        return tr("the forecast could not be computed; the log says why");
    }
    return {};
}

/// Why cells are empty: each sensor with each reason once.
class Gaps
{
public:
    void take(const Forecast &forecast)
    {
        for (const SensorForecast &sensor : forecast.sensors)
            if (sensor.missing != NoForecast::none)
                m_gaps.emplace(sensor.sensor, sensor.missing);
    }
    void say() const
    {
        for (const auto &[sensor, why] : m_gaps)
            note(tr("'%1' has no forecast in some or all rows: %2.").arg(shown(sensor), wordsFor(why)));
    }

private:
    std::set<std::pair<std::string, NoForecast>> m_gaps;
};

Done writeForecasts(const std::shared_ptr<const ml::ForecastModel> &model, const ml::Table &table,
                    std::size_t every, OutputFile &out)
{
    Gaps gaps;
    Done done = out.write("row,step,sensor,mean,low,high,chance\n");
    std::size_t made = 0;
    forecastRows(model, {}, table, every, [&](std::size_t row, const Forecast &forecast) {
        if (!done)
            return;
        ++made;
        gaps.take(forecast);
        done = out.write(linesOf(row, forecast));
    });
    if (!done)
        return done;
    gaps.say();
    note(tr("%1 rows, %2 forecasts.").arg(table.rows()).arg(made));
    if (made == 0)
        note(
            tr("The first forecast is made at row %1, and there is none.").arg(ml::ForecastWatch::firstRows));
    return done;
}

Done forecast(const CommandLine &line)
{
    const QString data = line.value(u"data"_s);
    const QString out = line.value(u"out"_s);
    const QString folder = line.value(u"model"_s);
    const auto every = line.whole(u"every"_s, 1, mostEvery);
    if (!every)
        return tl::unexpected(every.error());
    for (const QString &read : {data, ml::forecastFile(folder)})
        if (sameFile(read, out))
            return failure(ErrorKind::badConfiguration,
                           tr("The forecasts would take the place of %1.").arg(read), u"--out"_s);
    auto model = ml::readForecastModel(folder);
    if (!model)
        return tl::unexpected(model.error());
    const auto read = readCsvTable(data, model->sensors());
    if (!read)
        return tl::unexpected(read.error());
    const auto shared = std::make_shared<const ml::ForecastModel>(std::move(*model));
    return OutputFile::open(out).and_then([&](OutputFile file) {
        return writeForecasts(shared, read->table, static_cast<std::size_t>(*every), file).and_then([&] {
            return file.commit();
        });
    });
}

} // namespace

int runForecast(const QStringList &arguments)
{
    CommandLine line(
        u"forecast --model DIR --data FILE.csv --out FILE.csv [--every ROWS]"_s,
        tr("Says of the rows of a recording what the next 30 rows of every sensor are expected to be: at row "
           "60, and\n"
           "then every 29 rows, a line per step and sensor, with the mean, between what it lies for eight of "
           "ten (low,\n"
           "high), and the chance from 0 to 1 that within these 30 rows something is anomalous. `row` is the "
           "newest\n"
           "row that is known, counted from 1, and step 1 the one after it. Where nothing can be foretold "
           "cells are\n"
           "empty, and it says why. Of limits it knows nothing: a CSV file has none."));
    line.value(u"model"_s, u"DIR"_s,
               tr("The folder with a forecaster that `rigctl train --only forecaster` made."));
    line.value(u"data"_s, u"FILE"_s,
               tr("CSV with the readings, the oldest first; more columns do not matter."));
    line.value(u"out"_s, u"FILE"_s, tr("CSV with the forecasts; - is standard output."));
    line.value(u"every"_s, u"ROWS"_s,
               tr("How many rows lie between forecasts. Without it: 29, which no clock keeps to."), u"29"_s);
    if (const auto code = line.parse(arguments))
        return *code;
    for (const QString &name : {u"model"_s, u"data"_s, u"out"_s})
        if (line.value(name).isEmpty())
            return complain({ErrorKind::badConfiguration,
                             tr("forecast needs --model DIR, --data FILE.csv and --out FILE.csv."),
                             u"--"_s + name});
    const Done done = forecast(line);
    return done ? succeeded : complain(done.error());
}

} // namespace rig::ctl
