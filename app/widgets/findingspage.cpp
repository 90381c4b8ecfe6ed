#include "widgets/findingspage.h"

#include "presentation/findingbook.h"
#include "presentation/findinglists.h"
#include "presentation/numbers.h"
#include "widgets/evidencepanel.h"
#include "widgets/notearea.h"
#include "widgets/rowstable.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>

#include <algorithm>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using presentation::FindingBook;
using presentation::Glyph;

namespace {

constexpr int gap = 8;
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
      m_book(book),
      m_scorePanel(new Panel(theme)),
      m_scoreWhole(new QStackedWidget),
      m_noScores(new NoteArea(theme)),
      m_scores(new RowsTable(presentation::scoreColumns(), theme)),
      m_listPanel(new Panel(theme)),
      m_listWhole(new QStackedWidget),
      m_nothing(new NoteArea(theme)),
      m_list(new RowsTable(presentation::findingColumns(), theme)),
      m_card(new EvidencePanel(book, models, theme))
{
    m_card->showMarkKeys();
    layOut();
    addKeys();
    connect(m_list, &RowsTable::chosen, this,
            [this](const std::string &key, int, bool) { m_book.choose(std::stoll(key)); });
    connect(m_scores, &RowsTable::chosen, this, [this](const std::string &key, int, bool) {
        for (const auto &machine : m_moment.machines)
            if (machine.id.toStdString() == key)
                Q_EMIT machineWanted(machine.number);
    });
    connect(&m_book, &FindingBook::changed, this, &FindingsPage::presentLists);
    connect(&m_book, &FindingBook::detailsChanged, this,
            [this] { m_list->mark(std::to_string(m_book.chosen())); });
    connect(m_card, &EvidencePanel::causeWanted, this, &FindingsPage::causeWanted);
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
    whole->addWidget(m_card);
    setFocusProxy(m_list);
}

void FindingsPage::addKeys()
{
    // Wherever the focus is: letters that are typed into the note are the note's.
    const auto add = [this](Qt::Key key, FindingMark mark) {
        connect(new QShortcut(key, this), &QShortcut::activated, this, [this, mark] { m_card->mark(mark); });
    };
    add(Qt::Key_T, FindingMark::isTrue);
    add(Qt::Key_F, FindingMark::isFalse);
    add(Qt::Key_K, FindingMark::knownWork);
    connect(new QShortcut(Qt::Key_C, this), &QShortcut::activated, m_card, &EvidencePanel::wantCause);
    for (const int place : {0, 1, 2})
        connect(new QShortcut(Qt::Key_1 + place, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut),
                &QShortcut::activated, this,
                [this, place] { m_card->openSimilar(static_cast<std::size_t>(place)); });
}

std::vector<KeyMeaning> FindingsPage::keys() const
{
    return {{u"↑ ↓, Enter"_s, tr("Walk over the findings, show one")},
            {u"T, F, K"_s, tr("Mark it: true, false, known work")},
            {u"C"_s, tr("Walk to its cause on the floor")},
            {u"1, 2, 3"_s, tr("Show the finding of the past that is like it")}};
}

void FindingsPage::present(const Moment &moment)
{
    const bool plantChanged = !m_moment.state || m_moment.state->plant != moment.state->plant;
    m_moment = moment;
    // What lasts grows older without an answer.
    if (plantChanged || moment.now - m_listedAt >= 1s || moment.now < m_listedAt) {
        presentLists();
    }
    m_card->present(moment);
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
