#include "widgets/scenepanel.h"

#include "domain/plant.h"
#include "presentation/findinglists.h"
#include "presentation/machinesummary.h"
#include "presentation/originmark.h"
#include "presentation/sensorcard.h"
#include "presentation/worstsensor.h"
#include "widgets/glyphpainter.h"
#include "widgets/page.h"

#include <QPainter>
#include <QWindow>

#include <algorithm>
#include <utility>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::MachineSummary;

namespace {

constexpr int signSize = 15;

} // namespace

ScenePanel::ScenePanel(Scene scene, const presentation::Theme &theme, QWidget *parent)
    : Panel(theme, parent), m_scene(std::move(scene))
{
}

void ScenePanel::open()
{
    if (m_container || !m_scene.make)
        return;
    m_container = QWidget::createWindowContainer(m_scene.make());
    m_scene.nameSensorsBy([this](std::int32_t machine, int slot) { return tagOf(machine, slot); });
    m_scene.onWent([this](std::int32_t machine) { Q_EMIT went(machine); });
    m_scene.onPicked([this](std::int32_t machine) { Q_EMIT picked(machine); });
    m_scene.onNoteWanted([this](std::int32_t machine, int slot) { Q_EMIT noteWanted(machine, slot); });
    m_container->setFocusPolicy(Qt::NoFocus);
    m_container->setAccessibleName(tr("The factory floor in three dimensions"));
    setContent(m_container);
}

void ScenePanel::presentHead(const Moment &moment)
{
    const auto machine = std::ranges::find(moment.machines, moment.chosen, &MachineSummary::number);
    const bool ofOne = !m_ofPlant && machine != moment.machines.end();
    setTitle(ofOne ? tr("Floor · %1").arg(machine->title) : tr("Floor"));
    std::vector<Chip> chips;
    for (const MachineSummary &one : moment.machines)
        for (const Origin origin : ofOne &&one.number != moment.chosen ? std::vector<Origin>() : one.origins)
            if (const auto mark = presentation::markOf(origin))
                if (const Chip chip{mark->brief, mark->status}; std::ranges::find(chips, chip) == chips.end())
                    chips.push_back(chip);
    setChips(std::move(chips));
    const NotesView *notes = moment.notes.get();
    if (moment.notesOutdated)
        setNote(notes ? tr("Notes: not the newest") : tr("Notes could not be asked for"));
    else if (notes && notes->all > notes->notes.size())
        setNote(tr("Flags of the newest %1 of %2 notes").arg(notes->notes.size()).arg(notes->all));
    else
        setNote({});
}

void ScenePanel::present(const Moment &moment)
{
    presentHead(moment);
    if (!m_container || !isVisible())
        return;
    const auto state = presentation::withPresentScores(moment.state, moment.findings.get());
    std::size_t count = 0;
    for (const MachineState &one : state->machines) {
        const MachineLayout *layout = state->plant->machineByNumber(one.machine);
        if (!layout || layout->machine().retired)
            continue;
        if (count == m_plates.size())
            m_plates.emplace_back();
        ScenePlate &painted = m_plates[count++];
        const presentation::Plate plate = presentation::plateOf(*state, one.machine);
        if (painted.machine == one.machine && painted.plate == plate && !painted.sign.isNull())
            continue;
        painted.machine = one.machine;
        paint(painted, plate);
    }
    m_plates.resize(count);
    m_state = state;
    const auto order = presentation::firstOutOrder(moment.findings.get(), *state);
    for (ScenePlate &plate : m_plates) {
        const auto own = order.find(plate.machine);
        plate.order = own == order.end() ? 0 : own->second;
    }
    m_scene.present(state, moment.chosen, m_plates);
    presentNotes(moment);
    if (m_wanted)
        walkToCause(*std::exchange(m_wanted, {}));
    else if (m_shown != 0 && moment.findings)
        for (const StoredFinding &stored : moment.findings->findings)
            if (stored.id == m_shown)
                renewCause(stored);
}

void ScenePanel::presentNotes(const Moment &moment)
{
    if (!moment.notes || (moment.notes == m_notes && m_state->plant == m_notesPlant))
        return;
    m_notes = moment.notes;
    m_notesPlant = m_state->plant;
    m_scene.pin(presentation::floorNotes(*m_notes, *m_notesPlant));
}

