#include "widgets/notespanel.h"

#include "domain/shown.h"
#include "presentation/noteboard.h"
#include "presentation/notetable.h"
#include "widgets/button.h"
#include "widgets/choicebox.h"
#include "widgets/formfields.h"
#include "widgets/rowstable.h"
#include "widgets/wordslabel.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::NoteBoard;
using presentation::Role;
using presentation::Status;
using presentation::TextStyle;

namespace {

constexpr QMargins around{12, 8, 12, 12};

} // namespace

NotesPanel::NotesPanel(NoteBoard &board, const presentation::Theme &theme, QWidget *parent)
    : Panel(theme, parent),
      m_board(board),
      m_words(makeLine()),
      m_rows(new RowsTable(presentation::noteColumns(), theme)),
      m_count(new WordsLabel(TextStyle::small, theme.colour(Role::text2))),
      m_thing(new ChoiceBox(theme)),
      m_about(makeLine()),
      m_text(makeLine()),
      m_answer(new WordsLabel(TextStyle::small, theme.colour(Role::text2))),
      m_takeDown(new Button(Button::Kind::plain, tr("Take down"), theme)),
      m_pin(new Button(Button::Kind::primary, tr("Pin"), theme))
{
    setTitle(tr("Notes"));
    m_rows->setCompact(true);
    m_words->setPlaceholderText(tr("Words of text, author, machine or sensor"));
    auto *whole = new QWidget;
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(formGap);
    column->addWidget(captioned(tr("Search"), m_words, theme));
    column->addWidget(m_rows, 1);
    column->addWidget(m_count);
    column->addWidget(makeForm());
    column->addWidget(m_answer);
    column->addWidget(makeFoot());
    setContent(whole, around);
    connect(&m_board, &NoteBoard::changed, this, &NotesPanel::refresh);
    connect(&m_board, &NoteBoard::answered, this, &NotesPanel::showAnswer);
    connect(&m_board, &NoteBoard::pinned, m_text, &QLineEdit::clear);
    connect(&m_board, &NoteBoard::pinned, m_about, &QLineEdit::clear);
    connect(m_words, &QLineEdit::textChanged, &m_board, &NoteBoard::find);
    // By arrow keys as well: what is taken down is the row that is seen to be chosen.
    connect(m_rows->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &now) {
                choose(now.isValid() ? std::stoll(m_rows->row(now.row()).key) : 0);
            });
    refresh();
}

void NotesPanel::write(PlantPtr plant, std::int32_t machine, int slot)
{
    m_plant = std::move(plant);
    m_machine.clear();
    m_thing->clear();
    if (const MachineLayout *layout = m_plant->machineByNumber(machine)) {
        m_machine = layout->machine().id;
        const QString title = shown(layout->machine().title);
        m_thing->addItem(title, -1);
        for (std::size_t at = 0; at < layout->columns().size(); ++at)
            if (const MachineLayout::Column &column = layout->columns()[at]; column.live)
                m_thing->addItem(u"%1 · %2"_s.arg(title, shown(column.sensor->title)), static_cast<int>(at));
    }
    m_thing->setCurrentIndex(std::max(0, m_thing->findData(slot)));
    showAnswer({}, false);
    refresh();
    m_text->setFocus();
}

QWidget *NotesPanel::makeForm()
{
    m_about->setPlaceholderText(tr("now, or 12:00 or 2026-01-13 12:00"));
    m_text->setMaxLength(Note::mostText);
    auto *form = new QWidget;
    auto *column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(formGap);
    column->addWidget(sideBySide(
        {captioned(tr("Where"), m_thing, theme()), captioned(tr("About, UTC"), m_about, theme())}));
    column->addWidget(captioned(tr("Note"), m_text, theme()));
    for (const QLineEdit *line : {m_about, m_text})
        connect(line, &QLineEdit::returnPressed, this, &NotesPanel::pin);
    return form;
}

QWidget *NotesPanel::makeFoot()
{
    auto *close = new Button(Button::Kind::plain, tr("Close"), theme());
    close->setKeyHint(u"Esc"_s);
    auto *foot = new QWidget;
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 4, 0, 0);
    row->addWidget(m_takeDown);
    row->addStretch(1);
    row->addWidget(close);
    row->addWidget(m_pin);
    connect(m_takeDown, &Button::clicked, this, [this] { m_board.unpin(m_chosen); });
    connect(close, &Button::clicked, this, &NotesPanel::closeWanted);
    connect(m_pin, &Button::clicked, this, &NotesPanel::pin);
    return foot;
}

void NotesPanel::refresh()
{
    const auto found = m_board.found();
    m_rows->show(found && m_plant ? presentation::noteRows(*found, *m_plant)
                                  : std::vector<presentation::TableRow>());
    bool there = false;
    for (int row = 0; row < m_rows->count(); ++row)
        there = there || m_rows->row(row).key == std::to_string(m_chosen);
    if (!there)
        m_chosen = 0;
    m_rows->mark(m_chosen == 0 ? std::string() : std::to_string(m_chosen));
    const auto &trouble = m_board.trouble();
    m_count->setColour(trouble ? theme().status(Status::alarm).ink : theme().colour(Role::text2));
    if (trouble)
        m_count->setText(tr("Not the newest: %1").arg(trouble->sentence));
    else if (!found)
        m_count->setText(tr("Asking the database."));
    else if (found->all == 0)
        m_count->setText(m_words->text().trimmed().isEmpty() ? tr("Nothing is pinned yet.")
                                                             : tr("No note has all of these words."));
    else if (found->all > found->notes.size())
        m_count->setText(
            tr("%1 of %2 notes, the newest. Search for fewer.").arg(found->notes.size()).arg(found->all));
    else
        m_count->setText(found->all == 1 ? tr("One note.") : tr("%1 notes.").arg(found->all));
    armButtons();
}

void NotesPanel::choose(std::int64_t note)
{
    m_chosen = note;
    m_rows->mark(m_chosen == 0 ? std::string() : std::to_string(m_chosen));
    armButtons();
}

void NotesPanel::armButtons()
{
    m_takeDown->setEnabled(m_chosen != 0 && !m_board.busy());
    m_pin->setEnabled(!m_machine.empty());
    m_pin->setBusy(m_board.busy());
    for (QLineEdit *line : {m_about, m_text})
        line->setReadOnly(m_board.busy()); // they are cleared once the note is pinned
}

void NotesPanel::present(const PlantPtr &plant)
{
    if (!m_plant || plant == m_plant)
        return;
    m_plant = plant;
    refresh();
}

void NotesPanel::pin()
{
    const MachineLayout *layout = m_plant ? m_plant->machine(m_machine) : nullptr;
    const int slot = m_thing->currentData().toInt();
    if (!layout || m_board.busy())
        return;
    m_board.pin(m_machine,
                slot < 0 ? std::string() : layout->columns()[static_cast<std::size_t>(slot)].sensor->name,
                m_about->text(), m_text->text());
}

void NotesPanel::showAnswer(const QString &sentence, bool refused)
{
    m_answer->setText(sentence);
    m_answer->setColour(refused ? theme().status(Status::alarm).ink : theme().colour(Role::text2));
}

} // namespace rig::widgets
