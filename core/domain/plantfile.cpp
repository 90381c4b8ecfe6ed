#include "domain/plantfile.h"

#include "domain/doubledkey.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace rig {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int fileVersion = 1;
constexpr qsizetype largestFile = 16 * 1024 * 1024;
const auto formatName = u"rig-alpha plant"_s;

/// One JSON object on the way in: takes keys off it, notes the first fault with its place, and complains
/// about keys nobody took.
class Fields
{
    Q_DECLARE_TR_FUNCTIONS(rig::PlantFile)

public:
    Fields(QJsonObject object, QString place, QString &fault)
        : m_object(std::move(object)), m_place(std::move(place)), m_fault(fault)
    {
    }

    ~Fields()
    {
        if (!m_object.isEmpty())
            complain(m_object.begin().key(), tr("is no key that belongs here"));
    }

    Fields(const Fields &) = delete;
    Fields &operator=(const Fields &) = delete;

    bool has(QLatin1StringView key) const { return m_object.contains(key); }

    std::string text(QLatin1StringView key, bool required = false)
    {
        const QJsonValue value = take(key, required);
        if (!value.isUndefined() && !value.isString())
            complain(key, tr("must be text"));
        return value.toString().toStdString();
    }

    std::optional<double> number(QLatin1StringView key, bool required = false)
    {
        const QJsonValue value = take(key, required);
        if (value.isUndefined() || value.isNull())
            return {};
        if (!value.isDouble())
            complain(key, tr("must be a number"));
        return value.toDouble();
    }

    int integer(QLatin1StringView key, int otherwise)
    {
        const auto value = number(key);
        if (value && (*value != std::trunc(*value) || std::abs(*value) > 1e9))
            complain(key, tr("must be a whole number"));
        return value && std::abs(*value) <= 1e9 ? static_cast<int>(*value) : otherwise;
    }

    /// Absent: the sensor's holds; null: as if none were set.
    OwnLimit ownLimit(QLatin1StringView key) { return has(key) ? OwnLimit(number(key)) : OwnLimit(); }

    bool flag(QLatin1StringView key)
    {
        const QJsonValue value = take(key, false);
        if (!value.isUndefined() && !value.isBool())
            complain(key, tr("must be true or false"));
        return value.toBool();
    }

    QJsonArray array(QLatin1StringView key)
    {
        const QJsonValue value = take(key, false);
        if (!value.isUndefined() && !value.isArray())
            complain(key, tr("must be a list"));
        return value.toArray();
    }

    Fields object(const QString &key)
    {
        const QJsonValue value = take(key, false);
        if (!value.isUndefined() && !value.isObject())
            complain(key, tr("must be an object"));
        return {value.toObject(), placeOf(key), m_fault};
    }

    /// Hands every object of a list to `read`, with its place.
    template <class Read> void each(QLatin1StringView key, Read read)
    {
        const QJsonArray values = array(key);
        for (qsizetype i = 0; i < values.size() && m_fault.isEmpty(); ++i) {
            const QString place = u"%1[%2]"_s.arg(placeOf(key), QString::number(i));
            if (!values[i].isObject()) {
                m_fault = tr("%1 must be an object.").arg(place);
                return;
            }
            Fields fields(values[i].toObject(), place, m_fault);
            read(fields);
        }
    }

    /// Hands every object under a name of somebody's choice to `read`, with that name.
    template <class Read> void eachNamed(QLatin1StringView key, Read read)
    {
        Fields named = object(key);
        for (const QString &name : named.m_object.keys()) {
            Fields fields = named.object(name);
            read(name.toStdString(), fields);
        }
    }

    void complain(const QString &key, const QString &what)
    {
        if (m_fault.isEmpty())
            m_fault = u"%1 %2."_s.arg(placeOf(key), what);
    }

private:
    QString placeOf(const QString &key) const
    {
        return m_place.isEmpty() ? key : u"%1.%2"_s.arg(m_place, key);
    }

    QJsonValue take(const QString &key, bool required)
    {
        const QJsonValue value = m_object.value(key);
        m_object.remove(key);
        if (required && value.isUndefined())
            complain(key, tr("is missing"));
        return value;
    }

    QJsonObject m_object;
    QString m_place;
    QString &m_fault;
};

