#pragma once

#include "domain/ports/findingsource.h"
#include "presentation/submitter.h"

#include <QObject>

namespace rig::presentation {

/// What detection found, as the window shows it: the newest findings and scores, the one that a person looks
/// at, and what became of a mark. It asks by itself, once a second. GUI thread.
class FindingBook : public QObject
{
    Q_OBJECT

public:
    /// `source` and `sink` outlive the book.
    FindingBook(FindingSource &source, CommandSink &sink, Actor actor, QObject *parent = nullptr);

    /// Once per tick while somebody looks at findings; `now` is the time of what is shown.
    void refresh(Instant now);

    /// The newest answer; null before one came.
    const std::shared_ptr<const FindingsView> &view() const { return m_view; }
    /// When it came.
    Instant asOf() const { return m_asOf; }
    /// Why there is no newer one; the last answer stays what it was.
    const std::optional<Error> &trouble() const { return m_trouble; }

    /// Shows this finding; 0: none.
    void choose(std::int64_t id);
    std::int64_t chosen() const { return m_chosen; }
    /// Of the chosen one; null before an answer came.
    const FindingDetails *details() const { return m_details ? &*m_details : nullptr; }
    const std::optional<Error> &detailsTrouble() const { return m_detailsTrouble; }

    /// Says what the chosen one was; none takes it back. Nothing while an answer is waited for.
    void mark(std::optional<FindingMark> mark, const QString &note);
    bool marking() const { return m_marking; }

Q_SIGNALS:
    /// There is something new in the view, or a reason why there is not.
    void changed();
    /// Likewise of the chosen finding.
    void detailsChanged();
    void answered(const QString &sentence, bool refused);

private:
    void ask();
    void askDetails();
    void heard(Result<FindingsView> answer);
    void heardDetails(Result<FindingDetails> answer);
    void hearOfMark(const Result<QString> &result);

    FindingSource &m_source;
    Submitter m_submitter;
    Instant m_now;
    FindingSource::Interest m_interest;
    std::optional<Instant> m_asked;
    std::shared_ptr<const FindingsView> m_view;
    Instant m_asOf;
    std::optional<Error> m_trouble;
    std::int64_t m_chosen = 0;
    FindingSource::Interest m_detailsInterest;
    bool m_detailsAsked = false;
    Instant m_detailsAt; ///< when they were last asked for
    std::optional<FindingDetails> m_details;
    std::optional<Error> m_detailsTrouble;
    bool m_marking = false;
};

} // namespace rig::presentation
