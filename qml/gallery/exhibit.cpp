#include "exhibit.h"

#include "domain/plantfile.h"
#include "domain/rigsensors.h"

#include <QCoreApplication>
#include <QFile>
#include <QPainter>

#include <array>

namespace rig::gallery {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Mon 12 Jan 2026, 08:15:30 UTC.
constexpr Instant pictured{1768205730s};

SensorState *sensorOf(PlantState &state, std::size_t machine, std::string_view name)
{
    const int slot = state.plant->machines()[machine].slotOf(name);
    return slot < 0 ? nullptr : &state.machines[machine].sensors[static_cast<std::size_t>(slot)];
}

void set(PlantState &state, std::size_t machine, std::string_view sensor, double value)
{
    if (SensorState *there = sensorOf(state, machine, sensor))
        there->value = value;
}

/// As a model of the machine as it is would say.
MachineScore scoreOf(const PlantState &state, std::size_t machine)
{
    MachineScore score;
    score.machine = state.machines[machine].machine;
    score.at = score.sourceAt = pictured;
    score.score = .12;
    for (const std::string_view name : rigSensors)
        if (const int slot = state.plant->machines()[machine].slotOf(name); slot >= 0)
            score.expected.push_back({std::string(name),
                                      state.machines[machine].sensors[static_cast<std::size_t>(slot)].value,
                                      .1});
    return score;
}

MachineState wellMachine(const MachineLayout &layout)
{
    MachineState machine;
    machine.machine = layout.machine().number;
    machine.run = RunState::running;
    machine.recordTime = pictured;
    for (const MachineLayout::Column &column : layout.columns()) {
        SensorState sensor;
        const double low = column.limits.lo.value_or(column.sensor->range ? column.sensor->range->low : 0);
        const double high = column.limits.hi.value_or(column.sensor->range ? column.sensor->range->high : 1);
        sensor.value = (low + high) / 2;
        sensor.quality = Quality::good;
        sensor.limit = LimitState::normal;
        sensor.recordTime = pictured;
        machine.sensors.push_back(sensor);
    }
    return machine;
}

PlantState wellState(const PlantPtr &plant)
{
    PlantState state{plant, pictured, {}, {}, {}};
    for (const MachineLayout &layout : plant->machines())
        state.machines.push_back(wellMachine(layout));
    for (std::size_t i = 0; i < state.machines.size(); ++i) {
        set(state, i, "rpm", 2400 + 350. * static_cast<double>(i % 4));
        set(state, i, "temperature", 76 + 3. * static_cast<double>(i % 4));
        set(state, i, "vibration", 1.2);
        state.machines[i].score = scoreOf(state, i);
    }
    return state;
}

void makeOld(MachineState &machine, Quality quality, QualityReason reason, std::chrono::seconds age)
{
    for (SensorState &sensor : machine.sensors) {
        sensor.quality = quality;
        sensor.reason = reason;
        sensor.recordTime = pictured - age;
    }
    machine.recordTime = pictured - age;
    machine.score.reset();
}

void makeStopped(PlantState &state)
{
    state.machines[0].run = RunState::stopped;
    state.machines[0].score.reset();
    set(state, 0, "rpm", 0);
    set(state, 0, "temperature", 66);
}

void makeCold(PlantState &state)
{
    set(state, 0, "rpm", 1200);
    set(state, 0, "temperature", 58);
}

void makeHot(PlantState &state)
{
    set(state, 0, "rpm", 3900);
    set(state, 0, "temperature", 97);
}

void makeShaking(PlantState &state)
{
    set(state, 0, "vibration", 7.6);
    if (SensorState *vibration = sensorOf(state, 0, "vibration"))
        vibration->limit = LimitState::hiHi;
}

void makeFound(PlantState &state)
{
    makeShaking(state);
    makeHot(state);
    state.machines[0].score->score = .87;
    Outlook outlook{state.machines[0].machine, state.time};
    outlook.lives = {{"vibration", LifeState::degrading, RemainingLife{6, 9.5, 14}}};
    state.machines[0].outlook = std::make_shared<const Outlook>(std::move(outlook));
}

void makeStale(PlantState &state)
{
    makeOld(state.machines[0], Quality::uncertain, QualityReason::stale, 14s);
}

void makeBad(PlantState &state)
{
    makeOld(state.machines[0], Quality::bad, QualityReason::lost, 48s);
}

void makeUnknown(PlantState &state)
{
    state.machines[0] = MachineState{state.machines[0].machine,
                                     RunState::unknown,
                                     {},
                                     Origin::field,
                                     std::vector<SensorState>(state.machines[0].sensors.size()),
                                     {},
                                     {}};
}

struct Named
{
    QLatin1StringView name;
    void (*make)(PlantState &);
};

constexpr std::array<Named, 9> named{{{"well"_L1, [](PlantState &) {}},
                                      {"hot"_L1, makeHot},
                                      {"cold"_L1, makeCold},
                                      {"shaking"_L1, makeShaking},
                                      {"finding"_L1, makeFound},
                                      {"stopped"_L1, makeStopped},
                                      {"stale"_L1, makeStale},
                                      {"bad"_L1, makeBad},
                                      {"unknown"_L1, makeUnknown}}};

} // namespace

