#pragma once

#include "domain/plantstate.h"
#include "domain/ports/trendsource.h"

#include <QObject>
#include <QStringList>

namespace rig::presentation {

/// What the trend page shows: which sensors of which machine, over which time, and the answer to that. It
/// asks by itself, one question at a time, and never oftener than once a second. GUI thread.
class TrendView : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t mostSensors = 3;
    static constexpr std::chrono::seconds leastSpan{10};
    static constexpr std::chrono::hours greatestSpan{24 * 366};

    /// `source` outlives the view.
    explicit TrendView(TrendSource &source, QObject *parent = nullptr);

    /// Once per tick while it is seen: the live edge moves, and what is due is asked.
    void present(const PlantState &state, std::int32_t machine);
    /// Pixels that there are for the curves.
    void setColumns(int columns);

    /// Shows this sensor alone, of the machine that is presented next.
    void show(const std::string &sensor);
    /// A sensor is shown, or no longer; the one shown longest gives way to a fourth.
    void toggle(const std::string &sensor);
    void setSpan(std::chrono::microseconds span);
    /// Times `factor` as long a span, where what stands at `fraction` (0 left to 1 right) stays there.
    void zoom(double factor, double fraction);
    /// By a fraction of the span; to the right at most to the live edge.
    void pan(double fraction);
    void goLive();
    /// Asks again at once.
    void retry();

    std::int32_t machine() const { return m_machine; }
    const std::vector<std::string> &sensors() const { return m_sensors; }
    bool live() const { return !m_end; }
    Instant from() const { return to() - m_span; }
    Instant to() const { return m_end.value_or(m_now); }
    std::chrono::microseconds span() const { return m_span; }
    /// The newest answer about this machine; null before one came.
    const Trend *trend() const { return m_trend ? &*m_trend : nullptr; }
    /// Why there is no newer one; the last answer stays what it was.
    const std::optional<Error> &trouble() const { return m_trouble; }
    /// An answer has been waited for since then.
    std::optional<Instant> askedAt() const { return m_asked; }

Q_SIGNALS:
    void changed();

private:
    void move(Instant end);
    void ask();
    void withdraw();
    void heard(Result<Trend> answer);

    TrendSource &m_source;
    TrendSource::Interest m_interest;
    std::int32_t m_machine = 0;
    std::vector<std::string> m_sensors; ///< in the order in which they were chosen
    std::chrono::microseconds m_span = std::chrono::minutes{10};
    std::optional<Instant> m_end; ///< none: the live edge
    Instant m_now;
    int m_columns = 0;
    bool m_outdated = true; ///< something else than the time differs from what was asked
    std::optional<Instant> m_asked;
    Instant m_lastAsked;
    Instant m_shownAt; ///< the live edge, when `changed` was last said for it
    std::optional<Trend> m_trend;
    std::optional<Error> m_trouble;
};

/// "raw values", "10 s rollup", "30 s rollup", "1 min rollup".
QString grainText(TrendGrain grain);

} // namespace rig::presentation
