#include "ml/factsrecord.h"

#include <limits>
#include <set>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

void setTime(Record &record, QLatin1StringView name, const std::optional<Instant> &time)
{
    if (time)
        record.setWhole(name, time->time_since_epoch().count());
}

std::optional<Instant> timeOf(Record &record, QLatin1StringView name)
{
    using Count = Instant::rep;
    if (!record.has(name))
        return {};
    return Instant(Instant::duration(
        record.whole(name, std::numeric_limits<Count>::min(), std::numeric_limits<Count>::max())));
}

double shareOf(Record &record, QLatin1StringView name)
{
    const double share = record.number(name);
    record.expect(share >= 0 && share <= 1);
    return share;
}

void setMarks(Record &record, QLatin1StringView name, const std::optional<MarkedQuality> &marks)
{
    if (!marks)
        return;
    Record inner;
    inner.setWhole("true"_L1, marks->trueOnes);
    inner.setWhole("true found"_L1, marks->trueFound);
    inner.setWhole("false"_L1, marks->falseOnes);
    inner.setWhole("false found"_L1, marks->falseFound);
    record.setRecord(name, inner);
}

std::optional<MarkedQuality> marksOf(Record &record, QLatin1StringView name)
{
    if (!record.has(name))
        return {};
    Record inner = record.record(name);
    MarkedQuality marks;
    marks.trueOnes = inner.whole("true"_L1, 0, std::numeric_limits<std::int64_t>::max());
    marks.trueFound = inner.whole("true found"_L1, 0, marks.trueOnes);
    marks.falseOnes = inner.whole("false"_L1, 0, std::numeric_limits<std::int64_t>::max());
    marks.falseFound = inner.whole("false found"_L1, 0, marks.falseOnes);
    record.expect(inner.fit());
    return marks;
}

} // namespace

Record recordOf(const ModelFacts &facts)
{
    Record record;
    record.setTexts("sensors"_L1, facts.sensors);
    record.setTexts("left out"_L1, facts.leftOut);
    record.setWhole("series"_L1, facts.series ? 1 : 0);
    record.setWhole("rows"_L1, facts.rows);
    record.setText("fingerprint"_L1, facts.fingerprint);
    record.setWhole("forest"_L1, facts.forest ? 1 : 0);
    record.setWhole("subspace"_L1, facts.subspace ? 1 : 0);
    record.setWhole("autoencoder"_L1, facts.autoencoder ? 1 : 0);
    setTime(record, "trained"_L1, facts.trained);
    setTime(record, "first"_L1, facts.first);
    setTime(record, "last"_L1, facts.last);
    record.set("nominal share"_L1, facts.nominalShare);
    record.set("anomalous share"_L1, facts.anomalousShare);
    record.set("findings a row"_L1, facts.findingsPerRow);
    setMarks(record, "marks"_L1, facts.marks);
    setMarks(record, "marks before"_L1, facts.marksBefore);
    return record;
}

ModelFacts factsFrom(Record &record)
{
    ModelFacts facts;
    facts.sensors = record.texts("sensors"_L1);
    facts.leftOut = record.texts("left out"_L1);
    const std::size_t width = facts.sensors.size();
    record.expect(width >= 1 && width <= mostSensors &&
                  std::set(facts.sensors.begin(), facts.sensors.end()).size() == width);
    facts.series = record.whole("series"_L1, 0, 1) != 0;
    facts.rows = record.whole("rows"_L1, 0, std::numeric_limits<std::int64_t>::max());
    facts.fingerprint = record.text("fingerprint"_L1);
    facts.forest = record.whole("forest"_L1, 0, 1) != 0;
    facts.subspace = record.whole("subspace"_L1, 0, 1) != 0;
    facts.autoencoder = record.whole("autoencoder"_L1, 0, 1) != 0;
    record.expect(facts.forest || facts.subspace || facts.autoencoder);
    facts.trained = timeOf(record, "trained"_L1);
    facts.first = timeOf(record, "first"_L1);
    facts.last = timeOf(record, "last"_L1);
    record.expect(facts.first.has_value() == facts.last.has_value() && facts.first <= facts.last);
    facts.nominalShare = shareOf(record, "nominal share"_L1);
    facts.anomalousShare = shareOf(record, "anomalous share"_L1);
    facts.findingsPerRow = shareOf(record, "findings a row"_L1);
    facts.marks = marksOf(record, "marks"_L1);
    facts.marksBefore = marksOf(record, "marks before"_L1);
    return facts;
}

} // namespace rig::ml
