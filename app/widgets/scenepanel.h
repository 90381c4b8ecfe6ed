#pragma once

#include "domain/note.h"
#include "domain/storedfinding.h"
#include "widgets/panel.h"
#include "widgets/scene.h"

#include <map>
#include <optional>

namespace rig::widgets {

struct Moment;

/// The panel around the factory floor. While it is hidden the scene gets nothing and paints nothing.
class ScenePanel : public Panel
{
    Q_OBJECT

public:
    ScenePanel(Scene scene, const presentation::Theme &theme, QWidget *parent = nullptr);

    /// Makes the scene's window; once, after the main window has been shown.
    void open();
    void present(const Moment &moment);
    /// Whether it is about the whole plant, not about the chosen machine; so its title says.
    void setOfPlant(bool ofPlant) { m_ofPlant = ofPlant; }
    /// Walks to the machine of the finding and shows which of its sensors make it up; at once, or as soon as
    /// the scene stands.
    void walkToCause(const StoredFinding &finding);
    /// Walks to the n-th machine of the plant, from 1.
    void goToNumber(int number);
    /// One step back: from a cause to where one was, else out of walking.
    void stepBack();
    /// Says a sentence over the scene for some seconds.
    void say(const QString &sentence);
    /// Shows what models expect of the machines beside what they do, or no longer.
    void switchExpected();
    /// Ends both, and stands before the machine that is chosen.
    void returnToChosen();
    /// Paints what the scene shows into a picture of `window`, where the panel left it blank.
    void paintInto(QImage &picture, const QWidget &window) const;

Q_SIGNALS:
    /// Somebody there went to this machine by its number or by a touch.
    void went(std::int32_t machine);
    /// Somebody walking there clicked on this machine.
    void picked(std::int32_t machine);
    /// Somebody walking there wants to write a note on it, or on the sensor in this slot; -1: the machine
    /// itself.
    void noteWanted(std::int32_t machine, int slot);

private:
    void presentHead(const Moment &moment);
    void renewCause(const StoredFinding &finding);
    void forgetCause();
    void presentNotes(const Moment &moment);
    const QImage &sign(presentation::Glyph glyph) const;
    SceneTag tagOf(std::int32_t machine, int slot) const;
    void paint(ScenePlate &painted, const presentation::Plate &plate) const;

    Scene m_scene;
    QWidget *m_container = nullptr;
    bool m_ofPlant = false;
    std::shared_ptr<const PlantState> m_state; ///< as last presented, as `m_plates` are
    std::vector<ScenePlate> m_plates;
    std::shared_ptr<const NotesView> m_notes; ///< that are pinned there, of the plant `m_notesPlant`
    PlantPtr m_notesPlant;
    std::optional<StoredFinding> m_wanted; ///< whose cause is to be walked to when the scene stands
    presentation::FloorCause m_cause;      ///< as it was last told
    std::int64_t m_shown = 0;              ///< the finding at whose cause one is, while it stands; 0: none
    mutable std::map<std::pair<presentation::Glyph, double>, QImage> m_signs; ///< by sign and scale
};

} // namespace rig::widgets
