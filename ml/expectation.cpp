#include "ml/expectation.h"

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

/// More tell nothing new of how sensors lie together.
constexpr std::size_t mostRows = 20'000;

std::vector<double> some(const std::vector<double> &rows, std::size_t width)
{
    const std::size_t count = rows.size() / width;
    if (count <= mostRows)
        return rows;
    std::vector<double> thinned;
    thinned.reserve(mostRows * width);
    for (std::size_t i = 0; i < mostRows; ++i) {
        const auto first = rows.begin() + static_cast<std::ptrdiff_t>(i * count / mostRows * width);
        thinned.insert(thinned.end(), first, first + static_cast<std::ptrdiff_t>(width));
    }
    return thinned;
}

} // namespace

Expectation::Expectation(const Table &table, bool series) : m_conditioning(Conditioning::of(table, 0))
{
    const std::vector<double> rows = held(m_conditioning, table);
    const std::vector<double> nothing(table.width());
    m_rows = Gaussian(some(rows, table.width()), table.width(), nothing);
    if (series)
        m_relations = Relations(rows, table.width());
}

std::vector<Expectation::Value> Expectation::beside(std::span<const double> rows,
                                                    std::span<const std::size_t> sensors,
                                                    std::span<const std::size_t> suspects) const
{
    std::vector<double> scaled;
    scaled.reserve(rows.size());
    for (std::size_t at = 0; at < rows.size(); ++at)
        scaled.push_back(m_conditioning.scaled(rows[at], at % width()));
    std::vector<Value> all;
    for (const Gaussian::Foretold &one : m_rows.foretell(scaled, sensors, suspects)) {
        const std::size_t sensor = sensors[all.size() % sensors.size()];
        all.push_back({m_conditioning.value(one.value, sensor),
                       one.deviation / m_conditioning.sensors()[sensor].perDeviation});
    }
    return all;
}

std::vector<Relations::Broken> Expectation::brokenIn(std::vector<double> rows) const
{
    Table table;
    table.sensors.resize(width());
    table.values = std::move(rows);
    return m_relations.brokenIn(held(m_conditioning, table));
}

Record Expectation::record() const
{
    Record record;
    record.setRecord("conditioning"_L1, m_conditioning.record());
    record.setRecord("rows"_L1, m_rows.record());
    record.setRecord("relations"_L1, m_relations.record());
    return record;
}

Expectation Expectation::from(Record &record, std::size_t width)
{
    Expectation expectation;
    const auto part = [&](QLatin1StringView name, auto read, auto &to) {
        Record inner = record.record(name);
        to = read(inner, width);
        record.expect(inner.fit());
    };
    part("conditioning"_L1, Conditioning::from, expectation.m_conditioning);
    part("rows"_L1, Gaussian::from, expectation.m_rows);
    part("relations"_L1, Relations::from, expectation.m_relations);
    return expectation;
}

} // namespace rig::ml
