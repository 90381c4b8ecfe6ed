#include "simulator/simulationrun.h"

#include "domain/shown.h"
#include "simulator/faultmoves.h"
#include "simulator/simulatedrows.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QJsonArray>

#include <charconv>
#include <cmath>

namespace rig::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int64_t rowsPerLook = 1'000;

void appendNumber(QByteArray &line, double value, int decimals)
{
    char text[32];
    const auto end =
        std::to_chars(std::begin(text), std::end(text), value, std::chars_format::fixed, decimals);
    line.append(text, end.ptr - text);
}

tl::unexpected<Error> notWritten(const QIODevice &file)
{
    return failure(ErrorKind::full, QCoreApplication::translate("rig::simulator::SimulationRun",
                                                                "The CSV file could not be written: %1.")
                                        .arg(file.errorString()));
}

QByteArray header()
{
    QByteArray line("timestamp");
    for (const Signal &signal : signalTable())
        line.append(',').append(signal.name.data(), static_cast<qsizetype>(signal.name.size()));
    return line + '\n';
}

QString instantAt(const SimulationRun &run, Elapsed elapsed)
{
    return QString::fromStdString(formatInstant(run.start + elapsed));
}

double secondsOf(Elapsed elapsed)
{
    return std::chrono::duration<double>(elapsed).count();
}

QJsonArray sensorsOf(const MachineSignals::ActiveFault &fault, const Character &character)
{
    if (fault.sensor)
        return {QJsonObject{{u"sensor"_s, shown(signalOf(*fault.sensor).name)}}};
    QJsonArray sensors;
    for (const FaultMove &move : movesOf(*fault.description, fault.course.worst(), character))
        sensors.append(jsonOf(move));
    return sensors;
}

} // namespace

Result<std::int64_t> writeCsv(const SimulationRun &run, QIODevice &file,
                              const std::function<bool(double share)> &goesOn)
{
    SimulatedRows readings(run);
    QByteArray line = header();
    std::int64_t rows = 0;
    for (; readings.next(); ++rows) {
        if (rows % rowsPerLook == 0 && !goesOn(secondsOf(readings.now()) / secondsOf(run.duration)))
            break;
        line.append(formatInstant(run.start + readings.now()).c_str());
        for (std::size_t i = 0; i < readings.values().size(); ++i) {
            line.append(',');
            if (const double value = readings.values()[i]; !std::isnan(value))
                appendNumber(line, value, signalTable()[i].decimals);
        }
        line.append('\n');
        if (file.write(line) != line.size())
            return notWritten(file);
        line.clear();
    }
    if (file.write(line) != line.size())
        return notWritten(file);
    return rows;
}

QJsonObject truthOf(const SimulationRun &run)
{
    const SimulatedRows readings(run);
    QJsonArray faults;
    for (const MachineSignals::ActiveFault &fault : readings.faults()) {
        const FaultCourse &course = fault.course;
        const Elapsed onset = readings.onsetOf(fault);
        faults.append(QJsonObject{{u"fault"_s, shown(fault.description->name)},
                                  {u"onset_s"_s, secondsOf(onset)},
                                  {u"onset"_s, instantAt(run, onset)},
                                  {u"severity"_s, course.worst()},
                                  {u"growth_s"_s, static_cast<qint64>(course.growth().count())},
                                  {u"sensors"_s, sensorsOf(fault, readings.character())}});
    }
    QJsonArray stops;
    for (const PlannedStop &stop : run.stops)
        stops.append(QJsonObject{{u"from_s"_s, secondsOf(stop.from)},
                                 {u"from"_s, instantAt(run, stop.from)},
                                 {u"to_s"_s, secondsOf(stop.to)},
                                 {u"to"_s, instantAt(run, stop.to)}});
    QJsonObject truth{{u"machine"_s, QString::fromStdString(run.machine)},
                      {u"seed"_s, QString::number(run.seed)},
                      {u"rate_hz"_s, run.rate},
                      {u"start"_s, instantAt(run, Elapsed{0})},
                      {u"cold"_s, run.cold},
                      {u"faults"_s, faults},
                      {u"stopped"_s, stops}};
    if (run.character)
        truth[u"character"_s] = QString::number(*run.character);
    if (run.duration > Elapsed{0})
        truth[u"duration_s"_s] = secondsOf(run.duration);
    return truth;
}

} // namespace rig::simulator
