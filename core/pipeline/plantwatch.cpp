#include "pipeline/plantwatch.h"

#include <QLoggingCategory>

namespace rig::pipeline {

namespace {

Q_LOGGING_CATEGORY(log, "rig.plant")

/// How long after the start servers may take to come up without a line in the log.
constexpr std::chrono::seconds quietTime{10};

} // namespace

class PlantWatch::Work
{
public:
    Work(PlantWatch &watch, const OpenPlant &open, const Clock &clock, std::stop_token stop)
        : m_watch(watch),
          m_clock(clock),
          m_stop(std::move(stop)),
          m_ports(open([this](milliseconds) { return m_stop.stop_requested(); })),
          m_begun(clock.steady())
    {
    }

    void run()
    {
        startFromKept();
        do
            look();
        while (sleepUnlessStopped(m_stop, interval));
    }

private:
    void startFromKept()
    {
        auto kept = m_ports.kept->read();
        if (kept) {
            m_known.plant = kept->plant;
            m_known.keptAt = kept->at;
        } else if (kept.error().kind != ErrorKind::notFound) {
            qCWarning(log, "%s", qUtf8Printable(kept.error().sentence));
        }
        m_watch.m_known.set(m_known);
    }

    void look()
    {
        if (!m_ports.source)
            return;
        const auto revision = m_ports.source->revision();
        if (!revision) {
            // What answers next may be another database, or this one restored from yesterday.
            m_fromDatabase = false;
            return say(revision.error());
        }
        if (m_fromDatabase && *revision == m_known.plant->revision())
            return say({});
        auto plant = m_ports.source->load();
        if (!plant)
            return say(plant.error());
        m_known.plant = std::move(*plant);
        m_known.keptAt.reset();
        m_fromDatabase = true;
        const Done written = m_ports.kept->write(*m_known.plant, m_clock.now());
        say(written ? std::nullopt : std::optional(written.error()));
    }

    void say(std::optional<Error> trouble)
    {
        note(trouble);
        m_known.trouble = std::move(trouble);
        m_watch.m_known.set(m_known);
    }

    /// Each trouble once. In the beginning a server that is not up yet is none.
    void note(const std::optional<Error> &trouble)
    {
        if (trouble && trouble->retryable() && m_clock.steady() - m_begun < quietTime)
            return;
        const QString sentence = trouble ? trouble->sentence : QString();
        if (!sentence.isEmpty() && sentence != m_logged)
            qCWarning(log, "%s", qUtf8Printable(sentence));
        m_logged = sentence;
    }

    PlantWatch &m_watch;
    const Clock &m_clock;
    std::stop_token m_stop;
    PlantPorts m_ports;
    Known m_known;
    bool m_fromDatabase = false;
    std::chrono::nanoseconds m_begun;
    QString m_logged;
};

PlantWatch::PlantWatch(OpenPlant open, const Clock &clock)
    : m_thread("plant", [this, open = std::move(open), &clock](const std::stop_token &stop) {
          Work(*this, open, clock, stop).run();
      })
{
}

} // namespace rig::pipeline