Result<PlantPtr> plantNamed(const QString &name, const QString &shape)
{
    QFile file(name.endsWith(u".json"_s) ? name : u":/plants/%1.json"_s.arg(name));
    if (!file.open(QFile::ReadOnly))
        return failure(ErrorKind::notFound,
                       QCoreApplication::translate(
                           "rig::gallery",
                           "There is no plant '%1': give demo, bottling, or a plant file that ends in .json.")
                           .arg(name));
    auto definition = readPlantFile(file.readAll());
    if (!definition)
        return tl::unexpected(definition.error());
    std::int32_t number = 0;
    for (Machine &machine : definition->machines)
        machine.number = ++number;
    if (definition->machines.empty())
        return failure(
            ErrorKind::badConfiguration,
            QCoreApplication::translate("rig::gallery", "The plant '%1' has no machines.").arg(name));
    definition->machines.front().place.shape = shape.toStdString();
    return Plant::make(1, std::move(*definition));
}

PlantPtr withMoved(const PlantPtr &plant)
{
    PlantDefinition definition = plant->definition();
    definition.machines.back().place.x += .5;
    return *Plant::make(plant->revision() + 1, std::move(definition));
}

QStringList stateNames()
{
    QStringList names;
    for (const Named &one : named)
        names.append(one.name);
    return names;
}

namespace {

constexpr QRgb red = 0xffff4b5f;
constexpr QRgb violet = 0xffb48cff;
constexpr QStringView noValueText = u"– –";

/// A ring where all is well, a lozenge where not, a square where it stands still.
QImage signOf(const QString &word, const QColor &colour)
{
    constexpr int size = 15;
    QImage sign(size, size, QImage::Format_ARGB32_Premultiplied);
    sign.fill(Qt::transparent);
    QPainter painter(&sign);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 2, word == u"STALE"_s ? Qt::DotLine : Qt::SolidLine));
    if (word == u"RUNNING"_s || word == u"STALE"_s)
        painter.drawEllipse(QRectF(3, 3, 9, 9));
    else if (word == u"STOPPED"_s)
        painter.drawRect(QRectF(3, 3, 9, 9));
    else
        painter.drawPolygon(QPolygonF{{7.5, 1.5}, {13.5, 7.5}, {7.5, 13.5}, {1.5, 7.5}});
    return sign;
}

QString wordOf(const MachineState &machine)
{
    if (machine.run == RunState::unknown)
        return u"UNKNOWN"_s;
    for (const SensorState &sensor : machine.sensors) {
        if (sensor.reason == QualityReason::stale)
            return u"STALE"_s;
        if (sensor.quality == Quality::bad)
            return u"BAD"_s;
        if (sensor.limit == LimitState::hiHi)
            return u"ALARM"_s;
    }
    return machine.run == RunState::stopped ? u"STOPPED"_s : u"RUNNING"_s;
}

QString ageOf(const MachineState &machine, Instant now)
{
    Instant newest;
    for (const SensorState &sensor : machine.sensors)
        newest = std::max(newest, sensor.recordTime.value_or(Instant()));
    return u"%1 s"_s.arg(std::chrono::floor<std::chrono::seconds>(now - newest).count());
}

QString flawOf(const SensorState &state, Instant now)
{
    if (!state.recordTime || (state.quality == Quality::good && state.reason == QualityReason::none))
        return {};
    const auto age = std::chrono::floor<std::chrono::seconds>(now - *state.recordTime).count();
    return (state.quality == Quality::bad ? u"BAD %1 s"_s : u"STALE %1 s"_s).arg(age);
}

