#pragma once

#include "presentation/notice.h"
#include "presentation/plantdraft.h"
#include "presentation/submitter.h"

#include <QObject>

namespace rig::presentation {

/// One thing of the plant in a form: what is typed, whether it can be lost, what becomes of it. A change is
/// one command; the plant that holds it comes later, by `present`. Nothing but a person's answer takes away
/// what was typed. GUI thread.
class PlantEditor : public QObject
{
    Q_OBJECT

public:
    using Notice = presentation::Notice;

    /// `sink` outlives the editor.
    PlantEditor(CommandSink &sink, Actor actor, QObject *parent = nullptr);

    /// The newest plant; does nothing where it is the one already known. Takes over what others changed, or
    /// asks where that would cost something typed.
    void present(const PlantPtr &plant);

    /// Opens the subject, or asks first where something typed is not saved.
    void want(const PlantSubject &subject);
    /// What stands in the fields now.
    void change(PlantDraft draft);
    /// Submits what differs as one command; says why where nothing does or something is wrong.
    void save();
    /// Puts the fields back to what there is.
    void undo();
    /// Asks whether to retire what is in use, or bring back what is retired.
    void turnRetirement();
    /// A person's answer to the question.
    void answer(bool yes);

    const PlantSubject &subject() const { return m_subject; }
    const PlantDraft &draft() const { return m_draft; }
    /// The plant that the fields are about; null before any is known.
    const PlantPtr &seen() const { return m_seen; }
    bool dirty() const { return m_draft != m_clean; }
    /// A command is under way.
    bool busy() const { return m_pending.has_value(); }
    /// Whether there is something to save, and no question that comes first.
    bool canSave() const;
    /// Whether it is a thing that can be retired, and what is typed would not get in the way.
    bool canRetire() const;
    bool retired() const;
    Notice notice() const;
    /// "Sensor Vibration", "Vibration on A", "New machine".
    QString title() const { return titleOf(m_subject); }

Q_SIGNALS:
    /// The fields have to take the draft.
    void loaded();
    /// Something else that this class says has become different.
    void changed();

private:
    enum class Question
    {
        none,
        leave,   ///< what was typed, for `m_wanted`
        retire,  ///< or bring back
        conflict ///< somebody else changed it meanwhile
    };
    struct Pending
    {
        PlantSubject subject; ///< that was open
        PlantSubject becomes;
        PlantDraft submitted;
        PlantDraft expected; ///< as the plant will have it
        PlantPtr plant;      ///< likewise; null where it cannot be told beforehand
    };

    /// Holds the form against the newest plant.
    void compare();
    void open(const PlantSubject &subject);
    void takePresent();
    void keepTyped();
    void submit(const PlantEdit &edit);
    void heard(const Result<QString> &result);
    void say(const QString &sentence, bool refused);
    Notice question() const;
    QString titleOf(const PlantSubject &subject) const;

    Submitter m_submitter;
    PlantPtr m_plant; ///< the newest
    PlantPtr m_seen;
    PlantSubject m_subject;
    PlantDraft m_clean; ///< of what there is in m_seen
    PlantDraft m_draft;
    Question m_question = Question::none;
    PlantSubject m_wanted;
    std::optional<Pending> m_pending;
    /// While a change that was made is not yet in the plant: the revision from before.
    std::optional<std::int64_t> m_before;
    Notice m_said;
};

} // namespace rig::presentation
