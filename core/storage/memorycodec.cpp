#include "storage/memorycodec.h"

#include <QDataStream>
#include <QIODevice>

#include <type_traits>

namespace rig::storage {

namespace {

constexpr quint8 memoryVersion = 1;
constexpr quint8 batchVersion = 5;
/// More than any plant allows; a longer list is damage.
constexpr quint32 longestList = 10'000'000;
/// Whether a number is one of an enumeration's; a bit that fell over makes others.
constexpr bool known(RunState run)
{
    return run >= RunState::unknown && run <= RunState::maintenance;
}
constexpr bool known(LimitName limit)
{
    return limit >= LimitName::loLo && limit <= LimitName::stale;
}
constexpr bool known(FindingKind kind)
{
    return kind >= FindingKind::unusual && kind <= FindingKind::lost;
}
/// Years 0 to 9999: what the database takes, and no sum of such overflows.
constexpr Instant earliest = std::chrono::sys_days{std::chrono::year{0} / 1 / 1};
constexpr Instant latest = std::chrono::sys_days{std::chrono::year{10'000} / 1 / 1};

// One description of each value serves both directions: `Out` is called with const values, `In` fills them.
template <class Archive, class Value>
void describe(Archive &archive,
              Value &value) requires std::is_same_v<std::remove_const_t<Value>, SensorMemory>
{
    for (std::size_t i = 0; i < value.standing.size(); ++i)
        archive(value.standing[i], value.occurrences[i]);
    archive(value.recordTime);
}

template <class Archive, class Value>
void describe(Archive &archive,
              Value &value) requires std::is_same_v<std::remove_const_t<Value>, MachineMemory>
{
    archive(value.run, value.startingSince, value.newestAt, value.partition, value.sensors);
}

template <class Archive, class Value>
void describe(Archive &archive, Value &value) requires std::is_same_v<std::remove_const_t<Value>, Advance>
{
    archive(value.partition, value.expected, value.next);
}

template <class Archive, class Value>
void describe(Archive &archive,
              Value &value) requires std::is_same_v<std::remove_const_t<Value>, LimitEvent::Cause>
{
    archive(value.partition, value.offset);
}

template <class Archive, class Value>
void describe(Archive &archive, Value &value) requires std::is_same_v<std::remove_const_t<Value>, LimitEvent>
{
    archive(value.machine, value.slot, value.limit, value.raised, value.occurrence, value.value, value.at,
            value.receivedAt, value.cause, value.late);
}

template <class Archive, class Value>
void describe(Archive &archive,
              Value &value) requires std::is_same_v<std::remove_const_t<Value>, ExpectedStep>
{
    archive(value.at, value.actual, value.expected, value.deviation);
}

template <class Archive, class Value>
void describe(Archive &archive,
              Value &value) requires std::is_same_v<std::remove_const_t<Value>, SensorEvidence>
{
    archive(value.sensor, value.peak, value.course);
}

template <class Archive, class Value>
void describe(Archive &archive,
              Value &value) requires std::is_same_v<std::remove_const_t<Value>, BrokenRelation>
{
    archive(value.one, value.other, value.usual, value.now);
}

template <class Archive, class Value>
void describe(Archive &archive,
              Value &value) requires std::is_same_v<std::remove_const_t<Value>, FindingShare>
{
    archive(value.sensor, value.share);
}

template <class Archive, class Value>
void describe(Archive &archive, Value &value) requires std::is_same_v<std::remove_const_t<Value>, Finding>
{
    archive(value.machine, value.kind, value.sensor, value.started, value.peaked, value.ended, value.score,
            value.pValue, value.isolationForest, value.autoencoder, value.subspace, value.shares, value.run,
            value.degraded, value.model, value.evidence.sensors, value.evidence.relations);
}

template <class Archive, class Value>
void describe(Archive &archive, Value &value) requires std::is_same_v<std::remove_const_t<Value>, SkippedSpan>
{
    archive(value.machine, value.from, value.to);
}

template <class Archive, class Value>
void describe(Archive &archive, Value &value) requires std::is_same_v<std::remove_const_t<Value>, CaughtUp>
{
    archive(value.span, value.findings);
}

template <class Archive, class Value>
void describe(Archive &archive, Value &value) requires std::is_same_v<std::remove_const_t<Value>, JudgeBatch>
{
    // How unusual machines were when it was written is of no use once it is read.
    archive(value.plantRevision, value.term, value.stream.cluster, value.stream.topic, value.advances,
            value.events, value.memories, value.findings, value.skipped, value.caughtUp);
}

/// The stream's format is part of the stored format.
void fix(QDataStream &stream)
{
    stream.setVersion(QDataStream::Qt_6_4);
    stream.setByteOrder(QDataStream::LittleEndian);
    stream.setFloatingPointPrecision(QDataStream::DoublePrecision);
}

class Out
{
public:
    explicit Out(QDataStream &stream) : m_stream(stream) {}

    template <class... Values> void operator()(const Values &...values) { (put(values), ...); }

private:
    template <class Number> void put(const Number &number) requires std::is_integral_v<Number>
    {
        m_stream << static_cast<qint64>(number);
    }
    template <class Enum> void put(const Enum &value) requires std::is_enum_v<Enum>
    {
        m_stream << static_cast<qint64>(value);
    }
    void put(bool flag) { m_stream << flag; }
    void put(double number) { m_stream << number; }
    void put(const Instant &instant) { m_stream << static_cast<qint64>(instant.time_since_epoch().count()); }
    void put(const std::string &text)
    {
        m_stream << QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()));
    }
    template <class Value> void put(const std::optional<Value> &value)
    {
        m_stream << value.has_value();
        if (value)
            put(*value);
    }
    template <class Item> void put(const std::vector<Item> &items)
    {
        m_stream << static_cast<quint32>(items.size());
        for (const Item &item : items)
            put(item);
    }
    void put(const MachineMemories &memories)
    {
        m_stream << static_cast<quint32>(memories.size());
        for (const auto &[machine, memory] : memories)
            (*this)(machine, memory);
    }
    template <class Value> void put(const Value &value) requires std::is_class_v<Value>
    {
        describe(*this, value);
    }

    QDataStream &m_stream;
};

class In
{
public:
    explicit In(QDataStream &stream) : m_stream(stream) {}

