#include "ml/autoencoder.h"

#include "ml/torchmodule.h"

#include <QLoggingCategory>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(logAutoencoder, "rig.ml.autoencoder")

constexpr std::uint32_t longest = 1'000;
constexpr std::uint32_t largestEncoding = 1'000;
/// Below this an error is none: its logarithm would be of rounding.
constexpr double leastError = 1e-9;
/// So many windows are computed at once: more are no faster.
constexpr std::size_t atOnce = 256;
/// A net with more windows than these is as fast by itself.
constexpr std::size_t mostTogether = 16;

const TorchModule<AutoencoderApi> &module()
{
    static const TorchModule<AutoencoderApi> one(autoencoderEntry);
    return one;
}

std::vector<float> singles(const std::vector<double> &values)
{
    return {values.begin(), values.end()};
}

} // namespace

Done AutoencoderConfig::validate() const
{
    const auto tr = [](const char *text) {
        return QCoreApplication::translate("rig::ml::Autoencoder", text);
    };
    if (length < 2 || length > longest)
        return failure(ErrorKind::badConfiguration,
                       tr("A window has 2 to %1 rows, not %2.").arg(longest).arg(length));
    if (encoding < 1 || encoding > largestEncoding)
        return failure(ErrorKind::badConfiguration,
                       tr("An encoding has 1 to %1 numbers, not %2.").arg(largestEncoding).arg(encoding));
    return {};
}

Done Autoencoder::available()
{
    if (module().api)
        return {};
    return failure(ErrorKind::unavailable,
                   tr("The LSTM autoencoder cannot be computed, because its module cannot be opened: %1.")
                       .arg(module().trouble));
}

Result<Autoencoder> Autoencoder::train(const Table &table, const AutoencoderConfig &config, double wandering,
                                       const std::function<bool(double)> &goesOn)
{
    if (Done valid = config.validate(); !valid)
        return tl::unexpected(valid.error());
    if (Done there = available(); !there)
        return tl::unexpected(there.error());
    if (table.rows() < config.length)
        return failure(
            ErrorKind::refused,
            tr("A window of %1 rows cannot be learnt from %2.").arg(config.length).arg(table.rows()));
    Autoencoder trained;
    trained.m_shape = {static_cast<std::uint32_t>(table.width()), config.length, config.encoding};
    trained.m_conditioning = Conditioning::of(table, wandering);
    const std::vector<float> rows = singles(held(trained.m_conditioning, table));
    TorchProgress progress(goesOn);
    AutoencoderCourse course{config.seed, config.windows, TorchProgress::tell, progress.context()};
    TorchSentence error{};
    AutoencoderNet *net =
        module().api->train(trained.m_shape, &course, rows.data(), table.rows(), error.data(), error.size());
    if (!net)
        return progress.stopped()
                   ? failure(ErrorKind::cancelled, tr("The training was cancelled."))
                   : failure(ErrorKind::unavailable, tr("The LSTM autoencoder could not be trained: %1.")
                                                         .arg(QString::fromUtf8(error.data())));
    trained.m_net = trainedNet(module().api, trained.m_shape, net, error);
    if (trained.m_net.weights.empty())
        return failure(ErrorKind::unavailable, QString::fromUtf8(error.data()));
    trained.m_usualErrors.assign(table.width(), 1);
    return trained;
}

double Autoencoder::score(std::span<const float> errors, std::span<double> parts) const
{
    double sum = 0;
    double there = 0;
    for (std::size_t i = 0; i < errors.size(); ++i) {
        parts[i] = std::isnan(errors[i]) ? 0 : double{errors[i]} / m_usualErrors[i];
        sum += parts[i];
        there += std::isnan(errors[i]) ? 0 : 1;
    }
    return there > 0 ? std::log(sum / there + leastError) : m_usualScore;
}

std::size_t Autoencoder::rowsAtOnce() const
{
    constexpr std::size_t mostNumbers = 64 * 1'024 * 1'024 / sizeof(float);
    return std::clamp<std::size_t>(mostNumbers / (width() * length()), 1, 4 * atOnce);
}

void Autoencoder::setUsualErrors(std::vector<double> errors)
{
    for (double &error : errors)
        error = std::max(error, leastError);
    m_usualErrors = std::move(errors);
}

Record Autoencoder::record() const
{
    Record record;
    record.setWhole("length"_L1, m_shape.length);
    record.setWhole("encoding"_L1, m_shape.encoding);
    record.setRecord("conditioning"_L1, m_conditioning.record());
    record.setNumbers<float>("weights"_L1, m_net.weights);
    record.setNumbers<double>("usual errors"_L1, m_usualErrors);
    record.set("usual score"_L1, m_usualScore);
    return record;
}

