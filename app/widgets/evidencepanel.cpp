#include "widgets/evidencepanel.h"

#include "presentation/findingbook.h"
#include "presentation/numbers.h"
#include "widgets/button.h"
#include "widgets/evidenceview.h"
#include "widgets/formfields.h"
#include "widgets/notearea.h"
#include "widgets/wordslabel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QStackedWidget>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using presentation::FindingBook;
using presentation::Glyph;
using presentation::Role;
using presentation::Status;
using presentation::TextStyle;

namespace {

constexpr int gap = 8;
constexpr int footHeight = 78;
constexpr int saidHeight = 18;

} // namespace

EvidencePanel::EvidencePanel(FindingBook &book, ModelShelf &models, const presentation::Theme &theme,
                             QWidget *parent)
    : Panel(theme, parent),
      m_book(book),
      m_models(models),
      m_whole(new QStackedWidget),
      m_noCard(new NoteArea(theme)),
      m_scroll(new QScrollArea),
      m_evidence(new EvidenceView(theme)),
      m_foot(new QWidget),
      m_note(makeLine()),
      m_true(new Button(Button::Kind::plain, tr("True"), theme)),
      m_false(new Button(Button::Kind::plain, tr("False"), theme)),
      m_known(new Button(Button::Kind::plain, tr("Known work"), theme)),
      m_takeBack(new Button(Button::Kind::plain, tr("Take back"), theme)),
      m_cause(new Button(Button::Kind::plain, tr("Walk to cause"), theme)),
      m_said(new WordsLabel(TextStyle::small, theme.colour(Role::text2)))
{
    layOut();
    connect(m_evidence, &EvidenceView::findingWanted, &m_book, &FindingBook::choose);
    connect(&m_book, &FindingBook::detailsChanged, this, &EvidencePanel::presentCard);
    connect(&m_book, &FindingBook::answered, this, [this](const QString &sentence, bool refused) {
        m_said->setText(sentence);
        m_said->setColour(refused ? this->theme().status(Status::warning).ink
                                  : this->theme().colour(Role::text2));
    });
    connect(m_true, &Button::clicked, this, [this] { mark(FindingMark::isTrue); });
    connect(m_false, &Button::clicked, this, [this] { mark(FindingMark::isFalse); });
    connect(m_known, &Button::clicked, this, [this] { mark(FindingMark::knownWork); });
    connect(m_cause, &Button::clicked, this, &EvidencePanel::wantCause);
    connect(m_takeBack, &Button::clicked, this, [this] { mark({}); });
}

void EvidencePanel::layOut()
{
    m_scroll->setWidget(m_evidence);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_evidence->setAutoFillBackground(false);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *padded = new QVBoxLayout;
    padded->setContentsMargins(gap, gap, gap, gap);
    padded->addWidget(m_scroll);
    column->addLayout(padded, 1);
    column->addWidget(makeFoot());
    m_whole->addWidget(m_noCard);
    m_whole->addWidget(content);
    setContent(m_whole);
}

QWidget *EvidencePanel::makeFoot()
{
    m_foot->setFixedHeight(footHeight);
    m_cause->setKeyHint(u"C"_s);
    m_note->setPlaceholderText(tr("Note: what it was"));
    m_note->setAccessibleName(tr("Note on the finding"));
    m_note->setMaxLength(static_cast<int>(MarkOfFinding::mostNote) / 4);
    auto *whole = new QVBoxLayout(m_foot);
    whole->setContentsMargins(12, 6, 12, 6);
    whole->setSpacing(4);
    auto *row = new QHBoxLayout;
    row->setSpacing(gap);
    auto *caption = new WordsLabel(TextStyle::small, theme().colour(Role::text2));
    caption->setText(tr("Mark"));
    caption->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    row->addWidget(caption);
    for (QWidget *button : {m_true, m_false, m_known})
        row->addWidget(button);
    row->addWidget(m_note, 1);
    row->addWidget(m_takeBack);
    row->addWidget(m_cause);
    whole->addLayout(row);
    m_said->setObjectName(u"said"_s);
    m_said->setFixedHeight(saidHeight);
    whole->addWidget(m_said);
    return m_foot;
}

