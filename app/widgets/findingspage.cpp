#include "widgets/findingspage.h"

#include "presentation/findingbook.h"
#include "presentation/findinglists.h"
#include "presentation/numbers.h"
#include "widgets/button.h"
#include "widgets/evidenceview.h"
#include "widgets/formfields.h"
#include "widgets/notearea.h"
#include "widgets/panel.h"
#include "widgets/rowstable.h"
#include "widgets/wordslabel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>

#include <algorithm>

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
constexpr int narrowestCard = 692;
constexpr int widestCard = 900;
constexpr double cardShare = .56; ///< of the page
constexpr int leastScores = 132;
constexpr int noteHeight = 184;    ///< of the panel of scores while it says why there are none
constexpr double scoresShare = .3; ///< of the page's height, at most
constexpr int roomyFrom = 900;     ///< high: rows of 34 px
constexpr int roomyRow = 34;
constexpr int compactRow = 26;
constexpr int headHeight = 68; ///< of a panel with a table: title and column heads

} // namespace

FindingsPage::FindingsPage(FindingBook &book, ModelShelf &models, const presentation::Theme &theme,
                           QWidget *parent)
    : Page(tr("Findings"), parent),
      m_theme(theme),
      m_book(book),
      m_models(models),
      m_scorePanel(new Panel(theme)),
      m_scoreWhole(new QStackedWidget),
      m_noScores(new NoteArea(theme)),
      m_scores(new RowsTable(presentation::scoreColumns(), theme)),
      m_listPanel(new Panel(theme)),
      m_listWhole(new QStackedWidget),
      m_nothing(new NoteArea(theme)),
      m_list(new RowsTable(presentation::findingColumns(), theme)),
      m_card(new Panel(theme)),
      m_cardWhole(new QStackedWidget),
      m_noCard(new NoteArea(theme)),
      m_scroll(new QScrollArea),
      m_evidence(new EvidenceView(theme)),
      m_foot(new QWidget),
      m_note(makeLine()),
      m_true(new Button(Button::Kind::plain, tr("True"), theme)),
      m_false(new Button(Button::Kind::plain, tr("False"), theme)),
      m_known(new Button(Button::Kind::plain, tr("Known work"), theme)),
      m_takeBack(new Button(Button::Kind::plain, tr("Take back"), theme)),
      m_said(new WordsLabel(TextStyle::small, theme.colour(Role::text2)))
{
    layOut();
    addKeys();
    connect(m_list, &RowsTable::chosen, this,
            [this](const std::string &key, int, bool) { m_book.choose(std::stoll(key)); });
    connect(m_scores, &RowsTable::chosen, this, [this](const std::string &key, int, bool) {
        for (const auto &machine : m_moment.machines)
            if (machine.id.toStdString() == key)
                Q_EMIT machineWanted(machine.number);
    });
    connect(m_evidence, &EvidenceView::findingWanted, &m_book, &FindingBook::choose);
    connect(&m_book, &FindingBook::changed, this, &FindingsPage::presentLists);
    connect(&m_book, &FindingBook::detailsChanged, this, &FindingsPage::presentCard);
    connect(&m_book, &FindingBook::answered, this, [this](const QString &sentence, bool refused) {
        m_said->setText(sentence);
        m_said->setColour(refused ? m_theme.status(Status::warning).ink : m_theme.colour(Role::text2));
    });
    connect(m_true, &Button::clicked, this, [this] { mark(FindingMark::isTrue); });
    connect(m_false, &Button::clicked, this, [this] { mark(FindingMark::isFalse); });
    connect(m_known, &Button::clicked, this, [this] { mark(FindingMark::knownWork); });
    connect(m_takeBack, &Button::clicked, this, [this] { mark({}); });
}

void FindingsPage::layOut()
{
    m_scores->setAccessibleName(tr("How unusual machines are"));
    m_scoreWhole->addWidget(m_noScores);
    m_scoreWhole->addWidget(m_scores);
    m_scorePanel->setTitle(tr("Machines, by their models"));
    m_scorePanel->setContent(m_scoreWhole);
    m_list->setAccessibleName(tr("Findings"));
    m_listWhole->addWidget(m_nothing);
    m_listWhole->addWidget(m_list);
    m_listPanel->setTitle(tr("Findings"));
    m_listPanel->setContent(m_listWhole);

    auto *lists = new QVBoxLayout;
    lists->setSpacing(gap);
    lists->addWidget(m_scorePanel);
    lists->addWidget(m_listPanel, 1);
    auto *whole = new QHBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(gap);
    whole->addLayout(lists, 1);
    whole->addWidget(makeCard());
    setFocusProxy(m_list);
}