Autoencoder Autoencoder::from(Record &record, std::size_t width)
{
    Autoencoder read;
    read.m_shape = {static_cast<std::uint32_t>(width),
                    static_cast<std::uint32_t>(record.whole("length"_L1, 2, longest)),
                    static_cast<std::uint32_t>(record.whole("encoding"_L1, 1, largestEncoding))};
    Record conditioning = record.record("conditioning"_L1);
    read.m_conditioning = Conditioning::from(conditioning, width);
    record.expect(conditioning.fit());
    read.m_usualErrors = record.numbers("usual errors"_L1, width);
    record.expect(std::ranges::all_of(read.m_usualErrors, [](double one) { return one >= leastError; }));
    read.m_usualScore = record.number("usual score"_L1);
    read.m_net = netFrom<AutoencoderNet>(record, module().api, read.m_shape, logAutoencoder());
    return read;
}

std::vector<float> Autoencoder::rebuilt(std::span<const float> windows) const
{
    const std::size_t count = windows.size() / m_shape.length / m_shape.width;
    std::vector<float> rows(count * m_shape.width);
    TorchSentence error{};
    if (!module().api->rebuild(m_net.net.get(), windows.data(), count, rows.data(), error.data(),
                               error.size()))
        qCWarning(logAutoencoder, "An autoencoder could not be computed: %s", error.data());
    return rows;
}

std::size_t AutoencoderBatch::add(const Autoencoder &autoencoder, std::span<const float> window)
{
    auto group = std::ranges::find(m_groups, autoencoder.m_net.net, &Group::net);
    if (group == m_groups.end())
        group = m_groups.insert(m_groups.end(), {autoencoder.m_net.net, autoencoder.m_shape, {}, {}, 0});
    group->windows.insert(group->windows.end(), window.begin(), window.end());
    m_places.push_back({static_cast<std::size_t>(group - m_groups.begin()), group->count++});
    return m_places.size() - 1;
}

void AutoencoderBatch::run()
{
    makeStacks();
    for (Group &group : m_groups)
        group.rows.assign(group.count * group.shape.width, std::numeric_limits<float>::quiet_NaN());
    for (Stack &stack : m_stacks)
        runTogether(stack);
    for (Group &group : m_groups)
        if (group.count > mostTogether || m_groups.size() == 1)
            runAlone(group);
}

/// Anew where nets came that were not known.
void AutoencoderBatch::makeStacks()
{
    if (m_stacked == m_groups.size())
        return;
    m_stacked = m_groups.size();
    m_stacks.clear();
    for (std::size_t i = 0; m_groups.size() > 1 && i < m_groups.size(); ++i) {
        if (!m_groups[i].net)
            continue;
        const auto alike = [&](const Stack &stack) {
            const AutoencoderShape &shape = m_groups[stack.groups.front()].shape;
            return shape.width == m_groups[i].shape.width && shape.length == m_groups[i].shape.length &&
                   shape.encoding == m_groups[i].shape.encoding;
        };
        auto stack = std::ranges::find_if(m_stacks, alike);
        if (stack == m_stacks.end())
            stack = m_stacks.insert(m_stacks.end(), Stack{});
        stack->groups.push_back(i);
    }
    TorchSentence error{};
    for (Stack &stack : m_stacks) {
        std::vector<const AutoencoderNet *> nets;
        for (const std::size_t group : stack.groups)
            nets.push_back(m_groups[group].net.get());
        if (AutoencoderStack *made =
                module().api->stack(nets.data(), nets.size(), error.data(), error.size()))
            stack.nets = {made, [](AutoencoderStack *one) { module().api->releaseStack(one); }};
        else
            qCWarning(logAutoencoder, "Autoencoders could not be put together: %s", error.data());
    }
}

/// As many rows for each as the one with the most has; what it has not is nobody's.
void AutoencoderBatch::runTogether(Stack &stack)
{
    std::size_t most = 0;
    for (const std::size_t at : stack.groups)
        if (m_groups[at].count <= mostTogether)
            most = std::max(most, m_groups[at].count);
    if (most == 0 || !stack.nets)
        return;
    const AutoencoderShape &shape = m_groups[stack.groups.front()].shape;
    const std::size_t window = std::size_t{shape.length} * shape.width;
    std::vector<float> windows(stack.groups.size() * most * window);
    std::vector<float> rows(stack.groups.size() * most * shape.width);
    for (std::size_t i = 0; i < stack.groups.size(); ++i)
        if (const Group &group = m_groups[stack.groups[i]]; group.count <= mostTogether)
            std::ranges::copy(group.windows,
                              windows.begin() + static_cast<std::ptrdiff_t>(i * most * window));
    TorchSentence error{};
    if (!module().api->rebuildStack(stack.nets.get(), windows.data(), most, rows.data(), error.data(),
                                    error.size())) {
        qCWarning(logAutoencoder, "Autoencoders could not be computed: %s", error.data());
        return;
    }
    for (std::size_t i = 0; i < stack.groups.size(); ++i)
        if (Group &group = m_groups[stack.groups[i]]; group.count <= mostTogether)
            std::copy_n(rows.begin() + static_cast<std::ptrdiff_t>(i * most * shape.width), group.rows.size(),
                        group.rows.begin());
}

