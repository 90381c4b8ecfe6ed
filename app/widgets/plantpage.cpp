#include "widgets/plantpage.h"

#include "domain/shown.h"
#include "presentation/numbers.h"
#include "presentation/planttables.h"
#include "widgets/button.h"
#include "widgets/formfields.h"
#include "widgets/notearea.h"
#include "widgets/panel.h"
#include "widgets/plantform.h"
#include "widgets/rowstable.h"
#include "widgets/segments.h"
#include "widgets/wordslabel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QResizeEvent>
#include <QShortcut>
#include <QStackedWidget>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Glyph;
using presentation::PlantSubject;
using presentation::Role;
using presentation::TextStyle;
using Kind = presentation::PlantSubject::Kind;

namespace {

constexpr int gap = 8;
constexpr int narrowForm = 352;
constexpr int wideForm = 440;
constexpr int wideFrom = 1600;
constexpr int roomyFrom = 900;  ///< high: rows of 34 px
constexpr int leastLower = 190; ///< height of machines and unknown names
constexpr int greatestLower = 320;
constexpr double lowerShare = .24; ///< of the page
constexpr int filterWidth = 170;
constexpr int cornerHeight = 26;

QWidget *cornerOf(std::initializer_list<QWidget *> parts)
{
    auto *corner = new QWidget;
    auto *row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gap);
    for (QWidget *part : parts)
        row->addWidget(part);
    return corner;
}

/// How many there are; where some are off, in `words`: how many are not, and how many are.
QString usedText(const RowsTable &table, const QString &words)
{
    const int off = table.off();
    return off == 0 ? QString::number(table.all()) : words.arg(table.all() - off).arg(off);
}

/// Where the names are counted.
bool countsNames(const SystemStatus &status)
{
    return status.role != u"watch" && !status.standsAside;
}

} // namespace

PlantPage::PlantPage(CommandSink &commands, Actor actor, const presentation::Theme &theme, QWidget *parent)
    : Page(tr("Plant"), parent),
      m_theme(theme),
      m_editor(commands, std::move(actor)),
      m_whole(new QStackedWidget),
      m_note(new NoteArea(theme)),
      m_sensorPanel(new Panel(theme)),
      m_scope(new Segments(theme)),
      m_filter(makeLine()),
      m_newSensor(new Button(Button::Kind::plain, tr("New sensor"), theme)),
      m_sensors(new RowsTable(presentation::sensorColumns(), theme)),
      m_legend(new WordsLabel(TextStyle::tiny, theme.colour(Role::text3))),
      m_machinePanel(new Panel(theme)),
      m_newMachine(new Button(Button::Kind::plain, tr("New machine"), theme)),
      m_machines(new RowsTable(presentation::machineColumns(), theme)),
      m_unknownPanel(new Panel(theme)),
      m_unknownWhole(new QStackedWidget),
      m_noUnknown(new NoteArea(theme)),
      m_unknown(new RowsTable(presentation::unknownColumns(), theme)),
      m_form(new PlantForm(m_editor, theme))
{
    layOut();
    addKeys();
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_sensors->find(words);
        countSensors();
    });
    connect(m_scope, &Segments::chosen, this, [this](int scope) { showScope(scope == 1); });
    connect(m_newSensor, &Button::clicked, this, [this] {
        edit({Kind::newSensor, {}, m_ofMachine ? chosenMachine() : std::string()}, true);
    });
    connect(m_newMachine, &Button::clicked, this, [this] {
        edit({Kind::newMachine, {}, chosenMachine()}, true);
    });
    connect(m_sensors, &RowsTable::chosen, this,
            [this](const std::string &key, int, bool byKey) { openSensor(key, byKey); });
    connect(m_machines, &RowsTable::chosen, this,
            [this](const std::string &key, int, bool byKey) { openMachine(key, byKey); });
    connect(m_unknown, &RowsTable::chosen, this, [this](const std::string &key, int column, bool) {
        if (column == presentation::unknownActionColumn)
            openUnknown(key);
    });
    connect(&m_editor, &presentation::PlantEditor::loaded, this, &PlantPage::mark);
}

void PlantPage::layOut()
{
    auto *lower = new QHBoxLayout;
    lower->setSpacing(gap);
    lower->addWidget(makeMachines(), 4);
    lower->addWidget(makeUnknown(), 5);
    auto *tables = new QVBoxLayout;
    tables->setSpacing(gap);
    tables->addWidget(makeSensors(), 1);
    tables->addLayout(lower);
    auto *content = new QWidget;
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gap);
    row->addLayout(tables, 1);
    row->addWidget(m_form);
    m_whole->addWidget(m_note);
    m_whole->addWidget(content);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_whole);
    setFocusProxy(m_sensors);
}