QWidget *FindingsPage::makeCard()
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
    m_cardWhole->addWidget(m_noCard);
    m_cardWhole->addWidget(content);
    m_card->setContent(m_cardWhole);
    return m_card;
}

QWidget *FindingsPage::makeFoot()
{
    m_foot->setFixedHeight(footHeight);
    m_true->setKeyHint(u"T"_s);
    m_false->setKeyHint(u"F"_s);
    m_known->setKeyHint(u"K"_s);
    m_note->setPlaceholderText(tr("Note: what it was"));
    m_note->setAccessibleName(tr("Note on the finding"));
    m_note->setMaxLength(static_cast<int>(MarkOfFinding::mostNote) / 4);
    auto *whole = new QVBoxLayout(m_foot);
    whole->setContentsMargins(12, 6, 12, 6);
    whole->setSpacing(4);
    auto *row = new QHBoxLayout;
    row->setSpacing(gap);
    auto *caption = new WordsLabel(TextStyle::small, m_theme.colour(Role::text2));
    caption->setText(tr("Mark"));
    caption->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    row->addWidget(caption);
    for (QWidget *button : {m_true, m_false, m_known})
        row->addWidget(button);
    row->addWidget(m_note, 1);
    row->addWidget(m_takeBack);
    whole->addLayout(row);
    m_said->setObjectName(u"said"_s);
    m_said->setFixedHeight(saidHeight);
    whole->addWidget(m_said);
    return m_foot;
}

void FindingsPage::addKeys()
{
    const auto add = [this](Qt::Key key, FindingMark mark) {
        // Letters that are typed into the note are the note's.
        connect(new QShortcut(key, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut),
                &QShortcut::activated, this, [this, mark] { this->mark(mark); });
    };
    add(Qt::Key_T, FindingMark::isTrue);
    add(Qt::Key_F, FindingMark::isFalse);
    add(Qt::Key_K, FindingMark::knownWork);
    for (const int place : {0, 1, 2})
        connect(new QShortcut(Qt::Key_1 + place, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut),
                &QShortcut::activated, this,
                [this, place] { m_evidence->openSimilar(static_cast<std::size_t>(place)); });
}

std::vector<KeyMeaning> FindingsPage::keys() const
{
    return {{u"↑ ↓, Enter"_s, tr("Walk over the findings, show one")},
            {u"T, F, K"_s, tr("Mark it: true, false, known work")},
            {u"1, 2, 3"_s, tr("Show the finding of the past that is like it")}};
}

void FindingsPage::mark(std::optional<FindingMark> mark)
{
    if (m_book.details())
        m_book.mark(mark, m_note->text());
}

void FindingsPage::present(const Moment &moment)
{
    const bool plantChanged = !m_moment.state || m_moment.state->plant != moment.state->plant;
    m_moment = moment;
    // What lasts grows older without an answer.
    if (plantChanged || moment.now - m_listedAt >= 1s || moment.now < m_listedAt) {
        presentLists();
        if (m_book.details())
            presentCard();
    }
}

EmptyNote FindingsPage::nothingNote() const
{
    if (m_moment.machines.empty())
        return noPlantNote(m_moment);
    if (!m_book.view())
        return m_book.trouble()
                   ? EmptyNote{tr("Findings could not be asked for"), m_book.trouble()->sentence, Glyph::bad}
                   : EmptyNote{tr("Asking the database"), {}, Glyph::unknown};
    return {tr("Nothing was found"),
            tr("What a model finds unusual about a machine stands here, with its evidence."), Glyph::normal};
}

