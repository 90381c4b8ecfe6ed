#include "presentation/modelsview.h"

#include "domain/shown.h"
#include "presentation/numbers.h"

#include <algorithm>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::optional<std::chrono::hours> spanOf(ModelsView::Since since)
{
    switch (since) {
    case ModelsView::Since::day:
        return 24h;
    case ModelsView::Since::twoDays:
        return 48h;
    case ModelsView::Since::week:
        return 168h;
    case ModelsView::Since::all:
        break;
    }
    return {};
}

QString stepText(TrainingRun::Step step)
{
    switch (step) {
    case TrainingRun::Step::starting:
        return ModelsView::tr("Starting");
    case TrainingRun::Step::reading:
        return ModelsView::tr("Reading");
    case TrainingRun::Step::learning:
        break;
    }
    return ModelsView::tr("Learning");
}

QString runText(const TrainingRun &run)
{
    if (run.ending)
        return ModelsView::tr("Ending");
    if (run.step == TrainingRun::Step::starting)
        return stepText(run.step);
    return ModelsView::tr("%1 · %2 %").arg(stepText(run.step)).arg(static_cast<int>(run.share * 100));
}

} // namespace

ModelsView::ModelsView(ModelShelf &shelf, CommandSink &sink, Actor actor, QObject *parent)
    : QObject(parent), m_shelf(shelf), m_submitter(sink, std::move(actor))
{
}

void ModelsView::present(const PlantPtr &plant, Instant now)
{
    m_now = now;
    const auto state = m_shelf.state();
    const bool differs = state != m_state || plant != m_plant;
    if (differs) {
        // What became of a training is said where it was begun, also after another machine was looked at.
        if (state->ended && !(m_state && m_state->ended && m_state->ended->at == state->ended->at)) {
            const auto &outcome = state->ended->outcome;
            m_notices[state->ended->machine] =
                outcome ? Notice{Notice::Kind::said,
                                 tr("Learnt. The machine is judged by the new model."),
                                 {},
                                 {}}
                : outcome.error().kind == ErrorKind::cancelled
                    ? Notice{Notice::Kind::said, outcome.error().sentence, {}, {}}
                    : Notice{Notice::Kind::refused, outcome.error().sentence, {}, {}};
        }
        m_state = state;
        m_plant = plant;
        list();
    }
    const auto running = progress();
    const QString second = running ? running->time : QString();
    if (differs || second != m_second) {
        m_second = second;
        Q_EMIT changed();
    }
}

void ModelsView::list()
{
    std::vector<TableRow> rows;
    for (const Machine &machine : m_plant->definition().machines)
        if (!machine.retired)
            rows.push_back(modelRow(machine, stored(machine.id), stateOf(machine.id)));
    if (rows == m_rows)
        return;
    m_rows = std::move(rows);
    Q_EMIT listed();
}

const StoredModels &ModelsView::stored(const std::string &machine) const
{
    static const StoredModels none;
    if (!m_state)
        return none;
    const auto found = m_state->machines.find(machine);
    return found == m_state->machines.end() ? none : found->second;
}

QString ModelsView::stateOf(const std::string &machine) const
{
    if (m_state->running && m_state->running->machine == machine)
        return runText(*m_state->running);
    const StoredModels &models = stored(machine);
    if (models.trouble)
        return tr("cannot be used");
    if (!models.present)
        return m_state->known ? tr("no model") : u"–"_s;
    return misfit(machine).isEmpty() ? tr("in place") : tr("does not fit");
}

/// A sensor that the model knows and the machine does not have any more.
QString ModelsView::misfit(const std::string &machine) const
{
    const auto &model = stored(machine).present;
    const MachineLayout *layout = m_plant ? m_plant->machine(machine) : nullptr;
    if (!model || !layout)
        return {};
    for (const std::string &sensor : model->sensors)
        if (layout->slotOf(sensor) < 0)
            return shown(sensor);
    return {};
}

void ModelsView::choose(const std::string &machine)
{
    if (machine == m_chosen)
        return;
    m_chosen = machine;
    m_asked.reset();
    Q_EMIT changed();
}

int ModelsView::withModel() const
{
    return static_cast<int>(std::ranges::count_if(
        m_rows, [this](const TableRow &row) { return stored(row.key).present.has_value(); }));
}

