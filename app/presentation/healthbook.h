#pragma once

#include "domain/ports/healthsource.h"

#include <QObject>

namespace rig::presentation {

/// How healthy the chosen machine was, as the window shows it. It asks by itself: at once for another machine
/// or span, else as the stored minutes go on. GUI thread.
class HealthBook : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::hours shortest{1};
    static constexpr std::chrono::hours longest{24};

    /// `source` outlives the book.
    explicit HealthBook(HealthSource &source, QObject *parent = nullptr);

    /// Once per tick while somebody looks at it; `now` is the time of what is shown.
    void refresh(std::int32_t machine, Instant now);

    /// How far back is looked, up to now.
    void setSpan(std::chrono::hours span);
    std::chrono::hours span() const { return m_span; }

    /// The newest answer that is about this machine and reaches back so far; null before one came.
    const std::shared_ptr<const HealthCourse> &course() const { return m_course; }
    /// Why there is no newer one; the last answer stays what it was.
    const std::optional<Error> &trouble() const { return m_trouble; }

Q_SIGNALS:
    /// There is something new in the course, or a reason why there is not.
    void changed();

private:
    void ask();
    void heard(Result<HealthCourse> answer);
    void startAnew();

    HealthSource &m_source;
    std::chrono::hours m_span = longest;
    std::int32_t m_machine = 0;
    Instant m_now;
    HealthSource::Interest m_interest;
    std::optional<Instant> m_asked;
    std::shared_ptr<const HealthCourse> m_course;
    std::optional<Error> m_trouble;
};

} // namespace rig::presentation
