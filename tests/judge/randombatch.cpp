#include "judge/randombatch.h"

#include <algorithm>
#include <bit>

namespace rig::test {

namespace {

class Maker
{
public:
    explicit Maker(std::mt19937 &random) : m_random(random) {}

    std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(m_random() % bound); }
    bool coin() { return below(2) == 0; }

    std::int64_t wide() { return static_cast<std::int64_t>((std::uint64_t{m_random()} << 32) | m_random()); }

    Instant instant()
    {
        constexpr std::int64_t tenThousandYears = 253'402'300'800'000'000;
        return Instant{std::chrono::microseconds{std::abs(wide() % tenThousandYears)}};
    }

    std::optional<Instant> perhaps() { return coin() ? std::optional(instant()) : std::nullopt; }

    SensorMemory sensor()
    {
        SensorMemory sensor;
        for (std::size_t i = 0; i < sensor.standing.size(); ++i) {
            sensor.standing[i] = coin();
            sensor.occurrences[i] = wide();
        }
        sensor.recordTime = perhaps();
        return sensor;
    }

    MachineMemory machine()
    {
        MachineMemory memory;
        memory.run = static_cast<RunState>(below(5));
        memory.startingSince = perhaps();
        memory.newestAt = perhaps();
        memory.partition = static_cast<std::int32_t>(below(100)) - 1;
        for (std::uint32_t i = below(4); i > 0; --i)
            memory.sensors.push_back(sensor());
        return memory;
    }

    LimitEvent event()
    {
        LimitEvent event;
        event.machine = static_cast<std::int32_t>(m_random());
        event.slot = static_cast<std::int32_t>(below(1000));
        event.limit = static_cast<LimitName>(below(5));
        event.raised = coin();
        event.occurrence = wide();
        event.value = coin() ? noValue : std::bit_cast<double>(wide());
        event.at = instant();
        event.receivedAt = instant();
        if (coin())
            event.cause = LimitEvent::Cause{static_cast<std::int32_t>(below(100)), wide()};
        event.late = coin();
        return event;
    }

    std::string text()
    {
        std::string text(below(20), ' ');
        std::generate(text.begin(), text.end(), [this] { return static_cast<char>(below(256)); });
        return text;
    }

    ExpectedStep step() { return {instant(), below(1000) / 10., below(1000) / 10., below(1000) / 100.}; }

    Finding finding()
    {
        Finding finding;
        finding.machine = static_cast<std::int32_t>(m_random());
        finding.kind = static_cast<FindingKind>(below(3));
        finding.sensor = text();
        finding.started = instant();
        finding.peaked = instant();
        finding.ended = perhaps();
        finding.score = below(1000) / 1000.;
        finding.pValue = below(1000) / 1e6;
        finding.isolationForest = below(2) == 0 ? std::optional(below(1000) / 10.) : std::nullopt;
        finding.autoencoder = coin() ? std::optional(below(1000) / 10.) : std::nullopt;
        finding.subspace = coin() ? std::optional(below(1000) / 10.) : std::nullopt;
        for (std::uint32_t i = below(4); i > 0; --i)
            finding.shares.push_back({text(), below(1000) / 1000.});
        finding.run = static_cast<RunState>(below(5));
        finding.degraded = text();
        finding.model = text();
        for (std::uint32_t i = below(3); i > 0; --i)
            finding.evidence.sensors.push_back({text(), step(), {step(), step()}});
        for (std::uint32_t i = below(3); i > 0; --i)
            finding.evidence.relations.push_back({text(), text(), below(1000) / 1000., below(1000) / 1000.});
        return finding;
    }

    SkippedSpan span() { return {static_cast<std::int32_t>(m_random()), instant(), instant()}; }

    JudgeBatch batch()
    {
        JudgeBatch batch;
        batch.plantRevision = wide();
        batch.term = wide();
        batch.stream = {text(), text()};
        for (std::uint32_t i = below(4); i > 0; --i) {
            batch.advances.push_back({static_cast<std::int32_t>(i), {}, wide()});
            if (coin())
                batch.advances.back().expected = wide();
        }
        for (std::uint32_t i = below(6); i > 0; --i)
            batch.events.push_back(event());
        for (std::uint32_t i = below(4); i > 0; --i)
            batch.memories[static_cast<std::int32_t>(below(1000))] = machine();
        for (std::uint32_t i = below(3); i > 0; --i)
            batch.findings.push_back(finding());
        for (std::uint32_t i = below(3); i > 0; --i)
            batch.skipped.push_back(span());
        for (std::uint32_t i = below(3); i > 0; --i)
            batch.caughtUp.push_back({span(), {finding()}});
        return batch;
    }

private:
    std::mt19937 &m_random;
};

bool sameEvent(LimitEvent one, LimitEvent other)
{
    const bool bits = std::bit_cast<std::uint64_t>(one.value) == std::bit_cast<std::uint64_t>(other.value);
    one.value = other.value = 0; // NaN equals nothing
    return bits && one == other;
}

bool sameAdvance(const Advance &one, const Advance &other)
{
    return one.partition == other.partition && one.expected == other.expected && one.next == other.next;
}

} // namespace

MachineMemory randomMemory(std::mt19937 &random)
{
    return Maker(random).machine();
}

JudgeBatch randomBatch(std::mt19937 &random)
{
    return Maker(random).batch();
}

bool same(const JudgeBatch &one, const JudgeBatch &other)
{
    return one.plantRevision == other.plantRevision && one.term == other.term && one.stream == other.stream &&
           std::equal(one.advances.begin(), one.advances.end(), other.advances.begin(), other.advances.end(),
                      sameAdvance) &&
           std::equal(one.events.begin(), one.events.end(), other.events.begin(), other.events.end(),
                      sameEvent) &&
           one.memories == other.memories && one.findings == other.findings && one.skipped == other.skipped &&
           one.caughtUp == other.caughtUp;
}

} // namespace rig::test
