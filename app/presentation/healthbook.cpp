#include "presentation/healthbook.h"

#include <utility>

namespace rig::presentation {

using namespace std::chrono_literals;

namespace {

/// Minutes are stored one after another: this is soon enough to see each of them.
constexpr auto every = 15s;
constexpr auto afterTrouble = 3s;

} // namespace

HealthBook::HealthBook(HealthSource &source, QObject *parent) : QObject(parent), m_source(source) {}

void HealthBook::refresh(std::int32_t machine, Instant now)
{
    m_now = now;
    if (std::exchange(m_machine, machine) != machine)
        startAnew();
    if (m_machine == 0)
        return;
    // A clock that was put back does not make it wait.
    const auto wait = m_trouble ? afterTrouble : every;
    if (!m_asked || (!m_interest && (now - *m_asked >= wait || now < *m_asked)))
        ask();
}

void HealthBook::setSpan(std::chrono::hours span)
{
    if (std::exchange(m_span, span) == span)
        return;
    startAnew();
    if (m_machine != 0)
        ask();
    Q_EMIT changed();
}

void HealthBook::startAnew()
{
    m_interest.reset();
    m_asked.reset();
    m_course.reset();
    m_trouble.reset();
}

void HealthBook::ask()
{
    m_asked = m_now;
    m_interest = m_source.askHealth({m_machine, m_now - m_span, m_now},
                                    [this](Result<HealthCourse> answer) { heard(std::move(answer)); });
}

void HealthBook::heard(Result<HealthCourse> answer)
{
    m_interest.reset();
    m_trouble.reset();
    if (answer)
        m_course = std::make_shared<const HealthCourse>(std::move(*answer));
    else
        m_trouble = answer.error();
    Q_EMIT changed();
}

} // namespace rig::presentation
