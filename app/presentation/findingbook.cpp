#include "presentation/findingbook.h"

#include <algorithm>

namespace rig::presentation {

using namespace std::chrono_literals;

namespace {

constexpr auto every = 1s;
/// The evidence of one that stands goes on more slowly.
constexpr auto detailsEvery = 15s;

const StoredFinding *findingIn(const FindingsView *view, std::int64_t id)
{
    if (!view)
        return nullptr;
    const auto found = std::ranges::find(view->findings, id, &StoredFinding::id);
    return found == view->findings.end() ? nullptr : &*found;
}

} // namespace

FindingBook::FindingBook(FindingSource &source, CommandSink &sink, Actor actor, QObject *parent)
    : QObject(parent), m_source(source), m_submitter(sink, std::move(actor))
{
}

void FindingBook::refresh(Instant now)
{
    m_now = now;
    // A clock that was put back does not make it wait.
    if (!m_asked || (!m_interest && (now - *m_asked >= every || now < *m_asked)))
        ask();
}

void FindingBook::ask()
{
    m_asked = m_now;
    m_interest = m_source.askFindings({}, [this](Result<FindingsView> answer) { heard(std::move(answer)); });
}

void FindingBook::heard(Result<FindingsView> answer)
{
    m_interest.reset();
    m_trouble.reset();
    if (!answer) {
        m_trouble = answer.error();
        Q_EMIT changed();
        return;
    }
    const auto before = std::exchange(m_view, std::make_shared<const FindingsView>(std::move(*answer)));
    m_asOf = m_now;
    Q_EMIT changed();
    if (m_chosen == 0)
        return;
    // What is looked at is asked for again where it has moved on.
    const StoredFinding *was = findingIn(before.get(), m_chosen);
    const StoredFinding *is = findingIn(m_view.get(), m_chosen);
    const bool moved = was && is && !(*was == *is);
    const bool grownOld = is && !is->finding.ended && m_now - m_detailsAt >= detailsEvery;
    if (moved || grownOld || m_detailsTrouble)
        askDetails();
}

void FindingBook::choose(std::int64_t id)
{
    if (id == m_chosen)
        return;
    m_chosen = id;
    m_details.reset();
    m_detailsTrouble.reset();
    m_detailsInterest.reset();
    m_detailsAsked = false;
    if (id != 0)
        askDetails();
    Q_EMIT detailsChanged();
}

void FindingBook::askDetails()
{
    if (m_detailsAsked)
        return;
    m_detailsAsked = true;
    m_detailsAt = m_now;
    m_detailsInterest = m_source.askFinding(
        m_chosen, [this](Result<FindingDetails> answer) { heardDetails(std::move(answer)); });
}

void FindingBook::heardDetails(Result<FindingDetails> answer)
{
    m_detailsAsked = false;
    m_detailsInterest.reset();
    m_detailsTrouble.reset();
    if (answer)
        m_details = std::move(*answer);
    else
        m_detailsTrouble = answer.error();
    Q_EMIT detailsChanged();
}

void FindingBook::mark(std::optional<FindingMark> mark, const QString &note)
{
    if (m_chosen == 0 || std::exchange(m_marking, true))
        return;
    Q_EMIT detailsChanged();
    m_submitter.submit(MarkFinding{m_chosen, mark, note.trimmed().toStdString()}, this,
                       [this](const Result<QString> &result) { hearOfMark(result); });
}

void FindingBook::hearOfMark(const Result<QString> &result)
{
    m_marking = false;
    Q_EMIT answered(result ? *result : result.error().sentence, !result);
    if (m_chosen != 0)
        askDetails();
    Q_EMIT detailsChanged();
}

} // namespace rig::presentation
