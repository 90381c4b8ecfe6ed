#include "widgets/plantform.h"

#include "domain/shown.h"
#include "widgets/button.h"
#include "widgets/formfields.h"
#include "widgets/machineform.h"
#include "widgets/notearea.h"
#include "widgets/noticebox.h"
#include "widgets/ownlimitsform.h"
#include "widgets/segments.h"
#include "widgets/sensorform.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QStackedWidget>

#include <algorithm>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Glyph;
using presentation::PlantEditor;
using presentation::PlantSubject;
using Kind = presentation::PlantSubject::Kind;

namespace {

constexpr int margin = 12;

/// Whether the form is about a sensor of a machine that has it.
bool hasSensor(const PlantPtr &plant, const std::string &machine, const std::string &sensor)
{
    const MachineLayout *layout = plant ? plant->machine(machine) : nullptr;
    return layout && layout->slotOf(sensor) >= 0;
}

} // namespace

PlantForm::PlantForm(PlantEditor &editor, const presentation::Theme &theme, QWidget *parent)
    : Panel(theme, parent),
      m_editor(editor),
      m_whole(new QStackedWidget),
      m_note(new NoteArea(theme)),
      m_scopes(new Segments(theme)),
      m_scroll(new QScrollArea),
      m_forms(new QStackedWidget),
      m_sensor(new SensorForm(theme)),
      m_limits(new OwnLimitsForm(theme)),
      m_machineForm(new MachineForm(theme)),
      m_notice(new NoticeBox(theme)),
      m_close(new Button(Button::Kind::plain, tr("Close"), theme)),
      m_retire(new Button(Button::Kind::plain, {}, theme)),
      m_undo(new Button(Button::Kind::plain, tr("Undo"), theme)),
      m_save(new Button(Button::Kind::primary, tr("Save"), theme))
{
    m_note->present({tr("Nothing is open"),
                     tr("A click or Enter in a table opens a sensor or a machine here, to be changed."),
                     Glyph::none});
    m_scopes->setAccessibleName(tr("Whose limits"));
    m_scopes->add(tr("All machines"));
    m_scopes->add({});
    for (QWidget *form : {static_cast<QWidget *>(m_sensor), static_cast<QWidget *>(m_limits),
                          static_cast<QWidget *>(m_machineForm)})
        m_forms->addWidget(form);
    m_scroll->setWidget(m_forms);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_forms->setAutoFillBackground(false);
    m_forms->setContentsMargins(margin, 4, margin, 0);

    auto *open = new QWidget;
    auto *column = new QVBoxLayout(open);
    column->setContentsMargins(0, 8, 0, margin);
    column->setSpacing(formGap);
    auto *scopes = new QHBoxLayout;
    scopes->setContentsMargins(margin, 0, margin, 0);
    scopes->addWidget(m_scopes);
    scopes->addStretch(1);
    column->addLayout(scopes);
    column->addWidget(m_scroll, 1);
    column->addWidget(makeFoot());
    m_whole->addWidget(m_note);
    m_whole->addWidget(open);
    setContent(m_whole);

    connectParts();
    load();
    refresh();
}

void PlantForm::connectParts()
{
    connect(m_sensor, &SensorForm::edited, this, &PlantForm::take);
    connect(m_limits, &OwnLimitsForm::edited, this, &PlantForm::take);
    connect(m_machineForm, &MachineForm::edited, this, &PlantForm::take);
    connect(&m_editor, &PlantEditor::loaded, this, &PlantForm::load);
    connect(&m_editor, &PlantEditor::changed, this, &PlantForm::refresh);
    connect(m_scopes, &Segments::chosen, this, [this](int scope) {
        const std::string &sensor = m_editor.subject().sensor;
        const std::string &own = m_editor.subject().machine;
        m_editor.want(scope == 0 ? PlantSubject{Kind::sensor, sensor, {}}
                                 : PlantSubject{Kind::ownLimits, sensor, own.empty() ? m_machine : own});
    });
}

QWidget *PlantForm::makeFoot()
{
    m_close->setSmall();
    m_close->setKeyHint(u"Esc"_s);
    setCorner(m_close);
    m_save->setKeyHint(u"Ctrl+S"_s);
    auto *foot = new QWidget;
    auto *column = new QVBoxLayout(foot);
    column->setContentsMargins(margin, 0, margin, 0);
    column->setSpacing(formGap);
    column->addWidget(m_notice);
    auto *row = new QHBoxLayout;
    row->setSpacing(formGap);
    row->addWidget(m_retire);
    row->addStretch(1);
    row->addWidget(m_undo);
    row->addWidget(m_save);
    column->addLayout(row);
    connect(m_notice, &NoticeBox::answered, &m_editor, &PlantEditor::answer);
    connect(m_close, &Button::clicked, this, [this] { m_editor.want({}); });
    connect(m_retire, &Button::clicked, &m_editor, &PlantEditor::turnRetirement);
    connect(m_undo, &Button::clicked, &m_editor, &PlantEditor::undo);
    connect(m_save, &Button::clicked, &m_editor, &PlantEditor::save);
    return foot;
}