Sensor readSensor(Fields &fields)
{
    Sensor sensor;
    sensor.name = fields.text("name"_L1, true);
    sensor.title = fields.text("title"_L1);
    if (sensor.title.empty())
        sensor.title = sensor.name;
    if (fields.has("category"_L1)) {
        const auto category = categoryFromWord(fields.text("category"_L1));
        if (!category)
            fields.complain(u"category"_s, QCoreApplication::translate("rig::PlantFile", "is no category"));
        sensor.category = category.value_or(Category::custom);
    }
    sensor.unit = fields.text("unit"_L1);
    if (fields.has("range"_L1)) {
        const QJsonArray range = fields.array("range"_L1);
        if (range.size() != 2 || !range[0].isDouble() || !range[1].isDouble())
            fields.complain(u"range"_s, QCoreApplication::translate("rig::PlantFile", "must be two numbers"));
        else
            sensor.range = Range{range[0].toDouble(), range[1].toDouble()};
    }
    Fields limits = fields.object("limits"_L1);
    sensor.limits = {limits.number("lo_lo"_L1), limits.number("lo"_L1), limits.number("hi"_L1),
                     limits.number("hi_hi"_L1), limits.number("deadband"_L1).value_or(0)};
    sensor.interval = milliseconds{fields.integer("interval_ms"_L1, 1000)};
    sensor.decimals = fields.integer("decimals"_L1, 2);
    sensor.retired = fields.flag("retired"_L1);
    return sensor;
}

Machine readMachine(Fields &fields)
{
    Machine machine;
    machine.id = fields.text("id"_L1, true);
    machine.title = fields.text("title"_L1);
    if (machine.title.empty())
        machine.title = machine.id;
    machine.area = fields.text("area"_L1);
    Fields place = fields.object("place"_L1);
    machine.place = {place.number("x"_L1).value_or(0), place.number("z"_L1).value_or(0),
                     place.number("rotation"_L1).value_or(0), place.text("accent"_L1),
                     place.text("shape"_L1)};
    if (fields.has("state"_L1)) {
        Fields rule = fields.object("state"_L1);
        machine.stateRule =
            StateRule{rule.text("sensor"_L1, true), rule.number("threshold"_L1, true).value_or(0),
                      rule.number("hysteresis"_L1).value_or(0), milliseconds{rule.integer("hold_ms"_L1, 0)}};
    }
    const QJsonArray sensors = fields.array("sensors"_L1);
    for (const QJsonValue &sensor : sensors) {
        if (!sensor.isString())
            fields.complain(u"sensors"_s,
                            QCoreApplication::translate("rig::PlantFile", "must be a list of names"));
        machine.slots.push_back({sensor.toString().toStdString(), false});
    }
    fields.eachNamed("limits"_L1, [&](const std::string &sensor, Fields &own) {
        setOwnLimits(machine, {sensor, own.ownLimit("lo_lo"_L1), own.ownLimit("lo"_L1), own.ownLimit("hi"_L1),
                               own.ownLimit("hi_hi"_L1), own.number("deadband"_L1)});
    });
    machine.retired = fields.flag("retired"_L1);
    return machine;
}

PlantDefinition readPlant(Fields &fields)
{
    PlantDefinition plant;
    fields.text("format"_L1);
    fields.number("version"_L1);
    fields.each("areas"_L1, [&](Fields &area) {
        const std::string id = area.text("id"_L1, true);
        const std::string title = area.text("title"_L1);
        plant.areas.push_back({id, title.empty() ? id : title});
    });
    fields.each("sensors"_L1, [&](Fields &sensor) { plant.sensors.push_back(readSensor(sensor)); });
    fields.each("machines"_L1, [&](Fields &machine) { plant.machines.push_back(readMachine(machine)); });
    return plant;
}

tl::unexpected<Error> bad(const QString &sentence)
{
    return failure(ErrorKind::badConfiguration, sentence);
}

QJsonValue optionalNumber(const std::optional<double> &value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Undefined);
}

void write(QJsonObject &object, const QString &key, const OwnLimit &limit)
{
    if (limit)
        object[key] = *limit ? QJsonValue(**limit) : QJsonValue();
}