void EvidencePanel::showMarkKeys()
{
    m_true->setKeyHint(u"T"_s);
    m_false->setKeyHint(u"F"_s);
    m_known->setKeyHint(u"K"_s);
}

void EvidencePanel::openSimilar(std::size_t place)
{
    m_evidence->openSimilar(place);
}

void EvidencePanel::wantCause()
{
    if (const auto &details = m_book.details())
        Q_EMIT causeWanted(details->stored);
}

void EvidencePanel::mark(std::optional<FindingMark> mark)
{
    if (m_book.details())
        m_book.mark(mark, m_note->text());
}

void EvidencePanel::present(const Moment &moment)
{
    const bool plantChanged = !m_moment.state || m_moment.state->plant != moment.state->plant;
    m_moment = moment;
    // What lasts grows older without an answer.
    if (plantChanged || !m_book.details() || moment.now - m_shownAt >= 1s || moment.now < m_shownAt)
        presentCard();
}

/// The note is the finding's: it comes with it, and does not go over to another one.
void EvidencePanel::takeNote()
{
    const FindingDetails *details = m_book.details();
    const std::int64_t id = details ? details->stored.id : 0;
    if (id == m_noted)
        return;
    m_noted = id;
    m_said->setText({});
    const bool marked = details && details->stored.mark;
    m_note->setText(marked ? QString::fromStdString(details->stored.mark->note) : QString());
}

void EvidencePanel::presentCard()
{
    if (!m_moment.state)
        return;
    m_shownAt = m_moment.now;
    takeNote();
    const FindingDetails *details = m_book.details();
    const bool known = details && !m_moment.machines.empty();
    m_whole->setCurrentIndex(known ? 1 : 0);
    if (!known) {
        setTitle(tr("Evidence"));
        setSummary(Glyph::none, {});
        setChips({});
        if (const auto &trouble = m_book.detailsTrouble())
            m_noCard->present({tr("The finding could not be asked for"), trouble->sentence, Glyph::bad});
        else
            m_noCard->present(
                {tr("Nothing is chosen"), tr("Choose a finding to see why it is one."), Glyph::unknown});
        return;
    }
    presentation::EvidencePicture picture =
        presentation::evidencePicture(*details, *m_moment.state, modelOf(details->stored.finding));
    setTitle(picture.title);
    if (m_book.trouble() || m_book.detailsTrouble())
        setSummary(Glyph::stale,
                   {{tr("as of %1 · ").arg(presentation::timeText(m_book.asOf()))}, {picture.subtitle}});
    else
        setSummary(picture.stands ? Glyph::warningHigh : Glyph::none, {{picture.subtitle}});
    setChips(picture.simulated ? std::vector<Chip>{{tr("SIMULATED"), Status::simulated}}
                               : std::vector<Chip>{});
    m_evidence->present(std::move(picture));
    presentFoot();
}

std::optional<ModelFacts> EvidencePanel::modelOf(const Finding &finding) const
{
    const MachineLayout *machine = m_moment.state->plant->machineByNumber(finding.machine);
    const auto shelf = m_models.state();
    if (!machine || !shelf)
        return {};
    const auto models = shelf->machines.find(machine->machine().id);
    return models == shelf->machines.end() ? std::nullopt
                                           : presentation::modelOf(models->second, finding.model);
}

void EvidencePanel::presentFoot()
{
    const auto &mark = m_book.details()->stored.mark;
    const auto present = [&](Button *button, FindingMark which) {
        button->setBusy(m_book.marking());
        button->setGlyph(mark && mark->mark == which ? Glyph::done : Glyph::none);
    };
    present(m_true, FindingMark::isTrue);
    present(m_false, FindingMark::isFalse);
    present(m_known, FindingMark::knownWork);
    m_takeBack->setVisible(mark.has_value());
    m_takeBack->setBusy(m_book.marking());
}

} // namespace rig::widgets
