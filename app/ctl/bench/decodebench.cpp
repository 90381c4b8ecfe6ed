#include "ctl/bench/decodebench.h"

#include "pipeline/decoder.h"
#include "pipeline/jsonceiling.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <ctime>
#include <numeric>
#include <random>

namespace rig::ctl {

namespace {

using pipeline::Decoder;
using pipeline::JsonCeiling;

constexpr std::array<std::string_view, 10> parts{"bearing", "coupling", "coolant",   "exhaust", "gearbox",
                                                 "inlet",   "outlet",   "lubricant", "motor",   "pump"};
constexpr std::array<std::string_view, 5> quantities{"temp", "pressure", "vibration", "flow_rate", "current"};
constexpr std::array<std::string_view, 3> machineIds{"A", "B", "C"};

PlantPtr makePlant()
{
    PlantDefinition definition;
    for (const auto part : parts)
        for (const auto quantity : quantities) {
            Sensor sensor;
            sensor.name = std::string(part).append("_").append(quantity);
            definition.sensors.push_back(sensor);
        }
    for (const auto id : machineIds) {
        Machine machine;
        machine.id = id;
        machine.number = static_cast<std::int32_t>(definition.machines.size()) + 1;
        for (const Sensor &sensor : definition.sensors)
            machine.slots.push_back({sensor.name, false});
        definition.machines.push_back(machine);
    }
    return Plant::make(1, std::move(definition)).value();
}

/// Messages one behind the other, as a broker's client has them in a batch.
class Messages
{
public:
    Messages(const Plant &plant, const DecodeBenchOptions &options) : m_random(options.seed)
    {
        for (std::size_t i = 0; i < options.messages; ++i) {
            const std::size_t begin = m_bytes.size();
            append(plant.machines()[i % plant.machines().size()], i);
            m_sizes.push_back(m_bytes.size() - begin);
        }
        m_bytesOfMessages = m_bytes.size();
        m_bytes.append(JsonCeiling::padding, '\0');
    }

    std::size_t bytes() const { return m_bytesOfMessages; }

    template <class Visit> void each(Visit visit) const
    {
        std::size_t begin = 0;
        for (const std::size_t size : m_sizes) {
            visit(std::string_view(m_bytes).substr(begin, size));
            begin += size;
        }
    }

private:
    void append(const MachineLayout &layout, std::size_t index)
    {
        const Instant at = Instant{std::chrono::sys_days{std::chrono::year{2026} / 1 / 12}} +
                           std::chrono::milliseconds{index};
        m_bytes.append(R"({"machine_id":")").append(layout.machine().id);
        m_bytes.append(R"(","timestamp":")").append(formatInstant(at)).append("\"");
        for (const auto &column : layout.columns()) {
            m_bytes.append(",\"").append(column.sensor->name).append("\":");
            appendNumber();
        }
        m_bytes.append("}");
    }

    /// Like instruments' values: one to four digits before the point and two behind it.
    void appendNumber()
    {
        const double magnitude = std::uniform_real_distribution<double>(0, 4)(m_random);
        const double value = std::round(std::pow(10.0, magnitude) * 100) / 100;
        std::array<char, 32> text;
        const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
        m_bytes.append(text.data(), end);
    }

    std::mt19937 m_random;
    std::string m_bytes;
    std::vector<std::size_t> m_sizes;
    std::size_t m_bytesOfMessages = 0;
};

/// Of the processor: what else runs on the machine interrupts the longer of the two more often.
template <class Work> double secondsFor(Work work)
{
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
    };
    const double begin = now();
    work();
    return now() - begin;
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

class Bench
{
public:
    explicit Bench(const DecodeBenchOptions &options)
        : m_options(options), m_plant(makePlant()), m_messages(*m_plant, options), m_decoder("A")
    {
        m_record.time = Instant{std::chrono::sys_days{std::chrono::year{2026} / 1 / 12}};
    }

    /// Whether both read the same numbers: else one of them is fast by leaving something out.
    bool agree()
    {
        bool same = true;
        m_messages.each([&](std::string_view message) {
            m_record.payload = message;
            const auto reading = m_decoder.decode(m_record, *m_plant);
            same = same && reading &&
                   std::accumulate(reading->values.begin(), reading->values.end(), 0.0) ==
                       m_ceiling.sum(message);
        });
        return same;
    }

    DecodeFigures run()
    {
        std::vector<double> simdjson;
        std::vector<double> decoder;
        std::vector<double> ratios;
        for (int round = 0; round < m_options.rounds; ++round) {
            simdjson.push_back(secondsFor([this] { walk(); }));
            decoder.push_back(secondsFor([this] { decode(); }));
            ratios.push_back(simdjson.back() / decoder.back());
        }
        DecodeFigures figures;
        figures.bytesPerMessage =
            static_cast<double>(m_messages.bytes()) / static_cast<double>(m_options.messages);
        figures.simdjson = rate(median(simdjson));
        figures.decoder = rate(median(decoder));
        figures.ratio = median(ratios);
        return figures;
    }

private:
    void walk()
    {
        m_messages.each([this](std::string_view message) { m_sum += m_ceiling.sum(message); });
    }

    void decode()
    {
        m_messages.each([this](std::string_view message) {
            m_record.payload = message;
            const auto reading = m_decoder.decode(m_record, *m_plant);
            m_sum += reading ? reading->values.back() : 0;
        });
    }

    DecodeRate rate(double seconds) const
    {
        return {static_cast<double>(m_options.messages) / seconds,
                static_cast<double>(m_messages.bytes()) / seconds};
    }

    DecodeBenchOptions m_options;
    PlantPtr m_plant;
    Messages m_messages;
    JsonCeiling m_ceiling;
    Decoder m_decoder;
    Record m_record;
    double m_sum = 0; ///< keeps the compiler from leaving the work out
};

} // namespace

Result<DecodeFigures> benchDecoding(const DecodeBenchOptions &options)
{
    const auto tr = [](const char *text) {
        return QCoreApplication::translate("rig::ctl::DecodeBench", text);
    };
    if (options.messages < 1 || options.messages > 1'000'000 || options.rounds < 1 || options.rounds > 1'000)
        return failure(ErrorKind::badConfiguration,
                       tr("The decode bench takes 1 to 1,000,000 messages and 1 to 1,000 rounds."));
    Bench bench(options);
    if (!bench.agree())
        return failure(ErrorKind::damaged, tr("The decoder and simdjson read different numbers."));
    return bench.run();
}

} // namespace rig::ctl
