#include "presentation/noteboard.h"

#include "presentation/typedtime.h"

namespace rig::presentation {

using namespace std::chrono_literals;

namespace {

constexpr auto every = 5s;

} // namespace

NoteBoard::NoteBoard(NoteSource &source, CommandSink &sink, Actor actor, QObject *parent)
    : QObject(parent), m_source(source), m_submitter(sink, std::move(actor))
{
}

void NoteBoard::refresh(Instant now)
{
    m_now = now;
    // A clock that was put back does not make it wait.
    if (!m_asked || (!m_interest && (now - *m_asked >= every || now < *m_asked)))
        ask();
}

void NoteBoard::ask()
{
    m_asked = m_now;
    m_interest = m_source.askNotes({{}, {}, NotesQuestion::mostNotes}, [this](Result<NotesView> answer) {
        m_interest.reset();
        m_trouble = answer ? std::nullopt : std::optional(answer.error());
        const bool other =
            answer && (!m_view || m_view->notes != answer->notes || m_view->all != answer->all);
        if (other)
            m_view = std::make_shared<const NotesView>(*answer);
        if (answer && !m_words.empty() && (other || m_foundTrouble || !m_found))
            askFound();
        Q_EMIT changed();
    });
}

void NoteBoard::find(const QString &words)
{
    const std::string wanted = words.simplified().toStdString();
    if (wanted == m_words)
        return;
    m_words = wanted;
    m_found.reset();
    m_foundTrouble.reset();
    m_foundInterest.reset();
    if (!m_words.empty())
        askFound();
    Q_EMIT changed();
}

void NoteBoard::askFound()
{
    m_foundInterest =
        m_source.askNotes({{}, m_words, NotesQuestion::mostNotes}, [this](Result<NotesView> answer) {
            m_foundInterest.reset();
            m_foundTrouble = answer ? std::nullopt : std::optional(answer.error());
            if (answer)
                m_found = std::make_shared<const NotesView>(std::move(*answer));
            Q_EMIT changed();
        });
}

std::shared_ptr<const NotesView> NoteBoard::found() const
{
    return m_words.empty() ? m_view : m_found;
}

void NoteBoard::pin(const std::string &machine, const std::string &sensor, const QString &typed,
                    const QString &text)
{
    const auto at = typedTime(typed, m_now);
    if (!at) {
        Q_EMIT answered(at.error().sentence, true);
        return;
    }
    Note note;
    note.at = at->value_or(m_now);
    note.text = text.trimmed().toStdString();
    if (Done sound = check(note); !sound) {
        Q_EMIT answered(sound.error().sentence, true);
        return;
    }
    submit(PinNote{machine, sensor, note.at, note.text}, true);
}

void NoteBoard::unpin(std::int64_t note)
{
    submit(UnpinNote{note}, false);
}

void NoteBoard::submit(Action action, bool pins)
{
    if (std::exchange(m_busy, true))
        return;
    Q_EMIT changed();
    Q_EMIT answered({}, false);
    m_submitter.submit(std::move(action), this,
                       [this, pins](const Result<QString> &result) { hear(result, pins); });
}

void NoteBoard::hear(const Result<QString> &result, bool pins)
{
    m_busy = false;
    ask();
    Q_EMIT changed();
    Q_EMIT answered(result ? *result : result.error().sentence, !result);
    if (result && pins)
        Q_EMIT pinned();
}

} // namespace rig::presentation
