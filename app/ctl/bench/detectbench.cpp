#include "ctl/bench/detectbench.h"

#include "bus/admin.h"
#include "bus/producer.h"
#include "composition/core/killpoint.h"
#include "composition/core/node.h"
#include "composition/core/systemclock.h"
#include "ctl/bench/benchdatabase.h"
#include "ctl/bench/ingestload.h"
#include "ml/modelfolder.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <charconv>
#include <numeric>
#include <random>
#include <thread>

namespace rig::ctl {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t trainingRows = 2'000;
constexpr auto patience = 60s;
/// Until windows are full and everybody is in step; not measured.
constexpr auto warmUp = 10s;
constexpr auto lookEvery = 5ms;
constexpr auto goesWrongEvery = 500ms;
constexpr auto wrongFor = 3s;
constexpr double wrongBy = 20; ///< deviations

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::DetectBench", text);
}

/// Rows of one machine whose sensors each keep to the middle of their limits.
class Values
{
public:
    Values(const PlantDefinition &plant, unsigned seed) : m_random(seed)
    {
        for (const Sensor &sensor : plant.sensors) {
            const double low = sensor.limits.lo.value_or(0);
            const double high = sensor.limits.hi.value_or(1);
            m_sensors.push_back({sensor.name, (low + high) / 2, (high - low) / 8});
        }
    }

    ml::Table rows(std::size_t count)
    {
        ml::Table table;
        for (const auto &sensor : m_sensors)
            table.sensors.push_back(sensor.name);
        for (std::size_t row = 0; row < count; ++row)
            for (const auto &sensor : m_sensors)
                table.values.push_back(value(sensor));
        return table;
    }

    std::string payload(const std::string &machine, Instant at, bool wrong)
    {
        std::string text = R"({"machine_id":")" + machine + R"(","timestamp":")" + formatInstant(at) + '"';
        for (std::size_t i = 0; i < m_sensors.size(); ++i) {
            const double off = wrong && i >= 5 && i < 8 ? wrongBy * m_sensors[i].deviation : 0;
            std::array<char, 32> digits;
            const auto end = std::to_chars(digits.data(), digits.data() + digits.size(),
                                           value(m_sensors[i]) + off, std::chars_format::fixed, 4)
                                 .ptr;
            text.append(",\"").append(m_sensors[i].name).append("\":").append(digits.data(), end);
        }
        return text + '}';
    }

private:
    struct Kind
    {
        std::string name;
        double middle;
        double deviation;
    };

    double value(const Kind &kind)
    {
        return std::normal_distribution<double>(kind.middle, kind.deviation)(m_random);
    }

    std::vector<Kind> m_sensors;
    std::mt19937 m_random;
};

class Bench
{
public:
    Bench(settings::Settings settings, PlantDefinition plant, const DetectBenchOptions &options)
        : m_settings(std::move(settings)), m_plant(std::move(plant)), m_options(options), m_values(m_plant, 1)
    {
        m_settings.bus.topic = "rig-bench-" + std::to_string(QCoreApplication::applicationPid());
        m_settings.dataDirectory = m_directory.filePath(u"data"_s).toStdString();
    }

    ~Bench()
    {
        m_node.reset();
        bus::removeTopic(m_settings.bus);
    }

    Bench(const Bench &) = delete;
    Bench &operator=(const Bench &) = delete;

