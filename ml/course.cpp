#include "ml/course.h"

#include <algorithm>
#include <cmath>

namespace rig::ml {

using namespace std::chrono_literals;

namespace {

/// An hour of these is remembered; of machines that send seldom as many rows, of a longer time.
constexpr auto step = 15s;
constexpr std::size_t mostRows = 240;
constexpr std::size_t mostSteps = 60;
constexpr std::size_t mostSensors = 3;
constexpr std::size_t mostRelations = 3;
/// How much from before a finding is shown at least.
constexpr auto leastBefore = 5min;
/// A sensor with this share of a finding is not what to expect others by.
constexpr double suspicious = .03;

} // namespace

Course::Course(const MachineModel &model, const Course &before) : m_model(&model)
{
    for (const Row &row : before.m_rows)
        m_rows.push_back({row.at, mapped(row.values, before)});
    for (const std::vector<double> &row : before.m_last)
        m_last.push_back(mapped(row, before));
    m_step = before.m_step;
    if (before.m_newest)
        m_newest = Row{before.m_newest->at, mapped(before.m_newest->values, before)};
}

std::vector<double> Course::mapped(std::span<const double> row, const Course &before) const
{
    const auto &known = before.m_model->sensors();
    std::vector<double> values;
    for (const std::string &sensor : m_model->sensors()) {
        const auto found = std::ranges::find(known, sensor);
        values.push_back(found == known.end() ? noValue
                                              : row[static_cast<std::size_t>(found - known.begin())]);
    }
    return values;
}

Course::Peak Course::goOn(const Peak &peak, const Course &before) const
{
    return {peak.at, mapped(peak.row, before)};
}

void Course::take(Instant at, std::span<const double> row)
{
    m_newest = Row{at, {row.begin(), row.end()}};
    if (m_rows.empty() || at - m_rows.back().at >= m_step) {
        m_rows.push_back(*m_newest);
        if (m_rows.size() > mostRows)
            makeRoom();
    }
    m_last.emplace_back(row.begin(), row.end());
    if (m_last.size() > Relations::window)
        m_last.pop_front();
}

/// What has just begun is remembered finely, and thinned as it grows to an hour.
void Course::makeRoom()
{
    if (m_step >= step) {
        m_rows.pop_front();
        return;
    }
    std::deque<Row> thinned;
    for (std::size_t i = 0; i < m_rows.size(); i += 2)
        thinned.push_back(std::move(m_rows[i]));
    m_rows = std::move(thinned);
    const auto between = (m_rows.back().at - m_rows.front().at) / static_cast<int>(m_rows.size() - 1);
    m_step = std::min<Instant::duration>(step, between);
}

/// Evenly thinned, from as long before the finding as it has lasted; the newest row is the last.
std::vector<Course::Row> Course::shownFrom(Instant started) const
{
    if (!m_newest)
        return {};
    const auto lasted = std::max<Instant::duration>(m_newest->at - started, leastBefore);
    std::vector<const Row *> all;
    for (const Row &row : m_rows)
        if (row.at >= started - lasted && row.at < m_newest->at)
            all.push_back(&row);
    all.push_back(&*m_newest);
    const std::size_t count = std::min(all.size(), mostSteps);
    std::vector<Row> shown;
    for (std::size_t i = 1; i <= count; ++i)
        shown.push_back(*all[i * all.size() / count - 1]);
    return shown;
}

std::vector<std::size_t> Course::suspectsOf(const std::vector<FindingShare> &shares) const
{
    std::vector<std::size_t> suspects;
    for (const FindingShare &share : shares) {
        const auto place = placeOf(share.sensor); // a model that came meanwhile may not have it
        if (place && (suspects.size() < mostSensors || share.share >= suspicious))
            suspects.push_back(*place);
    }
    return suspects;
}

std::optional<std::size_t> Course::placeOf(std::string_view sensor) const
{
    const auto found = std::ranges::find(m_model->sensors(), sensor);
    if (found == m_model->sensors().end())
        return {};
    return static_cast<std::size_t>(found - m_model->sensors().begin());
}

std::vector<ExpectedValue> Course::expected(std::span<const std::string_view> sensors,
                                            const std::vector<FindingShare> &shares) const
{
    std::vector<std::size_t> places;
    for (const std::string_view sensor : sensors)
        if (const auto place = placeOf(sensor))
            places.push_back(*place);
    if (!m_newest || places.empty())
        return {};
    std::vector<std::size_t> suspects = places;
    for (const FindingShare &share : shares)
        if (const auto place = placeOf(share.sensor);
            place && share.share >= suspicious && std::ranges::find(suspects, *place) == suspects.end())
            suspects.push_back(*place);
    bool witnessed = false;
    for (std::size_t place = 0; place < m_newest->values.size(); ++place)
        witnessed = witnessed || (std::isfinite(m_newest->values[place]) &&
                                  std::ranges::find(suspects, place) == suspects.end());
    if (!witnessed)
        return {};
    std::vector<ExpectedValue> all;
    for (const Expectation::Value &value : m_model->expectation().beside(m_newest->values, places, suspects))
        all.push_back({m_model->sensors()[places[all.size()]], value.expected, value.deviation});
    return all;
}

std::vector<SensorEvidence> Course::sensors(const std::vector<FindingShare> &shares, Instant started,
                                            const Peak &peak) const
{
    const std::vector<std::size_t> suspects = suspectsOf(shares);
    const auto shown = std::span(suspects).first(std::min(mostSensors, suspects.size()));
    std::vector<Row> rows = shownFrom(started);
    rows.push_back({peak.at, peak.row});
    std::vector<double> values;
    for (const Row &row : rows)
        values.insert(values.end(), row.values.begin(), row.values.end());
    const auto expected = m_model->expectation().beside(values, shown, suspects);
    std::vector<SensorEvidence> all;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        SensorEvidence one{m_model->sensors()[shown[i]], {}, {}};
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const Expectation::Value &value = expected[row * shown.size() + i];
            one.course.push_back({rows[row].at, rows[row].values[shown[i]], value.expected, value.deviation});
        }
        one.peak = one.course.back();
        one.course.pop_back();
        all.push_back(std::move(one));
    }
    return all;
}

std::vector<BrokenRelation> Course::brokenRelations(const std::vector<FindingShare> &shares) const
{
    const std::vector<std::size_t> suspects = suspectsOf(shares);
    std::vector<double> rows;
    for (const std::vector<double> &one : m_last)
        rows.insert(rows.end(), one.begin(), one.end());
    std::vector<BrokenRelation> relations;
    for (const Relations::Broken &broken : m_model->expectation().brokenIn(std::move(rows))) {
        const bool concerned = std::ranges::find(suspects, broken.one) != suspects.end() ||
                               std::ranges::find(suspects, broken.other) != suspects.end();
        if (concerned && relations.size() < mostRelations)
            relations.push_back(
                {m_model->sensors()[broken.one], m_model->sensors()[broken.other], broken.usual, broken.now});
    }
    return relations;
}

} // namespace rig::ml