void ScenePanel::walkToCause(const StoredFinding &finding)
{
    if (!m_container || !m_state) {
        m_wanted = finding;
        return;
    }
    const auto cause = presentation::floorCauseOf(finding, *m_state);
    if (!cause)
        return;
    m_shown = finding.finding.ended ? 0 : finding.id;
    m_cause = *cause;
    m_scene.walkToCause(m_cause);
}

void ScenePanel::renewCause(const StoredFinding &finding)
{
    const auto cause = presentation::floorCauseOf(finding, *m_state);
    if (!cause || *cause == m_cause)
        return;
    m_cause = *cause;
    m_shown = finding.finding.ended ? 0 : finding.id;
    m_scene.renewCause(m_cause);
}

void ScenePanel::say(const QString &sentence)
{
    if (m_container)
        m_scene.say(sentence);
}

void ScenePanel::goToNumber(int number)
{
    forgetCause();
    if (m_container)
        m_scene.goToNumber(number);
}

void ScenePanel::stepBack()
{
    forgetCause();
    if (m_container)
        m_scene.stepBack();
}

void ScenePanel::switchExpected()
{
    if (m_container)
        m_scene.switchExpected();
}

void ScenePanel::returnToChosen()
{
    forgetCause();
    if (m_container)
        m_scene.returnToChosen();
}

void ScenePanel::forgetCause()
{
    m_wanted.reset();
    m_shown = 0;
}

const QImage &ScenePanel::sign(presentation::Glyph glyph) const
{
    // One picture for all who wear it: the scene tells by it whether anything changed.
    QImage &sign = m_signs[{glyph, devicePixelRatioF()}];
    if (sign.isNull())
        sign = glyphPixmap(glyph, signSize, devicePixelRatioF(), theme()).toImage();
    return sign;
}

SceneTag ScenePanel::tagOf(std::int32_t machine, int slot) const
{
    const auto at = static_cast<std::size_t>(slot);
    const MachineLayout *layout = m_state ? m_state->plant->machineByNumber(machine) : nullptr;
    const MachineState *state = m_state ? presentation::machineState(*m_state, machine) : nullptr;
    if (!layout || !state || at >= layout->columns().size() || at >= state->sensors.size())
        return {};
    const MachineLayout::Column &column = layout->columns()[at];
    const presentation::SensorCard card = presentation::filledCard(
        presentation::blankCard(slot, column), *column.sensor, state->sensors[at], state->run, m_state->time);
    QString value = card.value;
    if (!card.unit.isEmpty())
        value += u' ' + card.unit;
    if (!card.chip.isEmpty())
        value += u" · "_s + card.chip;
    const presentation::Status status = statusOf(card.glyph);
    const bool quiet = presentation::urgency(card.glyph) == 0;
    return {card.title, value, sign(card.glyph),
            quiet ? theme().colour(presentation::Role::text1) : theme().edge(status)};
}

void ScenePanel::paint(ScenePlate &painted, const presentation::Plate &plate) const
{
    using presentation::Role;
    painted.sign = sign(plate.glyph);
    painted.edge = theme().colour(Role::lineStrong);
    if (presentation::urgency(plate.glyph) > 0)
        painted.edge = theme().edge(statusOf(plate.glyph));
    else if (plate.found)
        painted.edge = theme().edge(presentation::Status::warning);
    painted.markColour = theme().status(plate.markStatus).ink;
    // Weeks are green in the neon theme, as nothing else that is normal.
    painted.lifeColour = plate.lifeWords.status == presentation::Status::normal && !theme().neon()
                             ? theme().colour(Role::text1)
                             : theme().status(plate.lifeWords.status).ink;
    painted.plate = plate;
}

void ScenePanel::paintInto(QImage &picture, const QWidget &window) const
{
    if (!m_container || !isVisible() || !m_scene.picture)
        return;
    const QRect place(m_container->mapTo(&window, QPoint()), m_container->size());
    QPainter painter(&picture);
    painter.drawImage(QRectF(place), m_scene.picture());
}

} // namespace rig::widgets