void FindingsPage::presentLists()
{
    if (!m_moment.state)
        return;
    m_listedAt = m_moment.now;
    const auto &view = m_book.view();
    const bool any = view && !view->findings.empty() && !m_moment.machines.empty();
    const bool scored = view && !view->scores.empty() && !m_moment.machines.empty();
    m_listWhole->setCurrentWidget(any ? static_cast<QWidget *>(m_list) : m_nothing);
    m_scoreWhole->setCurrentWidget(scored ? static_cast<QWidget *>(m_scores) : m_noScores);
    if (any) {
        m_list->show(presentation::findingRows(*view, *m_moment.state));
        m_list->mark(std::to_string(m_book.chosen()));
        if (m_book.chosen() == 0)
            m_book.choose(view->findings.front().id);
    } else {
        m_nothing->present(nothingNote());
    }
    if (scored) {
        m_scores->show(presentation::scoreRows(*view, *m_moment.state));
    } else if (view && !m_moment.machines.empty()) {
        m_noScores->present({tr("No machine is judged by a model"),
                             tr("The page Models trains one; it is used at once."), Glyph::unknown});
    } else {
        m_noScores->present(nothingNote());
    }
    arrange();
    std::vector<TextRun> words;
    if (view && m_book.trouble())
        words = {{tr("as of %1").arg(presentation::timeText(m_book.asOf()))}};
    else if (view)
        words = {{QString::number(view->standing), true}, {tr(" standing")}};
    const bool stale = view && m_book.trouble();
    m_scorePanel->setSummary(stale ? Glyph::stale : Glyph::none, stale ? words : std::vector<TextRun>());
    m_listPanel->setSummary(stale ? Glyph::stale : Glyph::none, std::move(words));
    if (!m_book.details())
        presentCard();
}

/// The note is the finding's: it comes with it, and does not go over to another one.
void FindingsPage::takeNote()
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

void FindingsPage::presentCard()
{
    if (!m_moment.state)
        return;
    takeNote();
    const FindingDetails *details = m_book.details();
    const bool known = details && !m_moment.machines.empty();
    m_cardWhole->setCurrentIndex(known ? 1 : 0);
    m_list->mark(std::to_string(m_book.chosen()));
    if (!known) {
        m_card->setTitle(tr("Evidence"));
        m_card->setSummary(Glyph::none, {});
        m_card->setChips({});
        if (const auto &trouble = m_book.detailsTrouble())
            m_noCard->present({tr("The finding could not be asked for"), trouble->sentence, Glyph::bad});
        else
            m_noCard->present(
                {tr("Nothing is chosen"), tr("Choose a finding to see why it is one."), Glyph::unknown});
        return;
    }
    presentation::EvidencePicture picture =
        presentation::evidencePicture(*details, *m_moment.state, modelOf(details->stored.finding));
    m_card->setTitle(picture.title);
    if (m_book.trouble() || m_book.detailsTrouble())
        m_card->setSummary(Glyph::stale, {{tr("as of %1 · ").arg(presentation::timeText(m_book.asOf()))},
                                          {picture.subtitle}});
    else
        m_card->setSummary(picture.stands ? Glyph::warningHigh : Glyph::none, {{picture.subtitle}});
    m_card->setChips(picture.simulated ? std::vector<Chip>{{tr("SIMULATED"), Status::simulated}}
                                       : std::vector<Chip>{});
    m_evidence->present(std::move(picture));
    presentFoot();
}

std::optional<ModelFacts> FindingsPage::modelOf(const Finding &finding) const
{
    const MachineLayout *machine = m_moment.state->plant->machineByNumber(finding.machine);
    const auto shelf = m_models.state();
    if (!machine || !shelf)
        return {};
    const auto models = shelf->machines.find(machine->machine().id);
    return models == shelf->machines.end() ? std::nullopt
                                           : presentation::modelOf(models->second, finding.model);
}

void FindingsPage::presentFoot()
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

void FindingsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_card->setFixedWidth(std::clamp(static_cast<int>(width() * cardShare), narrowestCard, widestCard));
    arrange();
}

/// The scores take what they need, the findings the rest.
void FindingsPage::arrange()
{
    const bool roomy = height() >= roomyFrom;
    m_scores->setCompact(!roomy);
    m_list->setCompact(!roomy);
    const bool scored = m_scoreWhole->currentWidget() == m_scores;
    const int least = scored ? leastScores : noteHeight;
    const int rows = m_scores->all() * (roomy ? roomyRow : compactRow) + headHeight;
    const int most = std::max(least, static_cast<int>(height() * scoresShare));
    m_scorePanel->setFixedHeight(scored ? std::clamp(rows, least, most) : least);
}

} // namespace rig::widgets
