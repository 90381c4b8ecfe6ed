#include "ctl/simulatedplan.h"

#include "domain/shown.h"
#include "simulator/sensorintervals.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;
using simulator::Elapsed;
using simulator::FaultDescription;
using simulator::SensorIntervals;

namespace {

constexpr double longestGrowth = 30.0 * 86'400; ///< seconds
constexpr double slowest = 1;
constexpr double fastest = 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::SimulatedPlan", text);
}

tl::unexpected<Error> badOption(const QString &sentence)
{
    return failure(ErrorKind::badConfiguration, sentence);
}

/// A number of steps that has to be whole, but for what a binary number cannot hold.
std::optional<std::int64_t> whole(double steps)
{
    const double nearest = std::round(steps);
    return std::abs(steps - nearest) < 1e-6 ? std::optional(static_cast<std::int64_t>(nearest))
                                            : std::nullopt;
}

Result<simulator::Quantity> sensorNamed(const QString &name, const QString &option)
{
    const auto signals = simulator::signalTable();
    const auto found = std::ranges::find(signals, name.toStdString(), &simulator::Signal::name);
    if (found == signals.end())
        return badOption(
            tr("--%1: a simulated machine has no sensor '%2'. `rigctl simulate --list` names them.")
                .arg(option, name));
    return static_cast<simulator::Quantity>(found - signals.begin());
}

QString faultNames()
{
    QStringList names;
    for (const FaultDescription &fault : simulator::faultTable())
        names.append(shown(fault.name));
    return names.join(u", "_s);
}

/// What stands before the last `separator`, as a machine's id; none without one.
std::optional<std::string> machineBefore(const QString &text, QChar separator)
{
    const qsizetype place = text.lastIndexOf(separator);
    return place < 0 ? std::nullopt : std::optional(text.left(place).toStdString());
}

Done checkFault(const QString &text, const QString &name, const QString &sensor, qsizetype parts)
{
    const FaultDescription *fault = simulator::faultNamed(name.toStdString());
    if (!fault)
        return badOption(tr("There is no fault '%1'. Faults: %2.").arg(name, faultNames()));
    if (parts > 4)
        return badOption(tr("--fault takes NAME:ONSET_S:SEVERITY:GROWTH_S, not '%1'.").arg(text));
    if (sensor.isEmpty())
        return {};
    if (!fault->effects.empty())
        return badOption(tr("--fault %1: this fault is of the machine, not of one sensor.").arg(text));
    return sensorNamed(sensor, u"fault"_s).map([](simulator::Quantity) {});
}

} // namespace

Elapsed elapsed(double seconds)
{
    return Elapsed(std::llround(seconds * 1e6));
}

Result<double> numberIn(const QString &text, double least, double most, const QString &what)
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    if (isNumber && number >= least && number <= most)
        return number;
    const auto plain = [](double end) { return QString::number(end, 'f', QLocale::FloatingPointShortest); };
    return badOption(
        tr("%1 takes a number from %2 to %3, not '%4'.").arg(what, plain(least), plain(most), text));
}

Result<simulator::PlannedFault> faultOf(const QString &text)
{
    const QStringList parts = text.split(u':');
    const QString name = parts[0].section(u'=', 0, 0);
    const QString sensor = parts[0].section(u'=', 1);
    if (Done known = checkFault(text, name, sensor, parts.size()); !known)
        return tl::unexpected(known.error());
    const auto part = [&](qsizetype place, const char *standard, double least, double most,
                          const char *what) {
        return numberIn(parts.value(place, QString::fromLatin1(standard)), least, most,
                        tr("The %1 of --fault %2").arg(tr(what), text));
    };
    const auto onset = part(1, "0", 0, longestRun, QT_TRANSLATE_NOOP("rig::ctl::SimulatedPlan", "onset"));
    if (!onset)
        return tl::unexpected(onset.error());
    const auto severity = part(2, "1", 0.01, 1, QT_TRANSLATE_NOOP("rig::ctl::SimulatedPlan", "severity"));
    if (!severity)
        return tl::unexpected(severity.error());
    const auto growth =
        part(3, "180", 1, longestGrowth, QT_TRANSLATE_NOOP("rig::ctl::SimulatedPlan", "growth"));
    if (!growth)
        return tl::unexpected(growth.error());
    const auto seconds = whole(*growth);
    if (!seconds)
        return badOption(
            tr("The growth of --fault %1 takes whole seconds, not '%2'.").arg(text, parts.value(3)));
    return simulator::PlannedFault{
        {name.toStdString(), std::chrono::seconds(*seconds), *severity, sensor.toStdString()},
        elapsed(*onset)};
}

Result<simulator::PlannedStop> stopOf(const QString &text)
{
    const auto from =
        numberIn(text.section(u':', 0, 0), 0, longestRun, tr("The beginning of --stop %1").arg(text));
    if (!from)
        return tl::unexpected(from.error());
    const auto to = numberIn(text.section(u':', 1), *from, longestRun, tr("The end of --stop %1").arg(text));
    if (!to)
        return tl::unexpected(to.error());
    return simulator::PlannedStop{elapsed(*from), elapsed(*to)};
}

Result<PlannedRate> rateOf(const QString &text)
{
    const auto machine = machineBefore(text, u'=');
    const QString number = machine ? text.section(u'=', -1) : text;
    return numberIn(number, slowest, fastest, machine ? tr("--rate %1").arg(text) : u"--rate"_s)
        .map([&](double rate) {
            return PlannedRate{machine, rate};
        });
}

Result<PlannedSensorInterval> intervalOf(const QString &text)
{
    const qsizetype equals = text.lastIndexOf(u'=');
    const QString place = equals < 0 ? text : text.left(equals);
    const auto sensor = sensorNamed(place.section(u'/', -1), u"interval"_s);
    if (!sensor)
        return tl::unexpected(sensor.error());
    const auto seconds = [](std::chrono::milliseconds time) {
        return std::chrono::duration<double>(time).count();
    };
    const QString number = equals < 0 ? QString() : text.mid(equals + 1);
    const auto interval = numberIn(number, seconds(SensorIntervals::shortest),
                                   seconds(SensorIntervals::longest), tr("--interval %1").arg(text));
    if (!interval)
        return tl::unexpected(interval.error());
    const auto time = whole(*interval * 1'000);
    if (!time)
        return badOption(tr("--interval %1 takes whole milliseconds, not '%2' s.").arg(text, number));
    return PlannedSensorInterval{machineBefore(place, u'/'), {*sensor, std::chrono::milliseconds(*time)}};
}

} // namespace rig::ctl
