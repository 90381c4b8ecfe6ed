#pragma once

#include "domain/ports/modelshelf.h"
#include "presentation/evidence.h"
#include "presentation/theme.h"
#include "widgets/page.h"

class QStackedWidget;

namespace rig::presentation {
class FindingBook;
}

namespace rig::widgets {

class EvidencePanel;
class NoteArea;
class Panel;
class RowsTable;

/// What detection says: how unusual each machine is at present and why, what was found, and the evidence of
/// one finding, which is marked here.
class FindingsPage : public Page
{
    Q_OBJECT

public:
    /// `book` and `models` outlive the page.
    FindingsPage(presentation::FindingBook &book, ModelShelf &models, const presentation::Theme &theme,
                 QWidget *parent = nullptr);

    void present(const Moment &moment) override;
    bool isOfOneMachine() const override { return false; }
    bool showsFindings() const override { return true; }
    std::vector<KeyMeaning> keys() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

Q_SIGNALS:
    /// A person asked to be led to what makes up the finding.
    void causeWanted(const StoredFinding &finding);

private:
    void layOut();
    void addKeys();
    void arrange();
    void presentLists();
    EmptyNote nothingNote() const;

    presentation::FindingBook &m_book;
    Panel *m_scorePanel;
    QStackedWidget *m_scoreWhole;
    NoteArea *m_noScores;
    RowsTable *m_scores;
    Panel *m_listPanel;
    QStackedWidget *m_listWhole;
    NoteArea *m_nothing;
    RowsTable *m_list;
    EvidencePanel *m_card;
    Moment m_moment;
    Instant m_listedAt;
};

} // namespace rig::widgets
