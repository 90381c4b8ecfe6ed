#include "pipeline/catchupworker.h"

#include "domain/runwatch.h"

#include <QLoggingCategory>

#include <algorithm>

namespace rig::pipeline {

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.detect")

/// What has been skipped is stored soon, and whoever skips still is not helped.
constexpr auto quiet = 10s;
constexpr auto patience = 200ms;
/// After asking in vain.
constexpr auto pause = 10s;
/// What has no model may get one.
constexpr auto pauseForModel = 60s;
/// The last reading of a span may be one that is never stored; one that is stored after it tells. To look far
/// takes the database its time, and is of use only where a machine has fallen silent.
constexpr std::array<Instant::duration, 2> after{1us, 15s};
constexpr auto farAfter = 1h;
constexpr auto longAgo = 10min;
constexpr auto pauseAfterFarLook = 10min;
/// What is older is given up: the plant no longer knows what was in maintenance then.
constexpr auto oldest = maintenanceLinger;
/// What a machine did before is what its models judge by: so many of its readings. A watch that begins with a
/// machine that wanders takes hundreds to find its level.
constexpr int leadIn = 1'000;
/// Of the source's time, judged at once.
constexpr auto step = 15s;
constexpr Instant::duration instant = 1us;

} // namespace

class CatchUpWorker::Work
{
public:
    Work(CatchUpWorker &worker, OpenDetectors openDetectors, const OpenKeptReadings &openReadings,
         std::stop_token stop)
        : m_worker(worker),
          m_stop(std::move(stop)),
          m_openDetectors(std::move(openDetectors)),
          m_readings(openReadings([this](milliseconds) { return m_stop.stop_requested(); }))
    {
    }

    void run()
    {
        while (!m_stop.stop_requested()) {
            const std::optional<Task> task = m_worker.task();
            sleepUnlessStopped(m_stop, !task || catchUp(*task) ? patience : pause);
        }
    }

private:
    /// False where the database could not be asked.
    bool catchUp(const Task &task)
    {
        const MachineLayout *layout = task.plant->machineByNumber(task.span.machine);
        const auto age = m_worker.m_clock.now() - task.span.to;
        if (!layout || layout->machine().retired || age > oldest)
            return giveUp(task.span);
        const auto stored = isStored(task.span, age > longAgo);
        if (!stored)
            return failed(task.span, stored.error());
        if (!*stored) {
            m_worker.postpone(task.span, age > longAgo ? pauseAfterFarLook : pause);
            return true;
        }
        auto detectors = m_openDetectors(task.span.machine);
        detectors->refresh(task.plant);
        if (detectors->machines().empty()) {
            m_worker.postpone(task.span, pauseForModel);
            return true;
        }
        auto caughtUp = judged(task.span, *layout, *detectors);
        return caughtUp ? done(std::move(*caughtUp)) : failed(task.span, caughtUp.error());
    }

    bool giveUp(const SkippedSpan &span)
    {
        qCInfo(log,
               "What machine %d sent from %s to %s is not judged by models any more: the machine has gone, "
               "or it was more than %d days ago.",
               span.machine, formatInstant(span.from).c_str(), formatInstant(span.to).c_str(),
               static_cast<int>(oldest.count()));
        return done({span, {}});
    }

    /// Whether its last reading is, or a later one.
    Result<bool> isStored(const SkippedSpan &span, bool far)
    {
        const auto isWithin = [&](Instant::duration time) {
            return m_readings->has(span.machine, span.to, span.to + time);
        };
        Result<bool> there = false;
        for (const Instant::duration time : after)
            if (there && !*there)
                there = isWithin(time);
        return there && !*there && far ? isWithin(farAfter) : there;
    }

    /// Until its state is known, its slow sensors are held, and the windows of its models are full.
    static Instant::duration leadInOf(const MachineLayout &layout)
    {
        milliseconds shortest = 1h;
        milliseconds longest{0};
        for (const MachineLayout::Column &column : layout.columns())
            if (column.live) {
                shortest = std::min(shortest, column.sensor->interval);
                longest = std::max(longest, column.sensor->interval);
            }
        const auto &rule = layout.machine().stateRule;
        return std::max(3 * longest, leadIn * shortest) + (rule ? rule->hold : milliseconds{0});
    }

    using Key = std::tuple<Instant, FindingKind, std::string>;
    using Findings = std::map<Key, Finding>;

