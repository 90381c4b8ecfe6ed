#include "storage/findingjson.h"

#include "domain/shown.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace rig::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray bytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

QJsonValue nullable(double number)
{
    return std::isfinite(number) ? QJsonValue(number) : QJsonValue();
}

double numberIn(const QJsonValue &value)
{
    return value.toDouble(noValue);
}

/// An array, since a course has many: time (µs since 1970), actual, expected, deviation.
QJsonArray jsonOf(const ExpectedStep &step)
{
    return {static_cast<qint64>(step.at.time_since_epoch().count()), nullable(step.actual),
            nullable(step.expected), nullable(step.deviation)};
}

ExpectedStep stepIn(const QJsonValue &value)
{
    const QJsonArray array = value.toArray();
    return {Instant{std::chrono::microseconds{array.at(0).toInteger()}}, numberIn(array.at(1)),
            numberIn(array.at(2)), array.at(3).toDouble()};
}

} // namespace

std::string jsonOf(const std::vector<FindingShare> &shares)
{
    QJsonArray array;
    for (const FindingShare &one : shares)
        array.append(QJsonObject{{u"sensor"_s, shown(one.sensor)}, {u"share"_s, one.share}});
    return QJsonDocument(array).toJson(QJsonDocument::Compact).toStdString();
}

std::string jsonOf(const std::vector<ExpectedValue> &expected)
{
    QJsonArray array;
    for (const ExpectedValue &one : expected)
        array.append(QJsonObject{{u"sensor"_s, shown(one.sensor)},
                                 {u"expected"_s, nullable(one.expected)},
                                 {u"deviation"_s, nullable(one.deviation)}});
    return QJsonDocument(array).toJson(QJsonDocument::Compact).toStdString();
}

std::string jsonOf(const FindingEvidence &evidence)
{
    QJsonArray sensors;
    for (const SensorEvidence &one : evidence.sensors) {
        QJsonArray course;
        for (const ExpectedStep &step : one.course)
            course.append(jsonOf(step));
        sensors.append(QJsonObject{
            {u"sensor"_s, shown(one.sensor)}, {u"peak"_s, jsonOf(one.peak)}, {u"course"_s, course}});
    }
    QJsonArray relations;
    for (const BrokenRelation &one : evidence.relations)
        relations.append(QJsonObject{{u"one"_s, shown(one.one)},
                                     {u"other"_s, shown(one.other)},
                                     {u"usual"_s, nullable(one.usual)},
                                     {u"now"_s, nullable(one.now)}});
    return QJsonDocument(QJsonObject{{u"sensors"_s, sensors}, {u"relations"_s, relations}})
        .toJson(QJsonDocument::Compact)
        .toStdString();
}

std::vector<FindingShare> sharesIn(std::string_view json)
{
    std::vector<FindingShare> shares;
    const QJsonArray all = QJsonDocument::fromJson(bytes(json)).array();
    for (const QJsonValue &one : all)
        shares.push_back({one[u"sensor"_s].toString().toStdString(), one[u"share"_s].toDouble()});
    return shares;
}

std::vector<ExpectedValue> expectedIn(std::string_view json)
{
    std::vector<ExpectedValue> expected;
    const QJsonArray all = QJsonDocument::fromJson(bytes(json)).array();
    for (const QJsonValue &one : all)
        if (const double value = numberIn(one[u"expected"_s]); std::isfinite(value))
            expected.push_back(
                {one[u"sensor"_s].toString().toStdString(), value, one[u"deviation"_s].toDouble()});
    return expected;
}

FindingEvidence evidenceIn(std::string_view json)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes(json)).object();
    FindingEvidence evidence;
    const QJsonArray sensors = object[u"sensors"_s].toArray();
    for (const QJsonValue &one : sensors) {
        SensorEvidence sensor{one[u"sensor"_s].toString().toStdString(), stepIn(one[u"peak"_s]), {}};
        const QJsonArray course = one[u"course"_s].toArray();
        for (const QJsonValue &step : course)
            sensor.course.push_back(stepIn(step));
        evidence.sensors.push_back(std::move(sensor));
    }
    const QJsonArray relations = object[u"relations"_s].toArray();
    for (const QJsonValue &one : relations)
        evidence.relations.push_back({one[u"one"_s].toString().toStdString(),
                                      one[u"other"_s].toString().toStdString(), numberIn(one[u"usual"_s]),
                                      numberIn(one[u"now"_s])});
    return evidence;
}

} // namespace rig::storage
