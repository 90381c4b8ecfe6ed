#pragma once

#include <QByteArray>
#include <QCborMap>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rig::ml {

/// What a trained value is made of, by name: how models are written and read (CBOR, RFC 8949). Whatever is
/// asked for and is not there, or is something else, makes the record unfit; what it gave for it is empty or
/// 0. So a reader asks for everything and looks once.
class Record
{
public:
    Record() = default;
    static Record parse(const QByteArray &bytes);
    QByteArray bytes() const { return QCborValue(m_map).toCbor(); }

    void set(QLatin1StringView name, double number) { m_map[name] = number; }
    void setWhole(QLatin1StringView name, std::int64_t number) { m_map[name] = qint64{number}; }
    void setText(QLatin1StringView name, const std::string &text);
    void setTexts(QLatin1StringView name, const std::vector<std::string> &texts);
    void setRecord(QLatin1StringView name, const Record &record) { m_map[name] = record.m_map; }
    void setBytes(QLatin1StringView name, const QByteArray &bytes) { m_map[name] = bytes; }
    /// As many bytes as they have in memory: a model is for this kind of machine.
    template <class Number> void setNumbers(QLatin1StringView name, std::span<const Number> numbers)
    {
        m_map[name] = QByteArray(reinterpret_cast<const char *>(numbers.data()),
                                 static_cast<qsizetype>(numbers.size_bytes()));
    }

    bool has(QLatin1StringView name) const { return m_map.contains(name); }
    double number(QLatin1StringView name); ///< at most 1e110 from 0
    /// Within the bounds, both included.
    std::int64_t whole(QLatin1StringView name, std::int64_t least, std::int64_t most);
    std::string text(QLatin1StringView name);
    std::vector<std::string> texts(QLatin1StringView name);
    Record record(QLatin1StringView name);
    QByteArray bytes(QLatin1StringView name);
    /// So many, each as above.
    std::vector<double> numbers(QLatin1StringView name, std::size_t count);
    /// So many, each within the bounds.
    std::vector<float> singles(QLatin1StringView name, std::size_t count, float least, float most);
    std::vector<std::uint32_t> wholes(QLatin1StringView name, std::size_t count);

    bool fit() const { return m_fit; }
    /// For what the reader itself finds wrong.
    void expect(bool condition) { m_fit = m_fit && condition; }

private:
    template <class Number> std::vector<Number> take(QLatin1StringView name, std::size_t count);

    QCborMap m_map;
    bool m_fit = true;
};

} // namespace rig::ml
