#include "ctl/forecasttable.h"

namespace rig::ctl {

namespace {

constexpr std::size_t mostBetween = 3;
constexpr std::size_t atOnce = 256;

} // namespace

void forecastRows(const std::shared_ptr<const ml::ForecastModel> &model, const std::vector<Limits> &limits,
                  const ml::Table &rows, std::size_t every,
                  const std::function<void(std::size_t, const Forecast &)> &each)
{
    constexpr std::size_t first = ml::ForecastWatch::firstRows - 1;
    ml::ForecastWatch watch(model, limits);
    ml::ForecastBatch batch;
    std::vector<std::pair<std::size_t, ml::ForecastWatch::Asked>> asked;
    const auto tell = [&] {
        batch.run();
        for (const auto &[row, one] : asked) {
            const Forecast forecast = watch.tell(one, batch);
            if ((row - first) % every == 0)
                each(row, forecast);
        }
        batch.clear();
        asked.clear();
    };
    for (std::size_t row = 0; row < rows.rows(); ++row) {
        watch.take(rows.row(row));
        if (row < first || ((row - first) % every != 0 && (row - first) % every % mostBetween != 0))
            continue;
        asked.emplace_back(row, watch.ask(batch));
        if (asked.size() == atOnce)
            tell();
    }
    tell();
}

} // namespace rig::ctl
