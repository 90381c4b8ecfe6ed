#pragma once

#include "domain/ports/modelshelf.h"
#include "presentation/evidence.h"
#include "widgets/page.h"
#include "widgets/panel.h"

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
class WordsLabel;

/// The evidence of the finding that is chosen in the book, which is marked here.
class EvidencePanel : public Panel
{
    Q_OBJECT

public:
    /// `book` and `models` outlive the panel.
    EvidencePanel(presentation::FindingBook &book, ModelShelf &models, const presentation::Theme &theme,
                  QWidget *parent = nullptr);

    /// What the page that it is on was given last; it is shown again when a second has gone by.
    void present(const Moment &moment);
    void mark(std::optional<FindingMark> mark);
    /// On a page that has keys for the marks.
    void showMarkKeys();
    /// As a click on the similar one of this place, 0 the first; nothing where there is none.
    void openSimilar(std::size_t place);
    void wantCause();

Q_SIGNALS:
    /// A person asked to be led to what makes up the finding.
    void causeWanted(const StoredFinding &finding);

private:
    void layOut();
    QWidget *makeFoot();
    void takeNote();
    void presentCard();
    void presentFoot();
    std::optional<ModelFacts> modelOf(const Finding &finding) const;

    presentation::FindingBook &m_book;
    ModelShelf &m_models;
    QStackedWidget *m_whole;
    NoteArea *m_noCard;
    QScrollArea *m_scroll;
    EvidenceView *m_evidence;
    QWidget *m_foot;
    QLineEdit *m_note;
    Button *m_true;
    Button *m_false;
    Button *m_known;
    Button *m_takeBack;
    Button *m_cause;
    WordsLabel *m_said;
    Moment m_moment;
    Instant m_shownAt;
    std::int64_t m_noted = 0; ///< the finding whose note stands in the field
};

} // namespace rig::widgets