    Result<DetectFigures> measure(const std::function<void(const QString &)> &progress)
    {
        progress(tr("Learning a model."));
        auto trained = ml::MachineModel::train(m_values.rows(trainingRows), {});
        if (!trained)
            return tl::unexpected(trained.error());
        progress(tr("A node judges %1 machines by it.").arg(m_options.machines));
        const Done done = begin(*trained).and_then([&] { return load(); });
        if (!done)
            return tl::unexpected(done.error());
        const ReaderStatus status = m_node->judgeStatus();
        m_figures.judged = status.byModels;
        m_figures.skipped = status.skipped;
        m_node.reset();
        progress(tr("The autoencoder against libtorch alone."));
        compare(*trained);
        return m_figures;
    }

private:
    Done begin(const ml::MachineModel &model)
    {
        auto database = BenchDatabase::make(m_settings, m_plant, 0);
        if (!database)
            return tl::unexpected(database.error());
        m_database = std::move(*database);
        const auto directory = settings::DataDirectory::open(m_settings.dataDirectory);
        if (!directory)
            return tl::unexpected(directory.error());
        const QString models = ml::ModelFolder::modelsIn(directory->path());
        for (const Machine &machine : m_plant.machines)
            if (Done written = ml::ModelFolder::ofMachine(models, machine.id)->write(model); !written)
                return written;
        if (Done made = bus::ensureTopic(m_settings.bus); !made)
            return made;
        m_settings.database.url = m_database->url();
        const auto servers = composition::chooseServers(m_settings).servers();
        if (!servers)
            return tl::unexpected(servers.error());
        auto node =
            composition::Node::start(*servers, m_settings.defaultMachine, *directory, {}, m_clock, m_noCrash);
        if (!node)
            return tl::unexpected(node.error());
        m_node = std::move(*node);
        const auto deadline = m_clock.steady() + patience;
        while (m_node->judgeStatus().models < m_plant.machines.size()) {
            if (m_clock.steady() > deadline)
                return failure(ErrorKind::unavailable,
                               tr("The node did not take up its models within a minute."));
            std::this_thread::sleep_for(50ms);
        }
        return {};
    }

    /// Every machine 20 times a second, evenly, until the time is over.
    Done load()
    {
        auto sink = bus::openSink(m_settings.bus);
        if (!sink)
            return tl::unexpected(sink.error());
        const auto step = std::chrono::nanoseconds{IngestLoad::period} / m_options.machines;
        const auto begin = m_clock.steady();
        const auto end = begin + warmUp + m_options.duration;
        auto due = begin;
        auto look = begin;
        for (auto now = begin; now < end; now = m_clock.steady()) {
            for (; due <= now; due += step)
                if (Done written = write(**sink, due - begin); !written)
                    return written;
            if (now >= look) {
                look = now + lookEvery;
                if (Done looked = takeFindings(now - begin > warmUp); !looked)
                    return looked;
            }
            std::this_thread::sleep_for(500us);
        }
        return (*sink)->flush(10s).and_then([&] { return figures(); });
    }

    Done write(RecordSink &sink, std::chrono::nanoseconds since)
    {
        const std::size_t place = m_next;
        m_next = (m_next + 1) % m_plant.machines.size();
        const Machine &machine = m_plant.machines[place];
        const bool wrong = since > warmUp && wrongAt(place, since - warmUp);
        const Instant at = m_clock.now();
        return sink.write({m_settings.bus.topic, machine.id, m_values.payload(machine.id, at, wrong),
                           Origin::field, std::chrono::floor<milliseconds>(at)},
                          1s);
    }

    /// One machine after the other begins, and each again when all have been wrong.
    bool wrongAt(std::size_t machine, std::chrono::nanoseconds since) const
    {
        const auto round = goesWrongEvery * static_cast<std::int64_t>(m_plant.machines.size());
        const auto begins = goesWrongEvery * static_cast<std::int64_t>(machine);
        return since >= begins && (since - begins) % round < wrongFor;
    }

    Done takeFindings(bool measuring)
    {
        const auto rows =
            m_database->connection().run("select id, (extract(epoch from started) * 1000000)::bigint from "
                                         "rig.finding where id > $1 order by id",
                                         {std::to_string(m_newest)});
        if (!rows)
            return tl::unexpected(rows.error());
        const Instant now = m_clock.now();
        for (int row = 0; row < rows->count(); ++row) {
            m_newest = rows->integer(row, 0);
            if (measuring)
                m_times.emplace_back(now - Instant(std::chrono::microseconds{rows->integer(row, 1)}));
        }
        return {};
    }

    Done figures()
    {
        if (m_times.empty())
            return failure(ErrorKind::unavailable, tr("The node found nothing."));
        std::ranges::sort(m_times);
        const auto at = [this](double share) {
            return m_times[static_cast<std::size_t>(share * static_cast<double>(m_times.size() - 1))];
        };
        m_figures.findings = m_times.size();
        m_figures.median = at(.5);
        m_figures.p99 = at(.99);
        m_figures.worst = at(1);
        return {};
    }

