#include "ctl/bench/latencybench.h"

#include "bus/admin.h"
#include "bus/consumer.h"
#include "bus/producer.h"
#include "composition/core/systemclock.h"
#include "ctl/bench/ingestload.h"
#include "pipeline/showreader.h"

#include <QCoreApplication>

#include <algorithm>
#include <deque>
#include <thread>

namespace rig::ctl {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int machines = 3;
/// Until broker, topic and reader have met; not measured.
constexpr auto warmUp = 2s;
constexpr auto longestSilence = 30s;

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::LatencyBench", text);
}

/// The plant of the load, which nobody changes.
class LoadsPlant : public PlantSource, public KeptPlant
{
public:
    explicit LoadsPlant(PlantPtr plant) : m_plant(std::move(plant)) {}

    Result<std::int64_t> revision() override { return m_plant->revision(); }
    Result<PlantPtr> load() override { return m_plant; }
    Result<Kept> read() override { return Kept{m_plant, {}}; }
    Done write(const Plant &, Instant) override { return {}; }

private:
    PlantPtr m_plant;
};

class Bench
{
public:
    Bench(settings::BusSettings bus, IngestLoad load, PlantPtr plant)
        : m_bus(std::move(bus)),
          m_load(std::move(load)),
          m_plants(
              [plant](const WaitCheck &) {
                  return pipeline::PlantPorts{std::make_unique<LoadsPlant>(plant),
                                              std::make_unique<LoadsPlant>(plant)};
              },
              m_clock),
          m_board(m_clock),
          m_show([this] { return bus::readAll(m_bus, true, m_clock); }, m_plants, m_board, {})
    {
    }

    Result<LatencyFigures> measure(std::chrono::seconds duration)
    {
        auto sink = bus::openSink(m_bus);
        if (!sink)
            return tl::unexpected(sink.error());
        const auto begin = m_clock.steady();
        auto due = begin;
        auto heard = begin;
        while (m_clock.steady() - begin < warmUp + duration || !nothingUnderWay()) {
            if (m_clock.steady() >= due && m_clock.steady() - begin < warmUp + duration) {
                if (Done written = write(**sink); !written)
                    return tl::unexpected(written.error());
                due += std::chrono::nanoseconds{IngestLoad::period} / machines;
            }
            if (look(m_clock.steady() - begin > warmUp))
                heard = m_clock.steady();
            if (m_clock.steady() - heard > longestSilence)
                return failure(
                    ErrorKind::unavailable,
                    tr("No reading came through the broker %1 within 30 s. `rigctl status` says how "
                       "it is.")
                        .arg(QString::fromStdString(m_bus.servers)));
            std::this_thread::sleep_for(1ms);
        }
        return figures();
    }

private:
    struct Sent
    {
        std::chrono::nanoseconds at;
        Instant recordTime;
    };

    bool nothingUnderWay() const
    {
        return std::all_of(m_underWay.begin(), m_underWay.end(),
                           [](const auto &sent) { return sent.empty(); });
    }

    Done write(RecordSink &sink)
    {
        const IngestLoad::Message message = m_load.next();
        // A machine's record times differ by its period, so they say which reading the board has.
        const Instant now = std::chrono::floor<milliseconds>(m_clock.now());
        m_underWay[m_next].push_back({m_clock.steady(), now});
        m_next = (m_next + 1) % machines;
        return sink.write({m_bus.topic, message.machine, message.payload, Origin::field, now}, 1s);
    }

    /// Whether the board has anything that it had not before.
    bool look(bool measuring)
    {
        const auto state = m_board.state();
        const auto now = m_clock.steady();
        bool any = false;
        for (std::size_t i = 0; i < state->machines.size() && i < machines; ++i)
            for (auto &sent = m_underWay[i];
                 !sent.empty() && state->machines[i].recordTime >= sent.front().recordTime;
                 sent.pop_front()) {
                any = true;
                if (measuring)
                    m_times.push_back(now - sent.front().at);
            }
        return any;
    }

    LatencyFigures figures()
    {
        std::sort(m_times.begin(), m_times.end());
        const auto at = [this](double share) {
            const auto index = static_cast<std::size_t>(share * static_cast<double>(m_times.size() - 1));
            return LatencyFigures::Time(m_times[index]);
        };
        return {m_times.size(), at(0.5), at(0.9), at(0.99), at(1)};
    }

    settings::BusSettings m_bus;
    IngestLoad m_load;
    composition::SystemClock m_clock;
    pipeline::PlantWatch m_plants;
    pipeline::LiveBoard m_board;
    pipeline::ShowReader m_show;
    std::array<std::deque<Sent>, machines> m_underWay; ///< by machine
    std::size_t m_next = 0;
    std::vector<std::chrono::nanoseconds> m_times;
};

} // namespace

Result<LatencyFigures> benchLatency(const settings::Settings &settings, const PlantDefinition &demo,
                                    const LatencyBenchOptions &options)
{
    if (options.duration < 1s || options.duration > 1h)
        return failure(ErrorKind::badConfiguration, tr("The bench takes 1 to 3600 seconds."));
    if (settings.bus.servers.empty())
        return failure(
            ErrorKind::badConfiguration,
            tr("No broker is configured. Set KAFKA_BROKER_URL, or run this under tests/with-servers."),
            u"KAFKA_BROKER_URL"_s);
    settings::BusSettings bus = settings.bus;
    bus.topic = "rig-bench-" + std::to_string(QCoreApplication::applicationPid());
    IngestLoad load(demo, machines, std::chrono::floor<milliseconds>(std::chrono::system_clock::now()), 1);
    auto plant = Plant::make(1, load.plant());
    if (!plant)
        return tl::unexpected(plant.error());
    if (Done made = bus::ensureTopic(bus); !made)
        return tl::unexpected(made.error());
    const auto figures = Bench(bus, std::move(load), std::move(*plant)).measure(options.duration);
    const Done removed = bus::removeTopic(bus);
    return figures && !removed ? tl::unexpected(removed.error()) : figures;
}

} // namespace rig::ctl
