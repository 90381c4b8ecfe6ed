#include "ml/record.h"

#include <QCborArray>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace rig::ml {

namespace {

/// Of what training writes nothing is larger, and with less nothing overflows.
bool bounded(double number)
{
    return std::abs(number) <= 1e110; // false for NaN
}

} // namespace

Record Record::parse(const QByteArray &bytes)
{
    Record record;
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(bytes, &error);
    record.m_fit = error.error == QCborError::NoError && value.isMap();
    record.m_map = value.toMap();
    return record;
}

void Record::setText(QLatin1StringView name, const std::string &text)
{
    m_map[name] = QString::fromStdString(text);
}

void Record::setTexts(QLatin1StringView name, const std::vector<std::string> &texts)
{
    QCborArray array;
    for (const std::string &text : texts)
        array.append(QString::fromStdString(text));
    m_map[name] = array;
}

double Record::number(QLatin1StringView name)
{
    const QCborValue value = m_map.value(name);
    expect((value.isDouble() || value.isInteger()) && bounded(value.toDouble()));
    return value.toDouble();
}

std::int64_t Record::whole(QLatin1StringView name, std::int64_t least, std::int64_t most)
{
    const QCborValue value = m_map.value(name);
    expect(value.isInteger() && value.toInteger() >= least && value.toInteger() <= most);
    return std::clamp<std::int64_t>(value.toInteger(), least, most);
}

std::string Record::text(QLatin1StringView name)
{
    const QCborValue value = m_map.value(name);
    expect(value.isString());
    return value.toString().toStdString();
}

std::vector<std::string> Record::texts(QLatin1StringView name)
{
    const QCborValue value = m_map.value(name);
    expect(value.isArray());
    std::vector<std::string> texts;
    for (const QCborValue &one : value.toArray()) {
        expect(one.isString());
        texts.push_back(one.toString().toStdString());
    }
    return texts;
}

QByteArray Record::bytes(QLatin1StringView name)
{
    const QCborValue value = m_map.value(name);
    expect(value.isByteArray());
    return value.toByteArray();
}

Record Record::record(QLatin1StringView name)
{
    const QCborValue value = m_map.value(name);
    expect(value.isMap());
    Record record;
    record.m_map = value.toMap();
    return record;
}

template <class Number> std::vector<Number> Record::take(QLatin1StringView name, std::size_t count)
{
    const QByteArray bytes = m_map.value(name).toByteArray();
    // Of what is no byte array there are none; nothing is set aside before that many bytes are there.
    expect(static_cast<std::size_t>(bytes.size()) == count * sizeof(Number));
    if (!m_fit)
        return {};
    std::vector<Number> numbers(count);
    if (count > 0)
        std::memcpy(numbers.data(), bytes.constData(), count * sizeof(Number));
    return numbers;
}

std::vector<double> Record::numbers(QLatin1StringView name, std::size_t count)
{
    auto numbers = take<double>(name, count);
    expect(std::ranges::all_of(numbers, bounded));
    return numbers;
}

std::vector<float> Record::singles(QLatin1StringView name, std::size_t count, float least, float most)
{
    auto numbers = take<float>(name, count);
    expect(std::ranges::all_of(numbers, [&](float one) { return one >= least && one <= most; }));
    return numbers;
}

std::vector<std::uint32_t> Record::wholes(QLatin1StringView name, std::size_t count)
{
    return take<std::uint32_t>(name, count);
}

} // namespace rig::ml
