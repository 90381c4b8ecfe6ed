#include "ml/subspacedetector.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Below these a distance is none: its logarithm would be of rounding.
constexpr double leastNews = 1e-9;
constexpr double leastLevel = 1e-3;
/// How many pieces the healthy time is cut into to see how far levels wander from one to the next.
constexpr std::size_t blocks = 8;
/// Of a share that is news; the rest is of levels.
constexpr double newsShare = 2. / 3;

double newsScore(double distance)
{
    return std::log(distance + leastNews);
}

double levelScore(double distance)
{
    return std::log(distance + leastLevel) / 2;
}

bool whole(std::span<const double> row)
{
    return std::ranges::none_of(row, [](double value) { return std::isnan(value); });
}

void normalise(std::vector<double> &parts)
{
    const double all = std::accumulate(parts.begin(), parts.end(), 0.);
    for (double &part : parts)
        part = all > 0 ? part / all : 0;
}

/// The mean squared step from one block's mean to the next one's.
double stepsOf(std::span<const double> rows, std::size_t width, std::size_t sensor)
{
    const std::size_t count = rows.size() / width;
    double squares = 0;
    double steps = 0;
    double previous = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t block = 0; block < blocks; ++block) {
        double sum = 0;
        double there = 0;
        for (std::size_t row = block * count / blocks; row < (block + 1) * count / blocks; ++row)
            if (const double value = rows[row * width + sensor]; !std::isnan(value)) {
                sum += value;
                ++there;
            }
        if (there == 0)
            continue;
        const double mean = sum / there;
        if (!std::isnan(previous)) {
            squares += (mean - previous) * (mean - previous);
            ++steps;
        }
        previous = mean;
    }
    return steps > 0 ? squares / steps : 0;
}

} // namespace

SubspaceDetector::SubspaceDetector(const Table &table, bool series, double wandering)
    : m_series(series), m_conditioning(Conditioning::of(table, series ? wandering : 0))
{
    const std::vector<double> rows = held(m_conditioning, table);
    m_autoregression = series ? Autoregression(rows, width()) : Autoregression(width());
    const std::vector<double> news = newsOf(rows);
    m_news = Gaussian(news, width(), std::vector<double>(width()));
    std::vector<double> parts(width());
    for (std::size_t at = 0; at < news.size(); at += width())
        m_usualNews += newsScore(m_news.distance(std::span(news).subspan(at, width()), parts));
    m_usualNews /= static_cast<double>(std::max<std::size_t>(1, news.size() / width()));
    m_levels = {levelOver(levelShort, rows), levelOver(levelLong, rows)};
}

std::size_t SubspaceDetector::length(Stream stream) const
{
    constexpr std::array<std::size_t, streams> lengths{1, 20, 10, 20};
    return m_series ? lengths[stream] : 1;
}

/// Of all rows in which nothing is missing.
std::vector<double> SubspaceDetector::newsOf(std::span<const double> rows) const
{
    std::vector<double> all;
    News watch(m_autoregression);
    for (std::size_t at = 0; at < rows.size(); at += width())
        if (const auto news = watch.next(rows.subspan(at, width())); whole(news))
            all.insert(all.end(), news.begin(), news.end());
    if (all.empty())
        all.resize(width());
    return all;
}

Gaussian SubspaceDetector::levelOver(Stream stream, std::span<const double> rows) const
{
    std::vector<double> levels;
    TrailingMean mean(length(stream), std::vector<double>(width()));
    const std::size_t first = std::min(length(stream), rows.size() / width() / 2);
    for (std::size_t row = 0; row < rows.size() / width(); ++row) {
        const auto level = mean.next(rows.subspan(row * width(), width()));
        if (row >= first && whole(level))
            levels.insert(levels.end(), level.begin(), level.end());
    }
    if (levels.empty())
        levels.resize(width());
    std::vector<double> wider(width());
    for (std::size_t sensor = 0; sensor < width(); ++sensor)
        wider[sensor] = m_conditioning.sensors()[sensor].drift * stepsOf(rows, width(), sensor);
    return {levels, width(), wider};
}

