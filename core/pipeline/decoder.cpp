#include "pipeline/decoder.h"

#include "pipeline/plaintext.h"
#include "pipeline/sourcetime.h"

#include <algorithm>
#include <cstring>

namespace rig::pipeline {

namespace {

using Kind = MessageField::Kind;

constexpr std::size_t shownBytes = 64;

QString shown(std::string_view text)
{
    return QString::fromStdString(plainText(text, shownBytes));
}

/// As `==`, but without a call for names of 8 to 16 bytes, which most are: two words each that may overlap.
bool same(std::string_view left, std::string_view right)
{
    const std::size_t size = left.size();
    if (size != right.size())
        return false;
    std::uint64_t words[4];
    if (size < sizeof words[0] || size > 2 * sizeof words[0])
        return left == right;
    const std::size_t second = size - sizeof words[0];
    std::memcpy(&words[0], left.data(), sizeof words[0]);
    std::memcpy(&words[1], right.data(), sizeof words[0]);
    std::memcpy(&words[2], left.data() + second, sizeof words[0]);
    std::memcpy(&words[3], right.data() + second, sizeof words[0]);
    return ((words[0] ^ words[1]) | (words[2] ^ words[3])) == 0;
}

/// Whether a guessed slot, which another plant may have left behind, is the sensor's.
bool isSlotOf(std::span<const MachineLayout::Column> columns, int slot, std::string_view sensor)
{
    if (slot < 0 || static_cast<std::size_t>(slot) >= columns.size())
        return false;
    const auto &column = columns[static_cast<std::size_t>(slot)];
    return column.live && same(column.sensor->name, sensor);
}

/// Headers come from whoever writes to the topic, and this one goes into an index of the database.
std::string ingestIdOf(const Record &record)
{
    const bool ours = record.ingestId.size() <= Decoder::maxIngestIdBytes &&
                      std::all_of(record.ingestId.begin(), record.ingestId.end(),
                                  [](char c) { return c >= ' ' && c <= '~'; });
    return ours ? std::string(record.ingestId) : std::string();
}

} // namespace

Decoder::Decoder(std::string defaultMachine) : m_defaultMachine(std::move(defaultMachine)) {}

tl::expected<Reading, std::string> Decoder::decode(const Record &record, const Plant &plant,
                                                   UnknownNames *unknown)
{
    if (const auto flaw = m_message.read(record.payload))
        return tl::unexpected(flaw->sentence());
    const auto layout = machineOf(plant);
    if (!layout)
        return tl::unexpected(layout.error());

    const auto index = static_cast<std::size_t>(*layout - plant.machines().data());
    if (m_followers.size() < plant.machines().size())
        m_followers.resize(plant.machines().size());

    Reading reading;
    assign(**layout, m_followers[index], reading);
    if (const auto taken = takeValues(**layout, reading); !taken)
        return tl::unexpected(taken.error());
    if (unknown != nullptr)
        for (const MessageField *field : m_unknown)
            unknown->count(field->name, (*layout)->machine().id, field->value);

    const ReadingTime time = timeOf(record, timestamp());
    reading.machine = (*layout)->machine().number;
    reading.layoutVersion = (*layout)->machine().layoutVersion;
    reading.partition = record.partition;
    reading.offset = record.offset;
    reading.at = time.at;
    reading.recordTime = time.recordTime;
    reading.receivedAt = record.receivedAt;
    reading.timeQuality = time.quality;
    reading.origin = originFromWord(record.origin).value_or(Origin::field);
    reading.ingestId = ingestIdOf(record);
    return reading;
}

tl::expected<const MachineLayout *, std::string> Decoder::machineOf(const Plant &plant)
{
    const auto &field = m_message.machineId();
    const bool named = field && field->kind != Kind::null;
    if (named && field->kind != Kind::text)
        return tl::unexpected(
            tr("'machine_id' must be a text, but is %1.").arg(shown(field->value)).toStdString());
    const std::string_view id = named ? m_message.textOf(*field) : m_defaultMachine;
    if (const MachineLayout *layout = plant.machine(id))
        return layout;
    QString sentence = tr("Machine '%1' is not in the plant.").arg(shown(id));
    if (!named)
        sentence = tr("%1 It is the default for messages that name none, as this one.").arg(sentence);
    return tl::unexpected(sentence.toStdString());
}

std::string_view Decoder::timestamp()
{
    const auto &field = m_message.timestamp();
    return field && field->kind == Kind::text ? m_message.textOf(*field) : std::string_view();
}

/// Finds the slot of each field and the qualities that follow from doubled ones.
void Decoder::assign(const MachineLayout &layout, std::vector<int> &followers, Reading &reading)
{
    const auto columns = layout.columns();
    m_given.assign(columns.size(), nullptr);
    m_unknown.clear();
    followers.resize(columns.size() + 1, -1);
    std::size_t last = 0; // the slot of the last field and one, 0 for none
    for (const MessageField &field : m_message.fields()) {
        int slot = followers[last];
        if (!isSlotOf(columns, slot, field.name))
            slot = layout.slotOf(field.name);
        if (slot < 0) {
            m_unknown.push_back(&field);
            continue;
        }
        followers[last] = slot;
        last = static_cast<std::size_t>(slot) + 1;
        const MessageField *&given = m_given[static_cast<std::size_t>(slot)];
        if (given != nullptr) {
            reading.valueQuality.resize(m_given.size(), QualityReason::none);
            reading.valueQuality[static_cast<std::size_t>(slot)] = QualityReason::givenTwice;
        }
        given = &field;
    }
}

Decoder::Outcome Decoder::takeValues(const MachineLayout &layout, Reading &reading) const
{
    reading.values.assign(m_given.size(), noValue);
    for (std::size_t slot = 0; slot < m_given.size(); ++slot) {
        const MessageField *field = m_given[slot];
        if (field == nullptr || field->kind == Kind::null)
            continue;
        if (field->kind != Kind::number)
            return tl::unexpected(refusal(layout, slot, *field));
        reading.values[slot] = field->number;
    }
    return {};
}

std::string Decoder::refusal(const MachineLayout &layout, std::size_t slot, const MessageField &field)
{
    const QString sensor = shown(layout.columns()[slot].sensor->name);
    if (field.kind == Kind::noDouble)
        return tr("The value of sensor '%1' is beyond what a number can hold: %2")
            .arg(sensor, shown(field.value))
            .toStdString();
    return tr("The value of sensor '%1' must be a number, but is %2")
        .arg(sensor, shown(field.value))
        .toStdString();
}

} // namespace rig::pipeline