QWidget *PlantPage::makeSensors()
{
    m_scope->setSmall();
    m_scope->setAccessibleName(tr("Whose limits the table shows"));
    m_scope->add(tr("All machines"));
    m_scope->add(tr("Machine"));
    m_filter->setPlaceholderText(tr("Find"));
    m_filter->setAccessibleName(tr("Find a sensor"));
    m_filter->setToolTip(tr("Ctrl+F"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedSize(filterWidth, cornerHeight);
    m_newSensor->setSmall();
    m_sensors->setAccessibleName(tr("Sensors"));
    m_legend->setContentsMargins(0, 0, 0, 0);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 4);
    column->setSpacing(4);
    column->addWidget(m_sensors, 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(12, 0, 12, 0);
    foot->addWidget(m_legend);
    column->addLayout(foot);
    m_sensorPanel->setTitle(tr("Sensors and limits"));
    m_sensorPanel->setCorner(cornerOf({m_scope, m_filter, m_newSensor}));
    m_sensorPanel->setContent(content);
    return m_sensorPanel;
}

QWidget *PlantPage::makeMachines()
{
    m_newMachine->setSmall();
    m_machines->setAccessibleName(tr("Machines"));
    m_machinePanel->setTitle(tr("Machines"));
    m_machinePanel->setCorner(cornerOf({m_newMachine}));
    m_machinePanel->setContent(m_machines);
    return m_machinePanel;
}

QWidget *PlantPage::makeUnknown()
{
    m_unknown->setAccessibleName(tr("Names in the readings that are no sensor"));
    m_unknownPanel->setTitle(tr("Unknown names"));
    m_unknownWhole->addWidget(m_noUnknown);
    m_unknownWhole->addWidget(m_unknown);
    m_unknownPanel->setContent(m_unknownWhole);
    return m_unknownPanel;
}

void PlantPage::addKeys()
{
    // Seen pages alone get their keys: Qt leaves out shortcuts of what is hidden.
    const auto add = [this](const QKeySequence &key, auto act) {
        connect(new QShortcut(key, this), &QShortcut::activated, this, act);
    };
    add(QKeySequence::Find, [this] {
        m_filter->setFocus();
        m_filter->selectAll();
    });
    add(QKeySequence::Save, [this] { m_editor.save(); });
    add(Qt::Key_Escape, [this] {
        if (m_editor.notice().kind == presentation::PlantEditor::Notice::Kind::question)
            m_editor.answer(false);
        else
            m_editor.want({});
    });
}

std::vector<KeyMeaning> PlantPage::keys() const
{
    return {{u"Ctrl+F"_s, tr("Find a sensor")},
            {u"Enter"_s, tr("Open the row, or make a sensor of the name")},
            {u"Ctrl+S"_s, tr("Save what the form says")},
            {u"Esc"_s, tr("Leave the form")}};
}

void PlantPage::present(const Moment &moment)
{
    if (moment.machines.empty() && moment.state->plant->definition() == PlantDefinition()) {
        m_note->present(noPlantNote(moment));
        m_whole->setCurrentIndex(0);
    } else {
        m_whole->setCurrentIndex(1);
    }
    if (moment.chosen != m_chosen && m_chosen != 0)
        m_ofMachine = true; // chosen while this page is seen
    const bool differs = moment.state->plant != m_plant || moment.chosen != m_chosen;
    m_chosen = moment.chosen;
    if (differs)
        presentPlant(moment);
    presentUnknown(moment);
}

void PlantPage::presentPlant(const Moment &moment)
{
    if (moment.state->plant != m_plant)
        m_listed.reset(); // some of the names may be sensors by now
    m_plant = moment.state->plant;
    listSensors();
    m_machines->show(presentation::machineRows(*m_plant));
    m_form->presentMachine(chosenMachine());
    m_editor.present(m_plant);
    // A person who walks through a table by keys is not called back.
    if (!m_sensors->hasFocus() && !m_machines->hasFocus() && !m_unknown->hasFocus())
        mark();
    m_machinePanel->setSummary(Glyph::none, {{usedText(*m_machines, tr("%1 in use · %2 retired"))}});
}

void PlantPage::presentUnknown(const Moment &moment)
{
    const UnknownNameSummary &unknown = moment.system->keep.unknownNames;
    if (unknown != m_listed) {
        m_listed = unknown;
        m_unknown->show(presentation::unknownRows(*m_plant, unknown));
        std::vector<TextRun> runs;
        if (unknown.names > unknown.first.size())
            runs.push_back({tr("%1, the most frequent ones here; `rigctl plant unknown` lists all")
                                .arg(presentation::countNumber(unknown.names))});
        else if (m_unknown->count() > 0)
            runs.push_back({tr("not stored until they are sensors")});
        m_unknownPanel->setSummary(Glyph::none, std::move(runs));
    }
    m_unknownWhole->setCurrentIndex(m_unknown->count() == 0 ? 0 : 1);
    m_noUnknown->present(countsNames(*moment.system)
                             ? EmptyNote{tr("Every name in the readings is a sensor"), {}, Glyph::normal}
                             : EmptyNote{tr("Another program stores the readings"),
                                         tr("`rigctl plant unknown` lists the names that are no sensor."),
                                         Glyph::unknown});
}

std::string PlantPage::chosenMachine() const
{
    const MachineLayout *layout = m_plant ? m_plant->machineByNumber(m_chosen) : nullptr;
    return layout ? layout->machine().id : std::string();
}

void PlantPage::showScope(bool ofMachine)
{
    m_ofMachine = ofMachine;
    listSensors();
    mark();
}

void PlantPage::listSensors()
{
    if (!m_plant)
        return;
    const QString machine = shown(chosenMachine());
    m_scope->setWord(1, tr("Machine %1").arg(machine));
    m_scope->setChosen(m_ofMachine ? 1 : 0);
    m_scope->setVisible(!machine.isEmpty());
    m_sensors->show(presentation::sensorRows(*m_plant, m_ofMachine ? m_chosen : 0));
    m_legend->setText(
        m_ofMachine
            ? tr("½ half way to the end of the range   ·   own: set for machine %1   ·   without a sign: set "
                 "for the sensor")
                  .arg(machine)
            : tr("½ half way to the end of the range   ·   +1: so many machines have their own   ·   "
                 "without a sign: set for the sensor"));
    countSensors();
}

void PlantPage::countSensors()
{
    const bool some = m_sensors->count() < m_sensors->all();
    m_sensorPanel->setSummary(
        Glyph::none, {{some ? tr("%1 of %2").arg(m_sensors->count()).arg(m_sensors->all())
                            : usedText(*m_sensors, m_ofMachine ? tr("%1 in use · %2 retired or taken off")
                                                               : tr("%1 in use · %2 retired"))}});
}

void PlantPage::openSensor(const std::string &sensor, bool byKey)
{
    const MachineLayout *layout = m_ofMachine && m_plant ? m_plant->machineByNumber(m_chosen) : nullptr;
    if (layout && layout->slotOf(sensor) >= 0)
        edit({Kind::ownLimits, sensor, layout->machine().id}, byKey);
    else
        edit({Kind::sensor, sensor, {}}, byKey);
}

void PlantPage::openMachine(const std::string &machine, bool byKey)
{
    edit({Kind::machine, {}, machine}, byKey);
}

void PlantPage::openUnknown(const std::string &name)
{
    const auto &first = m_listed->first;
    const auto found = std::ranges::find(first, name, &UnknownName::name);
    if (found == first.end() || obstacleTo(*found) != NoSensor::fit)
        return;
    // Where other machines have it already this one gets it too.
    const auto &sensors = m_plant->definition().sensors;
    if (std::ranges::find(sensors, name, &Sensor::name) == sensors.end())
        return edit({Kind::newSensor, name, found->machine}, true);
    edit({Kind::sensor, name, found->machine}, true);
}

void PlantPage::edit(const PlantSubject &subject, bool byKey)
{
    m_editor.want(subject);
    const bool open = m_editor.subject().kind == subject.kind &&
                      m_editor.subject().sensor == subject.sensor &&
                      (subject.kind == Kind::sensor || m_editor.subject().machine == subject.machine);
    if (!open)
        mark(); // not yet: it is asked first
    else if (byKey)
        m_form->focusFirstField();
}

/// The rows of what is open.
void PlantPage::mark()
{
    const PlantSubject &subject = m_editor.subject();
    if (subject.kind == Kind::none && m_form->isAncestorOf(window()->focusWidget()))
        m_sensors->setFocus();
    const bool ofSensor = subject.kind == Kind::sensor || subject.kind == Kind::ownLimits;
    m_sensors->mark(ofSensor ? subject.sensor : std::string());
    m_machines->mark(subject.kind == Kind::machine ? subject.machine : std::string());
    m_unknown->mark(subject.kind == Kind::newSensor ? subject.sensor : std::string());
}

void PlantPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_chosen = 0; // what is chosen elsewhere is no wish to see the sensors of that machine
}

void PlantPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_form->setFixedWidth(width() < wideFrom ? narrowForm : wideForm);
    const int lower = std::clamp(static_cast<int>(height() * lowerShare), leastLower, greatestLower);
    m_machinePanel->setFixedHeight(lower);
    m_unknownPanel->setFixedHeight(lower);
    for (RowsTable *table : {m_sensors, m_machines, m_unknown})
        table->setCompact(height() < roomyFrom);
}

} // namespace rig::widgets