void AutoencoderBatch::runAlone(Group &group) const
{
    TorchSentence error{};
    const std::size_t window = std::size_t{group.shape.length} * group.shape.width;
    for (std::size_t first = 0; first < group.count; first += atOnce) {
        const std::size_t count = std::min(atOnce, group.count - first);
        if (!group.net ||
            !module().api->rebuild(group.net.get(), group.windows.data() + first * window, count,
                                   group.rows.data() + first * group.shape.width, error.data(), error.size()))
            qCWarning(logAutoencoder, "An autoencoder could not be computed: %s", error.data());
    }
}

std::span<const float> AutoencoderBatch::rebuilt(std::size_t number) const
{
    const Place place = m_places[number];
    const Group &group = m_groups[place.group];
    return std::span(group.rows).subspan(place.at * group.shape.width, group.shape.width);
}

void AutoencoderBatch::clear()
{
    m_places.clear();
    for (Group &group : m_groups) {
        group.windows.clear();
        group.count = 0;
    }
    // A net that only we still know is one that nobody asks for any more.
    const auto known = m_groups.size();
    std::erase_if(m_groups, [](const Group &group) { return group.net.use_count() == 1; });
    if (m_groups.size() != known)
        m_stacked = 0;
}

AutoencoderWatch::AutoencoderWatch(std::shared_ptr<const Autoencoder> autoencoder)
    : m_autoencoder(std::move(autoencoder)),
      m_conditioner(m_autoencoder->m_conditioning),
      m_conditioned(m_autoencoder->width())
{
}

AutoencoderWatch::Taken AutoencoderWatch::take(std::span<const double> row, AutoencoderBatch &batch)
{
    const std::size_t width = m_autoencoder->width();
    m_conditioner.next(row, m_conditioned);
    Taken taken;
    taken.row = singles(m_conditioned);
    std::vector<float> newest = taken.row;
    for (std::size_t i = 0; i < width; ++i)
        if (std::isnan(newest[i]))
            newest[i] = m_window.empty() ? 0 : m_window[m_window.size() - width + i];
    if (m_window.empty()) // as if it had been like that before
        for (std::size_t i = 0; i < m_autoencoder->length(); ++i)
            m_window.insert(m_window.end(), newest.begin(), newest.end());
    m_window.erase(m_window.begin(), m_window.begin() + static_cast<std::ptrdiff_t>(width));
    m_window.insert(m_window.end(), newest.begin(), newest.end());
    taken.window = batch.add(*m_autoencoder, m_window);
    return taken;
}

std::vector<float> AutoencoderWatch::errors(const Taken &taken, const AutoencoderBatch &batch) const
{
    const auto rebuilt = batch.rebuilt(taken.window);
    std::vector<float> errors;
    errors.reserve(rebuilt.size());
    for (std::size_t i = 0; i < rebuilt.size(); ++i) {
        const float off = taken.row[i] - rebuilt[i];
        errors.push_back(off * off);
    }
    return errors;
}

std::vector<float> autoencoderErrors(const std::shared_ptr<const Autoencoder> &autoencoder,
                                     const Table &table, std::size_t before)
{
    AutoencoderWatch watch(autoencoder);
    std::vector<float> errors;
    errors.reserve(table.values.size());
    const std::size_t rowsAtOnce = autoencoder->rowsAtOnce();
    for (std::size_t first = 0; first < table.rows(); first += rowsAtOnce) {
        AutoencoderBatch batch;
        std::vector<AutoencoderWatch::Taken> taken;
        for (std::size_t row = first; row < std::min(first + rowsAtOnce, table.rows()); ++row)
            taken.push_back(watch.take(table.row(row), batch));
        batch.run();
        for (std::size_t i = before > first ? before - first : 0; i < taken.size(); ++i)
            std::ranges::copy(watch.errors(taken[i], batch), std::back_inserter(errors));
    }
    return errors;
}

} // namespace rig::ml