Record SubspaceDetector::record() const
{
    Record record;
    record.setWhole("series"_L1, m_series ? 1 : 0);
    record.setRecord("conditioning"_L1, m_conditioning.record());
    record.setRecord("autoregression"_L1, m_autoregression.record());
    record.setRecord("news"_L1, m_news.record());
    record.set("usual news"_L1, m_usualNews);
    record.setRecord("short level"_L1, m_levels[0].record());
    record.setRecord("long level"_L1, m_levels[1].record());
    return record;
}

SubspaceDetector SubspaceDetector::from(Record &record, std::size_t width)
{
    const auto part = [&](QLatin1StringView name, auto read) {
        Record inner = record.record(name);
        auto value = read(inner, width);
        record.expect(inner.fit());
        return value;
    };
    SubspaceDetector detector;
    detector.m_series = record.whole("series"_L1, 0, 1) != 0;
    detector.m_conditioning = part("conditioning"_L1, Conditioning::from);
    detector.m_autoregression = part("autoregression"_L1, Autoregression::from);
    detector.m_news = part("news"_L1, Gaussian::from);
    detector.m_usualNews = record.number("usual news"_L1);
    detector.m_levels = {part("short level"_L1, Gaussian::from), part("long level"_L1, Gaussian::from)};
    return detector;
}

News::News(const Autoregression &autoregression)
    : m_autoregression(&autoregression),
      m_before(Autoregression::order * autoregression.width()),
      m_news(autoregression.width())
{
}

std::span<const double> News::next(std::span<const double> row)
{
    m_autoregression->foretell(m_before, m_news);
    std::shift_right(m_before.begin(), m_before.end(), static_cast<std::ptrdiff_t>(row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
        m_before[i] = std::isnan(row[i]) ? m_news[i] : row[i];
        m_news[i] = row[i] - m_news[i];
    }
    return m_news;
}

void News::complete(const Gaussian &usual, Gaussian::Some &some)
{
    std::vector<double> likely = m_news;
    usual.complete(likely, some);
    for (std::size_t i = 0; i < likely.size(); ++i)
        if (std::isnan(m_news[i]))
            m_before[i] += likely[i];
}

SubspaceWatch::SubspaceWatch(std::shared_ptr<const SubspaceDetector> detector)
    : m_detector(std::move(detector)),
      m_conditioner(m_detector->m_conditioning),
      m_conditioned(m_detector->width()),
      m_news(m_detector->m_autoregression),
      m_parts(m_detector->width()),
      m_newsMeans{ExponentialMean(m_detector->length(SubspaceDetector::newsShort), m_detector->m_usualNews),
                  ExponentialMean(m_detector->length(SubspaceDetector::newsLong), m_detector->m_usualNews)},
      m_levelMeans{
          TrailingMean(m_detector->length(SubspaceDetector::levelShort), m_detector->m_levels[0].mean()),
          TrailingMean(m_detector->length(SubspaceDetector::levelLong), m_detector->m_levels[1].mean())},
      m_newsParts(m_detector->length(SubspaceDetector::newsLong), std::vector<double>(m_detector->width())),
      m_levelParts{m_parts, m_parts}
{
}

SubspaceDetector::Scores SubspaceWatch::next(std::span<const double> row)
{
    m_conditioner.next(row, m_conditioned);
    const double news =
        newsScore(m_detector->m_news.distance(m_news.next(m_conditioned), m_parts, m_someNews));
    m_news.complete(m_detector->m_news, m_someNews);
    m_newsParts.next(m_parts);

    SubspaceDetector::Scores scores;
    for (std::size_t i = 0; i < 2; ++i) {
        scores[SubspaceDetector::newsShort + i] = m_newsMeans[i].next(news);
        scores[SubspaceDetector::levelShort + i] = levelScore(m_detector->m_levels[i].distance(
            m_levelMeans[i].next(m_conditioned), m_levelParts[i], m_someLevels[i]));
    }
    return scores;
}

std::vector<double> SubspaceWatch::shares() const
{
    const auto means = m_newsParts.means();
    std::vector<double> news(means.begin(), means.end());
    normalise(news);
    std::vector<double> level(news.size());
    for (std::size_t i = 0; i < level.size(); ++i)
        level[i] = m_levelParts[0][i] + m_levelParts[1][i];
    normalise(level);
    for (std::size_t i = 0; i < news.size(); ++i)
        news[i] = newsShare * news[i] + (1 - newsShare) * level[i];
    normalise(news);
    return news;
}

} // namespace rig::ml
