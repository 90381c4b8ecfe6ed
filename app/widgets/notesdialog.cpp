#include "widgets/notesdialog.h"

#include "domain/shown.h"
#include "presentation/noteboard.h"
#include "presentation/notetable.h"
#include "widgets/button.h"
#include "widgets/choicebox.h"
#include "widgets/formfields.h"
#include "widgets/rowstable.h"
#include "widgets/wordslabel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::NoteBoard;
using presentation::Role;
using presentation::Status;
using presentation::TextStyle;

namespace {

constexpr QSize extent{820, 560};
constexpr int titleHeight = 44;
constexpr int margin = 16;

} // namespace

NotesDialog::NotesDialog(NoteBoard &board, PlantPtr plant, std::int32_t machine, int slot,
                         const presentation::Theme &theme, QWidget *parent)
    : QDialog(parent),
      m_board(board),
      m_plant(std::move(plant)),
      m_theme(theme),
      m_title(TextStyle::title),
      m_words(makeLine()),
      m_rows(new RowsTable(presentation::noteColumns(), theme)),
      m_count(new WordsLabel(TextStyle::small, theme.colour(Role::text2))),
      m_thing(new ChoiceBox(theme)),
      m_text(makeLine()),
      m_answer(new WordsLabel(TextStyle::small, theme.colour(Role::text2))),
      m_takeDown(new Button(Button::Kind::plain, tr("Take down"), theme)),
      m_pin(new Button(Button::Kind::primary, tr("Pin"), theme))
{
    if (const MachineLayout *layout = m_plant->machineByNumber(machine)) {
        m_machine = layout->machine().id;
        m_thing->addItem(shown(layout->machine().title), -1);
        for (std::size_t at = 0; at < layout->columns().size(); ++at)
            if (const MachineLayout::Column &column = layout->columns()[at]; column.live)
                m_thing->addItem(
                    u"%1 · %2"_s.arg(shown(layout->machine().title), shown(column.sensor->title)),
                    static_cast<int>(at));
    }
    setWindowTitle(tr("Notes"));
    setFixedSize(extent);
    m_rows->setCompact(true);
    m_words->setPlaceholderText(tr("Words of text, author, machine or sensor"));
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(margin, titleHeight + 4, margin, 12);
    whole->setSpacing(formGap);
    whole->addWidget(captioned(tr("Search"), m_words, m_theme));
    whole->addWidget(m_rows, 1);
    whole->addWidget(m_count);
    whole->addWidget(makeForm(slot));
    whole->addWidget(m_answer);
    whole->addWidget(makeFoot());
    connect(&m_board, &NoteBoard::changed, this, &NotesDialog::refresh);
    connect(&m_board, &NoteBoard::answered, this, &NotesDialog::showAnswer);
    connect(&m_board, &NoteBoard::pinned, m_text, &QLineEdit::clear);
    connect(m_words, &QLineEdit::textChanged, &m_board, &NoteBoard::find);
    connect(m_rows, &RowsTable::chosen, this,
            [this](const std::string &key, int, bool) { choose(std::stoll(key)); });
    m_board.find({});
    refresh();
    m_text->setFocus();
}

QWidget *NotesDialog::makeForm(int slot)
{
    m_text->setMaxLength(Note::mostText);
    m_thing->setCurrentIndex(std::max(0, m_thing->findData(slot)));
    auto *form = new QWidget;
    auto *row = new QHBoxLayout(form);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(formGap);
    row->addWidget(captioned(tr("Where"), m_thing, m_theme), 2);
    row->addWidget(captioned(tr("Note, about now"), m_text, m_theme), 3);
    connect(m_text, &QLineEdit::returnPressed, this, &NotesDialog::pin);
    return form;
}

QWidget *NotesDialog::makeFoot()
{
    auto *close = new Button(Button::Kind::plain, tr("Close"), m_theme);
    close->setKeyHint(u"Esc"_s);
    auto *foot = new QWidget;
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 4, 0, 0);
    row->addWidget(m_takeDown);
    row->addStretch(1);
    row->addWidget(close);
    row->addWidget(m_pin);
    connect(m_takeDown, &Button::clicked, this, [this] { m_board.unpin(m_chosen); });
    connect(close, &Button::clicked, this, &QDialog::reject);
    connect(m_pin, &Button::clicked, this, &NotesDialog::pin);
    return foot;
}

void NotesDialog::refresh()
{
    const auto found = m_board.found();
    m_rows->show(found ? presentation::noteRows(*found, *m_plant) : std::vector<presentation::TableRow>());
    bool there = false;
    for (int row = 0; row < m_rows->count(); ++row)
        there = there || m_rows->row(row).key == std::to_string(m_chosen);
    if (!there)
        m_chosen = 0;
    m_rows->mark(m_chosen == 0 ? std::string() : std::to_string(m_chosen));
    const auto &trouble = m_board.trouble();
    m_count->setColour(trouble ? m_theme.status(Status::alarm).ink : m_theme.colour(Role::text2));
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
    m_takeDown->setEnabled(m_chosen != 0 && !m_board.busy());
    m_pin->setEnabled(!m_machine.empty());
    m_pin->setBusy(m_board.busy());
}

void NotesDialog::choose(std::int64_t note)
{
    m_chosen = note;
    refresh();
}

void NotesDialog::pin()
{
    const MachineLayout *layout = m_plant->machine(m_machine);
    const int slot = m_thing->currentData().toInt();
    if (!layout || m_board.busy())
        return;
    m_board.pin(m_machine,
                slot < 0 ? std::string() : layout->columns()[static_cast<std::size_t>(slot)].sensor->name,
                m_text->text());
}

void NotesDialog::showAnswer(const QString &sentence, bool refused)
{
    m_answer->setText(sentence);
    m_answer->setColour(refused ? m_theme.status(Status::alarm).ink : m_theme.colour(Role::text2));
}

void NotesDialog::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colour(Role::panel));
    painter.fillRect(QRectF(margin, titleHeight / 2.0 - 6, 3, 12), m_theme.colour(Role::brand));
    paintText(painter, {margin + 11.0, m_title.middle(0, titleHeight)}, windowTitle(), m_title,
              m_theme.colour(Role::text1));
}

} // namespace rig::widgets
