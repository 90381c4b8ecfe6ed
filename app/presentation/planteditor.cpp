#include "presentation/planteditor.h"

#include "domain/shown.h"

#include <algorithm>

namespace rig::presentation {

using Kind = PlantSubject::Kind;

namespace {

/// A title for people, or the name where there is none such.
template <class Item>
QString titleIn(const std::vector<Item> &items, std::string Item::*key, const std::string &name)
{
    const auto found = std::ranges::find(items, name, key);
    return shown(found == items.end() ? name : found->title);
}

PlantSubject madeOf(const PlantSubject &subject, const PlantEdit &edit)
{
    if (subject.kind == Kind::newSensor && !edit.after.sensors.empty())
        return {Kind::sensor, edit.after.sensors.front().name, {}};
    if (subject.kind == Kind::newMachine && !edit.after.machines.empty())
        return {Kind::machine, {}, edit.after.machines.front().id};
    return subject;
}

} // namespace

PlantEditor::PlantEditor(CommandSink &sink, Actor actor, QObject *parent)
    : QObject(parent), m_submitter(sink, std::move(actor))
{
}

void PlantEditor::present(const PlantPtr &plant)
{
    if (plant == m_plant)
        return;
    m_plant = plant;
    if (!busy()) // the plant may come before the answer; whose change it holds only that tells
        compare();
}

void PlantEditor::compare()
{
    if (m_before && m_plant && m_plant->revision() == *m_before)
        return; // the change is on its way
    m_before.reset();
    const PlantDraft present = m_plant ? draftOf(m_plant->definition(), m_subject) : PlantDraft();
    if (present == m_clean) {
        m_seen = m_plant;
        if (m_question == Question::conflict)
            m_question = Question::none;
        Q_EMIT changed();
    } else if (!dirty()) {
        takePresent();
    } else {
        m_question = Question::conflict;
        Q_EMIT changed();
    }
}

void PlantEditor::want(const PlantSubject &subject)
{
    if (subject == m_subject && m_question != Question::leave)
        return;
    if (!dirty()) {
        open(subject);
        return;
    }
    m_wanted = subject;
    m_question = subject == m_subject ? Question::none : Question::leave;
    Q_EMIT changed();
}

void PlantEditor::open(const PlantSubject &subject)
{
    m_subject = subject;
    m_said = {};
    const bool gives = subject.kind == Kind::sensor && !subject.machine.empty();
    if (gives)
        m_subject.machine.clear();
    takePresent();
    auto *sensor = std::get_if<SensorDraft>(&m_draft);
    if (gives && sensor && sensor->machines.insert(subject.machine).second) {
        Q_EMIT loaded();
        Q_EMIT changed();
    }
}

void PlantEditor::takePresent()
{
    m_question = Question::none;
    m_seen = m_plant;
    m_clean = m_seen ? draftOf(m_seen->definition(), m_subject) : PlantDraft();
    if (std::holds_alternative<std::monostate>(m_clean))
        m_subject = {};
    m_draft = m_clean;
    Q_EMIT loaded();
    Q_EMIT changed();
}

void PlantEditor::keepTyped()
{
    m_seen = m_plant;
    m_clean = m_seen ? draftOf(m_seen->definition(), m_subject) : PlantDraft();
}

void PlantEditor::change(PlantDraft draft)
{
    if (draft == m_draft)
        return;
    m_draft = std::move(draft);
    if (m_said.kind == Notice::Kind::said)
        m_said = {};
    Q_EMIT changed();
}

void PlantEditor::undo()
{
    m_said = {};
    takePresent();
}

bool PlantEditor::canSave() const
{
    return m_seen && !busy() && m_question != Question::conflict && (dirty() || m_subject.isNew());
}

void PlantEditor::save()
{
    if (!canSave())
        return;
    m_question = Question::none;
    const auto edit = editOf(m_seen->definition(), m_subject, m_draft);
    if (!edit)
        say(edit.error().sentence, true);
    else if (edit->empty())
        say(tr("Nothing is different from what there is."), false);
    else
        submit(*edit);
}

void PlantEditor::submit(const PlantEdit &edit)
{
    const auto next = edited(m_seen->definition(), edit);
    if (!next) {
        say(next.error().sentence, true);
        return;
    }
    const PlantSubject becomes = madeOf(m_subject, edit);
    const auto plant = Plant::make(m_seen->revision(), *next);
    m_pending = Pending{m_subject, becomes, m_draft, draftOf(*next, becomes), plant ? *plant : PlantPtr()};
    m_before = m_plant->revision();
    m_said = {};
    Q_EMIT changed();
    m_submitter.submit(EditPlant{edit}, this, [this](const Result<QString> &result) { heard(result); });
}

void PlantEditor::heard(const Result<QString> &result)
{
    const Pending pending = *std::exchange(m_pending, std::nullopt);
    const QString sentence = result ? *result : result.error().sentence;
    if (!result || m_plant->revision() != m_before)
        m_before.reset();
    if (m_subject != pending.subject) {
        say(tr("%1: %2").arg(titleOf(pending.subject), sentence), !result);
        compare();
        return;
    }
    if (!result) {
        say(sentence, true);
        compare();
        return;
    }
    m_subject = pending.becomes;
    m_clean = pending.expected;
    m_seen = m_before && pending.plant ? pending.plant : m_plant;
    m_question = Question::none;
    const bool same = m_draft == pending.submitted;
    if (same)
        m_draft = m_clean;
    else if (auto *sensor = std::get_if<SensorDraft>(&m_draft))
        sensor->name = shown(m_subject.sensor);
    else if (auto *machine = std::get_if<MachineDraft>(&m_draft))
        machine->id = shown(m_subject.machine);
    Q_EMIT loaded();
    say(sentence, false);
    compare();
}

void PlantEditor::say(const QString &sentence, bool refused)
{
    m_said = {refused ? Notice::Kind::refused : Notice::Kind::said, sentence, {}, {}};
    Q_EMIT changed();
}

bool PlantEditor::retired() const
{
    return m_seen && isRetired(m_seen->definition(), m_subject);
}

bool PlantEditor::canRetire() const
{
    return (m_subject.kind == Kind::sensor || m_subject.kind == Kind::machine) && !dirty() && !busy();
}

void PlantEditor::turnRetirement()
{
    if (!canRetire())
        return;
    m_question = Question::retire;
    Q_EMIT changed();
}

void PlantEditor::answer(bool yes)
{
    const Question question = std::exchange(m_question, Question::none);
    if (question == Question::leave && yes)
        return open(m_wanted);
    if (question == Question::conflict && yes)
        return undo();
    if (question == Question::conflict)
        keepTyped();
    if (question == Question::retire && yes && !busy())
        return submit(retirementOf(m_seen->definition(), m_subject));
    Q_EMIT changed();
}

PlantEditor::Notice PlantEditor::notice() const
{
    if (m_question != Question::none)
        return question();
    if (busy())
        return {Notice::Kind::working, tr("Waiting for the answer."), {}, {}};
    return m_said;
}

PlantEditor::Notice PlantEditor::question() const
{
    const auto ask = [](const QString &sentence, const QString &yes, const QString &no) {
        return Notice{Notice::Kind::question, sentence, yes, no};
    };
    if (m_question == Question::leave)
        return ask(tr("What you typed is not saved."), tr("Discard it"), tr("Stay here"));
    if (m_question == Question::conflict) {
        const PlantDraft present = m_plant ? draftOf(m_plant->definition(), m_subject) : PlantDraft();
        const QString what = differences(m_clean, present).join(u'\n');
        return ask(tr("Somebody else changed this meanwhile.") + u'\n' + what, tr("Show what there is"),
                   tr("Keep what I typed"));
    }
    if (retired())
        return ask(tr("%1: read again once brought back.").arg(title()), tr("Bring back"), tr("Not now"));
    return ask(tr("%1: no longer read once retired. What it stored stays readable.").arg(title()),
               tr("Retire"), tr("Keep it"));
}

QString PlantEditor::titleOf(const PlantSubject &subject) const
{
    const PlantDefinition none;
    const PlantDefinition &plant = m_seen ? m_seen->definition() : none;
    const QString sensor = titleIn(plant.sensors, &Sensor::name, subject.sensor);
    switch (subject.kind) {
    case Kind::none:
        break;
    case Kind::sensor:
        return tr("Sensor %1").arg(sensor);
    case Kind::newSensor:
        return tr("New sensor");
    case Kind::ownLimits:
        return tr("%1 on %2").arg(sensor, shown(subject.machine));
    case Kind::machine:
        return tr("Machine %1").arg(titleIn(plant.machines, &Machine::id, subject.machine));
    case Kind::newMachine:
        return tr("New machine");
    }
    return {};
}

} // namespace rig::presentation