    Result<CaughtUp> judged(const SkippedSpan &span, const MachineLayout &layout, Detectors &detectors)
    {
        RunWatch run(layout);
        // What is told of what comes before the span was told by whoever judged that; what only began there,
        // by nobody.
        Findings before;
        Findings findings;
        std::int64_t taken = 0;
        bool reached = false;
        Instant last = span.to; // as models date it, which is earlier where a clock is ahead
        const Instant end = span.to + instant;
        for (Instant from = span.from - leadInOf(layout); from < end && !m_stop.stop_requested();
             from += step) {
            const auto began = m_worker.m_clock.steady();
            std::vector<JudgedReading> readings;
            const auto take = [&](const Reading &reading) {
                if (reading.origin == Origin::history)
                    return true;
                readings.push_back({reading, run.next(reading)});
                readings.back().reading.offset = ++taken; // each once, in the order of their times
                if (reading.at >= span.from) {
                    last = reading.takenAt();
                    reached = true;
                }
                return true;
            };
            if (Done read = m_readings->read(span.machine, from, std::min(from + step, end), take); !read)
                return tl::unexpected(read.error());
            detectors.take(readings);
            for (Finding &finding : detectors.judge())
                if (const Key key{finding.started, finding.kind, finding.sensor}; !before.contains(key))
                    (reached ? findings : before).insert_or_assign(key, std::move(finding));
            const auto took = m_worker.m_clock.steady() - began;
            sleepUnlessStopped(m_stop, std::chrono::duration_cast<milliseconds>(took));
        }
        CaughtUp caughtUp{span, {}};
        for (auto &[key, finding] : findings) {
            finding.ended = finding.ended.value_or(last);
            caughtUp.findings.push_back(std::move(finding));
        }
        return caughtUp;
    }

    bool failed(const SkippedSpan &span, const Error &error)
    {
        m_worker.postpone(span, pause); // others may do better
        if (!m_stop.stop_requested())
            qCWarning(log, "Skipped readings cannot be judged now: %s It is tried again.",
                      qUtf8Printable(error.sentence));
        return false;
    }

    bool done(CaughtUp caughtUp)
    {
        if (m_stop.stop_requested())
            return false; // it may have been broken off
        const SkippedSpan span = caughtUp.span;
        while (!m_worker.m_done.push(caughtUp, patience) && !m_stop.stop_requested()) {
        }
        m_worker.finish(span);
        return true;
    }

    CatchUpWorker &m_worker;
    std::stop_token m_stop;
    OpenDetectors m_openDetectors;
    std::unique_ptr<KeptReadings> m_readings;
};

CatchUpWorker::CatchUpWorker(OpenDetectors openDetectors, OpenKeptReadings openReadings, const Clock &clock)
    : m_clock(clock),
      m_thread("catch-up",
               [this, openDetectors = std::move(openDetectors), openReadings = std::move(openReadings)](
                   const std::stop_token &stop) { Work(*this, openDetectors, openReadings, stop).run(); })
{
}

void CatchUpWorker::begin(PlantPtr plant, const std::vector<SkippedSpan> &stored,
                          const std::vector<SkippedSpan> &unstored,
                          const std::function<bool(std::int32_t)> &ours)
{
    const std::lock_guard lock(m_guard);
    m_plant = std::move(plant);
    m_spans.removeIf([&](std::int32_t machine) { return !ours(machine); });
    m_spans.touch();
    for (const SkippedSpan &span : stored)
        if (ours(span.machine))
            m_spans.addStored(span);
    for (const SkippedSpan &span : unstored)
        if (ours(span.machine))
            m_spans.addUnstored(span);
}

void CatchUpWorker::skipped(const JudgedReadings &readings)
{
    const std::lock_guard lock(m_guard);
    const auto now = m_clock.steady();
    bool all = true;
    for (const JudgedReading &one : readings.readings)
        all = m_spans.add(one.reading.machine, one.reading.at, now) && all;
    if (!all && !std::exchange(m_tooMany, true))
        qCWarning(log, "There are too many spans of skipped readings to remember them all: some are never "
                       "judged by models. Either detection has not kept up for hours, and fewer machines on "
                       "this node or a faster one help, or the times of readings jump about: look at the "
                       "clocks of those who send them.");
}

std::vector<SkippedSpan> CatchUpWorker::changed()
{
    const std::lock_guard lock(m_guard);
    return m_spans.takeChanged();
}

std::optional<CatchUpWorker::Task> CatchUpWorker::task()
{
    const std::lock_guard lock(m_guard);
    if (!m_plant)
        return {};
    const auto taken = m_spans.take(m_clock.steady(), quiet);
    return taken ? std::optional(Task{m_plant, *taken}) : std::nullopt;
}

void CatchUpWorker::postpone(const SkippedSpan &span, std::chrono::nanoseconds by)
{
    const std::lock_guard lock(m_guard);
    m_spans.postpone(span, m_clock.steady() + by);
}

std::uint64_t CatchUpWorker::waiting() const
{
    const std::lock_guard lock(m_guard);
    return m_spans.readings();
}

void CatchUpWorker::finish(const SkippedSpan &span)
{
    const std::lock_guard lock(m_guard);
    m_spans.remove(span);
}

} // namespace rig::pipeline