    template <class... Values> void operator()(Values &...values) { (take(values), ...); }

private:
    void refuse() { m_stream.setStatus(QDataStream::ReadCorruptData); }
    qint64 number()
    {
        qint64 value = 0;
        m_stream >> value;
        return value;
    }
    /// The length of a list; 0 and a failed stream where it cannot be one.
    quint32 length()
    {
        quint32 count = 0;
        m_stream >> count;
        if (count <= longestList)
            return count;
        refuse();
        return 0;
    }
    template <class Number> void take(Number &value) requires std::is_integral_v<Number>
    {
        value = static_cast<Number>(number());
    }
    template <class Enum> void take(Enum &value) requires std::is_enum_v<Enum>
    {
        std::underlying_type_t<Enum> plain{};
        take(plain);
        value = static_cast<Enum>(plain);
        if (!known(value))
            refuse();
    }
    void take(bool &flag) { m_stream >> flag; }
    void take(double &value) { m_stream >> value; }
    void take(Instant &instant)
    {
        instant = Instant{std::chrono::microseconds{number()}};
        if (instant < earliest || instant > latest)
            refuse();
    }
    void take(std::string &text)
    {
        QByteArray bytes;
        m_stream >> bytes;
        text = bytes.toStdString();
    }
    template <class Value> void take(std::optional<Value> &value)
    {
        bool present = false;
        m_stream >> present;
        if (present)
            take(*(value = Value{}));
    }
    template <class Item> void take(std::vector<Item> &items)
    {
        const quint32 count = length();
        for (quint32 i = 0; i < count && m_stream.status() == QDataStream::Ok; ++i)
            take(items.emplace_back());
    }
    void take(MachineMemories &memories)
    {
        const quint32 count = length();
        for (quint32 i = 0; i < count && m_stream.status() == QDataStream::Ok; ++i) {
            std::int32_t machine = 0;
            take(machine);
            take(memories[machine]);
        }
    }
    template <class Value> void take(Value &value) requires std::is_class_v<Value> { describe(*this, value); }

    QDataStream &m_stream;
};

template <class Value> QByteArray encoded(quint8 version, const Value &value)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    fix(stream);
    stream << version;
    Out out(stream);
    out(value);
    return bytes;
}

template <class Value> std::optional<Value> decoded(quint8 version, const QByteArray &bytes)
{
    QDataStream stream(bytes);
    fix(stream);
    quint8 written = 0;
    stream >> written;
    if (written != version)
        return {};
    Value value;
    In in(stream);
    in(value);
    if (stream.status() != QDataStream::Ok)
        return {};
    // What would be written otherwise was never written: numbers that were too large, more behind the end.
    if (encoded(version, value) != bytes)
        return {};
    return value;
}

} // namespace

QByteArray encodeMemory(const MachineMemory &memory)
{
    return encoded(memoryVersion, memory);
}

std::optional<MachineMemory> decodeMemory(const QByteArray &bytes)
{
    return decoded<MachineMemory>(memoryVersion, bytes);
}

QByteArray encodeBatch(const JudgeBatch &batch)
{
    return encoded(batchVersion, batch);
}

std::optional<JudgeBatch> decodeBatch(const QByteArray &bytes)
{
    return decoded<JudgeBatch>(batchVersion, bytes);
}

} // namespace rig::storage
