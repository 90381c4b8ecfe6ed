#include "widgets/modelspage.h"

#include "domain/shown.h"
#include "widgets/modelform.h"
#include "widgets/notearea.h"
#include "widgets/panel.h"
#include "widgets/rowstable.h"

#include <QHBoxLayout>
#include <QResizeEvent>
#include <QShortcut>
#include <QStackedWidget>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Glyph;
using presentation::ModelsView;

namespace {

constexpr int gap = 8;
constexpr int narrowForm = 352;
constexpr int wideForm = 440;
constexpr int wideFrom = 1600;
constexpr int roomyFrom = 900; ///< high: rows of 34 px

} // namespace

ModelsPage::ModelsPage(ModelShelf &shelf, CommandSink &commands, Actor actor,
                       const presentation::Theme &theme, QWidget *parent)
    : Page(tr("Models"), parent),
      m_view(shelf, commands, std::move(actor)),
      m_whole(new QStackedWidget),
      m_note(new NoteArea(theme)),
      m_panel(new Panel(theme)),
      m_table(new RowsTable(presentation::modelColumns(), theme)),
      m_form(new ModelForm(m_view, theme))
{
    m_table->setAccessibleName(tr("Models of machines"));
    m_panel->setTitle(tr("Models of machines"));
    m_panel->setContent(m_table);
    auto *content = new QWidget;
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gap);
    row->addWidget(m_panel, 1);
    row->addWidget(m_form);
    m_whole->addWidget(m_note);
    m_whole->addWidget(content);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_whole);
    setFocusProxy(m_table);
    connect(&m_view, &ModelsView::listed, this, &ModelsPage::list);
    connect(m_table, &RowsTable::chosen, this, [this](const std::string &machine) { choose(machine); });
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this,
            [this] { m_view.answer(false); });
}

std::vector<KeyMeaning> ModelsPage::keys() const
{
    return {{u"Enter"_s, tr("Show the model of the machine")}, {u"Esc"_s, tr("Keep the model, when asked")}};
}

void ModelsPage::present(const Moment &moment)
{
    if (moment.machines.empty() && moment.state->plant->definition() == PlantDefinition()) {
        m_note->present(noPlantNote(moment));
        m_whole->setCurrentIndex(0);
        return;
    }
    m_whole->setCurrentIndex(1);
    m_plant = moment.state->plant;
    m_view.present(m_plant, moment.now);
    if (moment.chosen != m_followed) {
        m_followed = moment.chosen;
        if (const MachineLayout *layout = m_plant->machineByNumber(moment.chosen))
            choose(layout->machine().id);
    }
}

void ModelsPage::list()
{
    m_table->show(m_view.rows());
    m_panel->setSummary(Glyph::none,
                        {{tr("%1 of %2 machines have one").arg(m_view.withModel()).arg(m_table->all())}});
    m_table->mark(m_view.chosen());
}

void ModelsPage::choose(const std::string &machine)
{
    m_view.choose(machine);
    const MachineLayout *layout = m_plant ? m_plant->machine(machine) : nullptr;
    m_form->presentMachine(layout ? shown(machine + ' ' + layout->machine().title).trimmed()
                                  : shown(machine));
    m_table->mark(machine);
}

void ModelsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_form->setFixedWidth(width() < wideFrom ? narrowForm : wideForm);
    m_table->setCompact(height() < roomyFrom);
}

} // namespace rig::widgets