    template <class Body> double perSecond(std::size_t windows, Body body) const
    {
        body(); // what is prepared once
        constexpr int rounds = 20;
        std::vector<double> times;
        for (int round = 0; round < rounds; ++round) {
            const auto begin = m_clock.steady();
            body();
            times.push_back(std::chrono::duration<double>(m_clock.steady() - begin).count());
        }
        std::ranges::sort(times);
        return static_cast<double>(windows) / times[rounds / 2];
    }

    void compare(const ml::MachineModel &model)
    {
        constexpr std::size_t windows = 256;
        const ml::Table table = m_values.rows(windows);
        const auto net = std::make_shared<const ml::Autoencoder>(*model.autoencoder());
        const std::vector<float> many(windows * net->length() * net->width(), .5F);
        m_figures.alone = perSecond(windows, [&] { net->rebuilt(many); });
        m_figures.ours = perSecond(windows, [&] {
            const std::vector<float> errors = ml::autoencoderErrors(net, table);
            std::vector<double> parts(net->width());
            for (std::size_t at = 0; at < errors.size(); at += net->width())
                net->score(std::span(errors).subspan(at, net->width()), parts);
        });

        std::vector<std::shared_ptr<const ml::MachineModel>> nets;
        std::vector<ml::AutoencoderWatch> watches;
        for (int i = 0; i < m_options.machines; ++i)
            if (auto copy = ml::MachineModel::from(model.bytes()))
                nets.push_back(std::make_shared<const ml::MachineModel>(std::move(*copy)));
        for (const auto &one : nets)
            watches.emplace_back(std::shared_ptr<const ml::Autoencoder>(one, one->autoencoder()));
        ml::AutoencoderBatch batch;
        std::vector<double> parts(net->width());
        constexpr std::size_t each = 2;
        m_figures.ofMany = perSecond(each * watches.size(), [&] {
            std::vector<ml::AutoencoderWatch::Taken> taken;
            for (std::size_t row = 0; row < each; ++row)
                for (ml::AutoencoderWatch &watch : watches)
                    taken.push_back(watch.take(table.row(row), batch));
            batch.run();
            for (std::size_t i = 0; i < taken.size(); ++i)
                watches[i % watches.size()].score(taken[i], batch, parts);
            batch.clear();
        });
    }

    settings::Settings m_settings;
    PlantDefinition m_plant;
    DetectBenchOptions m_options;
    Values m_values;
    QTemporaryDir m_directory;
    composition::SystemClock m_clock;
    composition::KillPoint m_noCrash{{}};
    std::unique_ptr<BenchDatabase> m_database;
    std::unique_ptr<composition::Node> m_node;
    std::size_t m_next = 0;
    std::int64_t m_newest = 0;
    std::vector<DetectFigures::Time> m_times;
    DetectFigures m_figures;
};

} // namespace

Result<DetectFigures> benchDetect(const settings::Settings &settings, const PlantDefinition &demo,
                                  const DetectBenchOptions &options,
                                  const std::function<void(const QString &)> &progress)
{
    if (options.machines < 1 || options.machines > 900 || options.duration < 5s || options.duration > 1h)
        return failure(ErrorKind::badConfiguration,
                       tr("The bench takes 1 to 900 machines and 5 to 3600 seconds."));
    if (settings.bus.servers.empty())
        return failure(
            ErrorKind::badConfiguration,
            tr("No broker is configured. Set KAFKA_BROKER_URL, or run this under tests/with-servers."),
            u"KAFKA_BROKER_URL"_s);
    const IngestLoad load(demo, options.machines,
                          std::chrono::floor<milliseconds>(std::chrono::system_clock::now()), 1);
    PlantDefinition plant = load.plant();
    for (Machine &machine : plant.machines)
        machine.stateRule.reset(); // what runs is not asked here
    return Bench(settings, std::move(plant), options).measure(progress);
}

} // namespace rig::ctl
