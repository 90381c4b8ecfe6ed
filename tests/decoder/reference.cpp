#include "reference.h"

#include "referencejson.h"

#include <cmath>

using namespace rig;

namespace {

using Members = std::vector<JsonMember>;

const JsonValue *lastOf(const Members &members, std::string_view name)
{
    const JsonValue *found = nullptr;
    for (const auto &[key, value] : members)
        if (key == name)
            found = &value;
    return found;
}

std::string withoutControls(const std::string &name)
{
    const QString turners =
        QStringLiteral("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069");
    QString plain = wholeText(name);
    for (QChar &c : plain)
        if (c.category() == QChar::Other_Control || turners.contains(c))
            c = QChar::ReplacementCharacter;
    return plain.toStdString();
}

/// What stands for sensors, in its order.
Members sensorMembers(const JsonValue &root)
{
    Members all;
    for (const auto &[name, value] : root.members) {
        if (name == "machine_id" || name == "timestamp")
            continue;
        if (name != "custom_sensors")
            all.push_back({name, value});
        else if (value.kind == JsonValue::Kind::object)
            all.insert(all.end(), value.members.begin(), value.members.end());
        else if (value.kind != JsonValue::Kind::null)
            all.push_back({name, value});
    }
    return all;
}

void tellTime(Reading &reading, const Record &record, const JsonValue *timestamp)
{
    const Instant epoch = parseInstant("2000-01-01").value();
    const bool text = timestamp != nullptr && timestamp->kind == JsonValue::Kind::text;
    const auto source = text ? parseInstant(timestamp->text) : std::nullopt;
    const bool recorded = record.time && *record.time >= epoch;
    const bool usable =
        source && *source >= epoch && !(recorded && *source > *record.time + std::chrono::hours{24});
    reading.at = usable     ? *source
                 : recorded ? *record.time
                            : epoch + std::chrono::milliseconds{record.offset};
    reading.recordTime = recorded ? *record.time : reading.at;
    reading.timeQuality = usable      ? QualityReason::none
                          : !recorded ? QualityReason::recordTimeMissing
                          : source    ? QualityReason::sourceTimeImpossible
                                      : QualityReason::sourceTimeMissing;
}

/// False where a sensor's value is no number.
bool takeValues(Reading &reading, const Members &members, const MachineLayout &layout)
{
    const auto columns = layout.columns();
    reading.values.assign(columns.size(), noValue);
    std::vector<QualityReason> qualities(columns.size(), QualityReason::none);
    bool doubled = false;
    for (std::size_t slot = 0; slot < columns.size(); ++slot) {
        if (!columns[slot].live)
            continue;
        int count = 0;
        for (const auto &member : members)
            count += member.name == columns[slot].sensor->name ? 1 : 0;
        if (count == 0)
            continue;
        const JsonValue &value = *lastOf(members, columns[slot].sensor->name);
        if (count > 1) {
            qualities[slot] = QualityReason::givenTwice;
            doubled = true;
        }
        if (value.kind == JsonValue::Kind::null)
            continue;
        if (value.kind != JsonValue::Kind::number || std::isinf(value.number))
            return false;
        reading.values[slot] = value.number;
    }
    if (doubled)
        reading.valueQuality = qualities;
    return true;
}

} // namespace

Expected decodeByTheBook(const Record &record, const Plant &plant, const std::string &defaultMachine)
{
    if (record.payload.size() > 1'048'576)
        return {};
    const auto root = readReferenceJson(record.payload);
    if (!root || root->kind != JsonValue::Kind::object)
        return {};
    std::string id = defaultMachine;
    if (const JsonValue *named = lastOf(root->members, "machine_id");
        named != nullptr && named->kind != JsonValue::Kind::null) {
        if (named->kind != JsonValue::Kind::text)
            return {};
        id = named->text;
    }
    const MachineLayout *layout = plant.machine(id);
    if (layout == nullptr)
        return {};

    Reading reading;
    const Members members = sensorMembers(*root);
    if (!takeValues(reading, members, *layout))
        return {};
    tellTime(reading, record, lastOf(root->members, "timestamp"));
    reading.machine = layout->machine().number;
    reading.layoutVersion = layout->machine().layoutVersion;

    Expected expected{reading, {}};
    for (const auto &member : members)
        if (layout->slotOf(member.name) < 0)
            ++expected.unknown[withoutControls(member.name)];
    return expected;
}