qml::PlateValue valueOf(const Sensor &sensor, const SensorState &state, const MachineScore *score,
                        Instant now)
{
    const auto text = [&](double value) { return QString::number(value, 'f', sensor.decimals); };
    const bool known = state.recordTime && state.quality != Quality::bad;
    QString expected;
    if (score)
        if (const auto one = std::ranges::find(score->expected, sensor.name, &ExpectedValue::sensor);
            one != score->expected.end())
            expected = text(one->expected);
    return {QString::fromStdString(sensor.title),
            known ? text(state.value) : noValueText.toString(),
            QString::fromStdString(sensor.unit),
            known && state.reason == QualityReason::none,
            expected,
            flawOf(state, now)};
}

} // namespace

std::vector<qml::MachinePlate> platesOf(const PlantState &state, const QColor &colour, const QColor &edge)
{
    std::vector<qml::MachinePlate> plates;
    for (std::size_t i = 0; i < state.machines.size(); ++i) {
        const MachineState &machine = state.machines[i];
        const MachineLayout &layout = state.plant->machines()[i];
        qml::MachinePlate plate;
        plate.machine = machine.machine;
        plate.name = QString::fromStdString(layout.machine().title);
        plate.word = wordOf(machine);
        if (plate.word == u"STALE"_s || plate.word == u"BAD"_s)
            plate.cause = ageOf(machine, state.time);
        plate.quiet = plate.word == u"RUNNING"_s;
        plate.pressing = !plate.quiet && plate.word != u"STOPPED"_s;
        plate.edge = plate.word == u"ALARM"_s ? QColor(red) : plate.pressing ? colour : edge;
        plate.sign = signOf(plate.word, plate.word == u"ALARM"_s ? QColor(red) : colour);
        plate.mark = u"SIM"_s;
        plate.markColour = violet;
        const auto score = machine.score ? machine.score->score : std::nullopt;
        plate.score = score ? QString::number(*score, 'f', 2) : noValueText.toString();
        for (const std::string_view name : rigSensors)
            if (const int slot = layout.slotOf(name); slot >= 0) {
                const auto at = static_cast<std::size_t>(slot);
                plate.values.push_back(valueOf(*layout.columns()[at].sensor, machine.sensors[at],
                                               machine.score ? &*machine.score : nullptr, state.time));
            }
        plate.life = machine.outlook ? machine.outlook->lives.front().life : std::nullopt;
        if (plate.life) {
            plate.lifeNumber = QString::number(static_cast<int>(plate.life->p50));
            plate.lifeUnit = u"HRS"_s;
            plate.band = u"%1 – %2 h"_s.arg(plate.life->p10).arg(plate.life->p90);
            plate.lifeColour = red;
        }
        plates.push_back(std::move(plate));
    }
    return plates;
}

qml::SensorTag tagOf(const PlantState &state, std::int32_t machine, int slot, const QColor &colour,
                     const QColor &edge)
{
    const auto index = static_cast<std::size_t>(machine - 1);
    const auto at = static_cast<std::size_t>(slot);
    const Sensor &sensor = *state.plant->machines()[index].columns()[at].sensor;
    const SensorState &now = state.machines[index].sensors[at];
    static const QImage well = signOf(u"RUNNING"_s, colour);
    static const QImage ill = signOf(u"ALARM"_s, colour);
    const bool alarm = now.limit == LimitState::hiHi;
    return {
        QString::fromStdString(sensor.title),
        u"%1 %2"_s.arg(QString::number(now.value, 'f', sensor.decimals), QString::fromStdString(sensor.unit)),
        alarm ? ill : well, alarm ? colour : edge};
}

qml::Cause causeOf(const PlantState &state)
{
    qml::Cause cause{state.machines[0].machine, u"finding %1-1187"_s, u"0.87"_s, {}, {}};
    cause.title = cause.title.arg(QString::fromStdString(state.plant->machines()[0].machine().id));
    constexpr std::array percents{41, 27, 13, 9, 6, 4};
    for (std::size_t i = 0; i < std::min(percents.size(), state.machines[0].sensors.size()); ++i)
        cause.shares.push_back({static_cast<int>(i), percents[i]});
    return cause;
}

PlantState stateNamed(const QString &name, const PlantPtr &plant)
{
    PlantState state = wellState(plant);
    for (const Named &one : named)
        if (one.name == name)
            one.make(state);
    return state;
}

} // namespace rig::gallery
