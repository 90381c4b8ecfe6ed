#pragma once

#include "domain/ports/modelshelf.h"
#include "presentation/evidence.h"
#include "presentation/theme.h"
#include "widgets/page.h"

class QLineEdit;
class QScrollArea;
class QStackedWidget;

namespace rig::presentation {
class FindingBook;
}

namespace rig::widgets {

class Button;
class EvidenceView;
class NoteArea;
class Panel;
class RowsTable;
class WordsLabel;

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

private:
    QWidget *makeCard();
    QWidget *makeFoot();
    void layOut();
    void addKeys();
    void arrange();
    void presentLists();
    void takeNote();
    void presentCard();
    void presentFoot();
    void mark(std::optional<FindingMark> mark);
    std::optional<ModelFacts> modelOf(const Finding &finding) const;
    EmptyNote nothingNote() const;

    presentation::Theme m_theme;
    presentation::FindingBook &m_book;
    ModelShelf &m_models;
    Panel *m_scorePanel;
    QStackedWidget *m_scoreWhole;
    NoteArea *m_noScores;
    RowsTable *m_scores;
    Panel *m_listPanel;
    QStackedWidget *m_listWhole;
    NoteArea *m_nothing;
    RowsTable *m_list;
    Panel *m_card;
    QStackedWidget *m_cardWhole;
    NoteArea *m_noCard;
    QScrollArea *m_scroll;
    EvidenceView *m_evidence;
    QWidget *m_foot;
    QLineEdit *m_note;
    Button *m_true;
    Button *m_false;
    Button *m_known;
    Button *m_takeBack;
    WordsLabel *m_said;
    Moment m_moment;
    std::int64_t m_noted = 0; ///< the finding whose note stands in the field
    Instant m_listedAt;
    std::shared_ptr<const FindingsView> m_listed;
};

} // namespace rig::widgets
