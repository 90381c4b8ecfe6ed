#include "decoder/plants.h"
#include "decoder/reference.h"
#include "fuzz/input.h"

#include <QByteArrayView>

#include <algorithm>
#include <cmath>
#include <cstring>

using namespace rig;

namespace {

/// Bits, so that -0.0 is not 0.0.
bool same(const Reading &one, const Reading &other)
{
    return one.machine == other.machine && one.layoutVersion == other.layoutVersion && one.at == other.at &&
           one.recordTime == other.recordTime && one.timeQuality == other.timeQuality &&
           one.valueQuality == other.valueQuality && one.values.size() == other.values.size() &&
           std::memcmp(one.values.data(), other.values.data(), one.values.size() * sizeof(double)) == 0;
}

void checkReading(const Reading &reading, const Record &record, const Plant &plant)
{
    const MachineLayout *const layout = plant.machineByNumber(reading.machine);
    require(layout != nullptr && !layout->machine().retired, "a reading is of a machine in use");
    require(reading.values.size() == layout->columns().size(), "there is a value for every slot");
    for (std::size_t slot = 0; slot < reading.values.size(); ++slot)
        require(std::isfinite(reading.values[slot]) || std::isnan(reading.values[slot]),
                "a value is finite or there is none");
    for (std::size_t slot = 0; slot < reading.values.size(); ++slot)
        require(std::isnan(reading.values[slot]) || layout->columns()[slot].live,
                "a retired slot has no value");
    require(reading.partition == record.partition && reading.offset == record.offset,
            "a reading keeps the place of its record");
    require(reading.ingestId.empty() || reading.ingestId == record.ingestId, "an ingest id is the record's");
    require(reading.ingestId.size() <= pipeline::Decoder::maxIngestIdBytes, "an ingest id is short");
    require(std::ranges::all_of(reading.ingestId, [](char c) { return c >= 0x20 && c < 0x7f; }),
            "an ingest id is printable");
}

void checkSentence(const std::string &sentence)
{
    require(!sentence.empty() && sentence.size() < 2048, "a rejection says why, in a few words");
    require(QByteArrayView(sentence).isValidUtf8(), "a reason is UTF-8");
    require(std::ranges::none_of(sentence, [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; }),
            "a reason has no control characters");
}

void check(pipeline::Decoder &used, const Record &record, const Plant &plant)
{
    pipeline::UnknownNames unknown;
    const auto reading = used.decode(record, plant, &unknown);
    const auto again = pipeline::Decoder("A").decode(record, plant);
    require(reading.has_value() == again.has_value(), "decoding again gives the same");
    require(reading ? same(*reading, *again) : reading.error() == again.error(),
            "decoding again gives the same");

    const Expected expected = decodeByTheBook(record, plant, "A");
    require(reading.has_value() == expected.reading.has_value(),
            "the book takes and rejects the same messages");
    std::map<std::string, std::uint64_t> counts;
    for (const auto &[name, counted] : unknown.names())
        counts.emplace(name, counted.count);
    require(unknown.beyond() > 0 || counts == expected.unknown, "the book counts the same unknown names");
    if (!reading)
        return checkSentence(reading.error());
    require(same(*reading, *expected.reading), "the book reads the same");
    checkReading(*reading, record, plant);
}

} // namespace

/// Two plants take turns on one decoder, as when the plant changes between two messages.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static Fixture fixture;
    static const PlantPtr changed = makeChangedPlant();
    static pipeline::Decoder decoder("A");
    fixture.record.payload = fixture.record.ingestId = fixture.record.origin = asText(data, size);
    check(decoder, fixture.record, *fixture.plant);
    check(decoder, fixture.record, *changed);
    Record without = fixture.record;
    without.time.reset();
    check(decoder, without, *changed);
    return 0;
}
