#pragma once

#include "domain/ports/notesource.h"
#include "presentation/submitter.h"

#include <QObject>

namespace rig::presentation {

/// What people have pinned, as the window shows it: the newest notes, those that a person looks for, and what
/// became of a note. It asks by itself, every few seconds. One command at a time. GUI thread.
class NoteBoard : public QObject
{
    Q_OBJECT

public:
    /// `source` and `sink` outlive the board.
    NoteBoard(NoteSource &source, CommandSink &sink, Actor actor, QObject *parent = nullptr);

    /// Once per tick while somebody looks at notes; `now` is the time of what is shown.
    void refresh(Instant now);

    /// The newest of all; null before an answer came.
    const std::shared_ptr<const NotesView> &view() const { return m_view; }

    /// Whether it could not be asked for anew.
    bool outdated() const { return m_trouble.has_value(); }

    /// Looks for notes with these words; none: for all.
    void find(const QString &words);
    /// What was found; null before an answer came.
    std::shared_ptr<const NotesView> found() const;
    /// Why there is no newer one of what was found; the last answer stays what it was.
    const std::optional<Error> &trouble() const { return m_words.empty() ? m_trouble : m_foundTrouble; }

    /// About the time that is typed, as typedTime reads it, or about now.
    void pin(const std::string &machine, const std::string &sensor, const QString &typed,
             const QString &text);
    void unpin(std::int64_t note);
    bool busy() const { return m_busy; }

Q_SIGNALS:
    /// There is something new in `view` or `found`, a reason why there is not, or `busy` is another.
    void changed();
    void answered(const QString &sentence, bool refused);
    /// What was typed is pinned and need not be kept.
    void pinned();

private:
    void ask();
    void askFound();
    void submit(Action action, bool pins);
    void hear(const Result<QString> &result, bool pins);

    NoteSource &m_source;
    Submitter m_submitter;
    Instant m_now;
    std::optional<Instant> m_asked;
    NoteSource::Interest m_interest;
    std::shared_ptr<const NotesView> m_view;
    std::optional<Error> m_trouble; ///< with the newest of all
    std::string m_words;
    NoteSource::Interest m_foundInterest;
    std::shared_ptr<const NotesView> m_found;
    std::optional<Error> m_foundTrouble;
    bool m_busy = false;
};

} // namespace rig::presentation