void PlantForm::presentMachine(const std::string &machine)
{
    if (machine == m_machine)
        return;
    m_machine = machine;
    refreshScopes();
}

void PlantForm::focusFirstField()
{
    const auto canBeTyped = [this](const QWidget *field) {
        const auto *line = qobject_cast<const QLineEdit *>(field);
        return m_forms->currentWidget()->isAncestorOf(field) && field->isVisibleTo(this) &&
               (field->focusPolicy() & Qt::TabFocus) != 0 && !(line && line->isReadOnly());
    };
    for (QWidget *each = m_forms->currentWidget()->nextInFocusChain(); each != m_forms->currentWidget();
         each = each->nextInFocusChain())
        if (canBeTyped(each))
            return each->setFocus();
}

void PlantForm::load()
{
    const PlantDefinition none;
    const PlantDefinition &plant = m_editor.seen() ? m_editor.seen()->definition() : none;
    const PlantSubject &subject = m_editor.subject();
    const auto &draft = m_editor.draft();
    m_whole->setCurrentIndex(subject.kind == Kind::none ? 0 : 1);
    if (const auto *sensor = std::get_if<presentation::SensorDraft>(&draft)) {
        m_sensor->load(*sensor, subject.isNew(), plant);
        m_forms->setCurrentWidget(m_sensor);
    } else if (const auto *limits = std::get_if<presentation::OwnLimitsDraft>(&draft)) {
        m_limits->load(*limits, *std::ranges::find(plant.sensors, subject.sensor, &Sensor::name));
        m_forms->setCurrentWidget(m_limits);
    } else if (const auto *machine = std::get_if<presentation::MachineDraft>(&draft)) {
        m_machineForm->load(*machine, subject.isNew(), plant, shown(subject.machine));
        m_forms->setCurrentWidget(m_machineForm);
    }
}

void PlantForm::take()
{
    if (m_forms->currentWidget() == m_sensor)
        m_editor.change(m_sensor->draft());
    else if (m_forms->currentWidget() == m_limits)
        m_editor.change(m_limits->draft());
    else
        m_editor.change(m_machineForm->draft());
}

void PlantForm::refreshScopes()
{
    const PlantSubject &subject = m_editor.subject();
    const bool own = subject.kind == Kind::ownLimits;
    const std::string &machine = own ? subject.machine : m_machine;
    m_scopes->setVisible(
        own || (subject.kind == Kind::sensor && hasSensor(m_editor.seen(), machine, subject.sensor)));
    m_scopes->setWord(1, tr("Limits of %1 alone").arg(shown(machine)));
    m_scopes->setChosen(own ? 1 : 0);
}

void PlantForm::refresh()
{
    const PlantSubject &subject = m_editor.subject();
    const bool open = subject.kind != Kind::none;
    if (!open || subject.isNew()) {
        setTitle(open ? m_editor.title() : tr("Change"));
        setSummary(Glyph::none, {});
    } else {
        setTitle(m_editor.retired() ? tr("Retired") : tr("Change"));
        setSummary(Glyph::none, {{m_editor.title(), true}});
    }
    refreshScopes();
    const QString counting =
        m_editor.seen() && open
            ? presentation::countingText(m_editor.seen()->definition(), subject, m_editor.draft())
            : QString();
    m_sensor->presentCounting(counting);
    m_limits->presentCounting(counting);
    m_notice->present(m_editor.notice());
    m_close->setVisible(open);
    m_retire->setVisible(subject.kind == Kind::sensor || subject.kind == Kind::machine);
    m_retire->setText(m_editor.retired() ? tr("Bring back") : tr("Retire"));
    m_retire->updateGeometry();
    m_retire->setToolTip(m_editor.dirty() ? tr("Save or undo what you typed first.") : QString());
    const std::pair<Button *, bool> buttons[] = {{m_retire, m_editor.canRetire()},
                                                 {m_undo, m_editor.dirty() && !m_editor.busy()},
                                                 {m_save, m_editor.canSave() || m_editor.busy()}};
    for (const auto &[button, enabled] : buttons) {
        // One that is switched off would hand the keyboard to the next, which nobody chose.
        if (button->hasFocus() && !enabled)
            button->clearFocus();
        button->setEnabled(enabled);
    }
    m_save->setBusy(m_editor.busy());
}

} // namespace rig::widgets
