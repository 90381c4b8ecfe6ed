#pragma once

#include "domain/ports/modelshelf.h"
#include "presentation/theme.h"
#include "widgets/page.h"

class QHBoxLayout;

namespace rig::presentation {
class FindingBook;
class NoteBoard;
} // namespace rig::presentation

namespace rig::widgets {

class EvidencePanel;
class NoteArea;
class NotesPanel;
class ScenePanel;

/// The factory floor in the whole window, and beside it the evidence of what was found on a machine, or what
/// people have pinned.
class FloorPage : public Page
{
    Q_OBJECT

public:
    /// Shows the scene's panel while it is seen; another page may do so too. All that it refers to outlives
    /// the page.
    FloorPage(ScenePanel &scene, presentation::FindingBook &book, presentation::NoteBoard &notes,
              ModelShelf &models, const presentation::Theme &theme, QWidget *parent = nullptr);

    void present(const Moment &moment) override;
    bool showsFindings() const override { return true; }
    bool showsNotes() const override { return true; }
    std::vector<KeyMeaning> keys() const override;
    /// Shows the evidence of what stands on the machine, or nothing where nothing does.
    void showEvidence(std::int32_t machine);
    /// Shows the notes, and the form about this machine, or the sensor in this slot of it; -1: the machine
    /// itself.
    void showNotes(std::int32_t machine, int slot);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeSide(const presentation::Theme &theme);
    void addKeys();
    void adoptScene();
    void closeNotes();
    void sayNothingStands();
    const StoredFinding *standingOn(std::int32_t machine) const;

    ScenePanel &m_scene;
    presentation::FindingBook &m_book;
    NoteArea *m_nothing; ///< while there is no plant
    EvidencePanel *m_evidence;
    NotesPanel *m_notes;
    QWidget *m_side; ///< with the evidence, while somebody looks at it
    QHBoxLayout *m_whole;
    Moment m_moment;
};

} // namespace rig::widgets