QJsonObject written(const OwnLimits &own)
{
    QJsonObject object;
    write(object, u"lo_lo"_s, own.loLo);
    write(object, u"lo"_s, own.lo);
    write(object, u"hi"_s, own.hi);
    write(object, u"hi_hi"_s, own.hiHi);
    if (own.deadband)
        object[u"deadband"_s] = *own.deadband;
    return object;
}

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QJsonObject written(const Sensor &sensor)
{
    QJsonObject object{{u"name"_s, text(sensor.name)},
                       {u"title"_s, text(sensor.title)},
                       {u"category"_s, text(word(sensor.category))},
                       {u"unit"_s, text(sensor.unit)},
                       {u"interval_ms"_s, static_cast<qint64>(sensor.interval.count())},
                       {u"decimals"_s, sensor.decimals}};
    if (sensor.range)
        object[u"range"_s] = QJsonArray{sensor.range->low, sensor.range->high};
    object[u"limits"_s] = QJsonObject{{u"lo_lo"_s, optionalNumber(sensor.limits.loLo)},
                                      {u"lo"_s, optionalNumber(sensor.limits.lo)},
                                      {u"hi"_s, optionalNumber(sensor.limits.hi)},
                                      {u"hi_hi"_s, optionalNumber(sensor.limits.hiHi)},
                                      {u"deadband"_s, sensor.limits.deadband}};
    if (sensor.retired)
        object[u"retired"_s] = true;
    return object;
}

QJsonObject placeOf(const Place &place)
{
    QJsonObject object{{u"x"_s, place.x},
                       {u"z"_s, place.z},
                       {u"rotation"_s, place.rotation},
                       {u"accent"_s, text(place.accent)}};
    if (!place.shape.empty())
        object[u"shape"_s] = text(place.shape);
    return object;
}

QJsonObject written(const Machine &machine)
{
    QJsonArray sensors;
    for (const Slot &slot : machine.slots)
        if (!slot.retired)
            sensors.append(text(slot.sensor));
    QJsonObject object{{u"id"_s, text(machine.id)},
                       {u"title"_s, text(machine.title)},
                       {u"place"_s, placeOf(machine.place)},
                       {u"sensors"_s, sensors}};
    if (!machine.area.empty())
        object[u"area"_s] = text(machine.area);
    if (machine.stateRule)
        object[u"state"_s] =
            QJsonObject{{u"sensor"_s, text(machine.stateRule->sensor)},
                        {u"threshold"_s, machine.stateRule->threshold},
                        {u"hysteresis"_s, machine.stateRule->hysteresis},
                        {u"hold_ms"_s, static_cast<qint64>(machine.stateRule->hold.count())}};
    QJsonObject limits;
    for (const Slot &slot : machine.slots)
        if (const OwnLimits own = ownLimits(machine, slot.sensor); !slot.retired && !own.empty())
            limits[text(slot.sensor)] = written(own);
    if (!limits.isEmpty())
        object[u"limits"_s] = limits;
    if (machine.retired)
        object[u"retired"_s] = true;
    return object;
}

} // namespace

Result<PlantDefinition> readPlantFile(const QByteArray &bytes)
{
    const auto tr = [](const char *sentence) {
        return QCoreApplication::translate("rig::PlantFile", sentence);
    };
    if (bytes.size() > largestFile)
        return bad(tr("The plant file is larger than 16 MiB."));
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parse);
    if (parse.error != QJsonParseError::NoError)
        return bad(
            tr("The plant file is no JSON: %1 at byte %2.").arg(parse.errorString()).arg(parse.offset));
    const QJsonObject root = document.object();
    if (root.value("format"_L1) != formatName)
        return bad(tr("This is no plant file: its \"format\" must be \"%1\".").arg(formatName));
    if (root.value("version"_L1) != fileVersion)
        return bad(tr("The plant file's \"version\" must be %1.").arg(fileVersion));
    if (const auto place = doubledKey(bytes))
        return bad(tr("%1 stands there twice: leave the one that is meant.").arg(*place));

    QString fault;
    PlantDefinition plant;
    {
        Fields fields(root, {}, fault);
        plant = readPlant(fields);
    }
    if (!fault.isEmpty())
        return bad(fault);
    const QStringList problems = problemsOf(plant);
    if (!problems.isEmpty())
        return bad(problems.join(QChar::LineFeed));
    return plant;
}

QByteArray writePlantFile(const PlantDefinition &plant)
{
    QJsonArray areas;
    for (const Area &area : plant.areas)
        areas.append(QJsonObject{{u"id"_s, text(area.id)}, {u"title"_s, text(area.title)}});
    QJsonArray sensors;
    for (const Sensor &sensor : plant.sensors)
        sensors.append(written(sensor));
    QJsonArray machines;
    for (const Machine &machine : plant.machines)
        machines.append(written(machine));
    return QJsonDocument(QJsonObject{{u"format"_s, formatName},
                                     {u"version"_s, fileVersion},
                                     {u"areas"_s, areas},
                                     {u"sensors"_s, sensors},
                                     {u"machines"_s, machines}})
        .toJson();
}

} // namespace rig