std::vector<Fact> ModelsView::facts() const
{
    const auto &model = stored(m_chosen).present;
    return model ? factsOf(*model) : std::vector<Fact>();
}

std::vector<Fact> ModelsView::previousFacts() const
{
    const StoredModels &models = stored(m_chosen);
    return models.previous ? factsBefore(*models.previous, models.present) : std::vector<Fact>();
}

Notice ModelsView::obstacle() const
{
    const StoredModels &models = stored(m_chosen);
    if (!known() || m_chosen.empty())
        return {};
    if (models.trouble)
        return {
            Notice::Kind::refused, tr("Its model cannot be used. %1").arg(models.trouble->sentence), {}, {}};
    if (!models.present)
        return {Notice::Kind::question,
                tr("It has no model yet: only its limits judge it. Train one on a time in which the machine "
                   "was healthy."),
                {},
                {}};
    if (const QString sensor = misfit(m_chosen); !sensor.isEmpty())
        return {Notice::Kind::refused,
                tr("Its model knows a sensor '%1' that the machine does not have any more, so nothing judges "
                   "the machine by it. Train it anew.")
                    .arg(sensor),
                {},
                {}};
    return {};
}

void ModelsView::setSince(Since since)
{
    if (since == m_since)
        return;
    m_since = since;
    Q_EMIT changed();
}

std::optional<ModelsView::Progress> ModelsView::progress() const
{
    if (!m_state || !m_state->running || m_state->running->machine != m_chosen)
        return {};
    const TrainingRun &run = *m_state->running;
    return Progress{runText(run), stopwatchText(m_now - run.began), run.share, run.ending};
}

QString ModelsView::busyWith() const
{
    if (!m_state || !m_state->running || m_state->running->machine == m_chosen)
        return {};
    return tr("Machine %1 is being learnt. One training runs at a time.")
        .arg(shown(m_state->running->machine));
}

bool ModelsView::canRollBack() const
{
    return stored(m_chosen).previous && !m_pending && !m_asked && !progress();
}

Notice ModelsView::notice() const
{
    if (m_asked)
        return {Notice::Kind::question,
                tr("Judge machine %1 by the model before again, %2 in place of %3?")
                    .arg(shown(m_asked->machine), shown(m_asked->version),
                         m_asked->before.empty() ? tr("one that cannot be used") : shown(m_asked->before)),
                tr("Roll back"), tr("Keep")};
    const auto found = m_notices.find(m_chosen);
    return found == m_notices.end() ? Notice() : found->second;
}

void ModelsView::say(Notice::Kind kind, const QString &sentence)
{
    m_notices[m_chosen] = {kind, sentence, {}, {}};
    Q_EMIT changed();
}

void ModelsView::train()
{
    m_asked.reset();
    m_notices.erase(m_chosen);
    if (const Done begun = m_shelf.train(m_chosen, spanOf(m_since)); !begun)
        return say(Notice::Kind::refused, begun.error().sentence);
    present(m_plant, m_now);
}

void ModelsView::cancel()
{
    m_shelf.cancel();
    present(m_plant, m_now);
}

void ModelsView::rollBack()
{
    if (!canRollBack())
        return;
    const StoredModels &models = stored(m_chosen);
    m_asked = UseModel{m_chosen, models.present ? models.present->version : std::string(),
                       models.previous->version};
    Q_EMIT changed();
}

void ModelsView::answer(bool yes)
{
    const auto use = std::exchange(m_asked, std::nullopt);
    if (!use)
        return;
    if (yes) {
        m_pending = true;
        m_notices[use->machine] = {Notice::Kind::working, tr("Rolling back"), {}, {}};
        m_submitter.submit(*use, this, [this, machine = use->machine](const Result<QString> &result) {
            hear(machine, result);
        });
    }
    Q_EMIT changed();
}

void ModelsView::hear(const std::string &machine, const Result<QString> &result)
{
    m_pending = false;
    m_notices[machine] = result ? Notice{Notice::Kind::said, *result, {}, {}}
                                : Notice{Notice::Kind::refused, result.error().sentence, {}, {}};
    Q_EMIT changed();
}

} // namespace rig::presentation
