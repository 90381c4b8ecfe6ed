#include "presentation/modelsview.h"

#include "domain/shown.h"
#include "presentation/numbers.h"

#include <QPointer>
#include <QUuid>

#include <algorithm>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// "12 Jan 2026 08:15"
QString momentText(Instant instant)
{
    return dayText(instant).section(u' ', 1) + u' ' + timeText(instant).left(5);
}

/// "2.0 d", "8.0 h", "12 min": how long a model was taught.
QString lengthText(const ModelFacts &model)
{
    using Hours = std::chrono::duration<double, std::ratio<3600>>;
    if (!model.first)
        return u"–"_s;
    const double hours = Hours(*model.last - *model.first).count();
    if (hours >= 47.5)
        return ModelsView::tr("%1 d").arg(fixedNumber(hours / 24, 1));
    return hours >= 1.95 ? ModelsView::tr("%1 h").arg(fixedNumber(hours, 1))
                         : ModelsView::tr("%1 min").arg(fixedNumber(hours * 60, 0));
}

/// Two figures that tell: "0.25", "3.1", "144".
QString rateText(double rate)
{
    return rate > 0 && rate < .005 ? u"< 0.01"_s : fixedNumber(rate, rate < 1 ? 2 : rate < 10 ? 1 : 0);
}

QString findingsText(const ModelFacts &model)
{
    const auto perDay = model.findingsPerDay();
    return perDay ? rateText(*perDay) : u"–"_s;
}

QString percentText(double share)
{
    return ModelsView::tr("%1 %").arg(fixedNumber(share * 100, 2));
}

QString partsText(const ModelFacts &model)
{
    QStringList parts;
    if (model.subspace)
        parts.append(ModelsView::tr("subspace"));
    if (model.forest)
        parts.append(ModelsView::tr("forest"));
    if (model.autoencoder)
        parts.append(ModelsView::tr("autoencoder"));
    return parts.join(u", "_s);
}

QString namesOf(const std::vector<std::string> &names)
{
    QStringList texts;
    for (const std::string &name : names)
        texts.append(shown(name));
    return texts.join(u", "_s);
}

std::optional<double> numberOf(const std::optional<Instant> &instant)
{
    return instant ? std::optional(static_cast<double>(instant->time_since_epoch().count())) : std::nullopt;
}

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
    : QObject(parent), m_shelf(shelf), m_sink(sink), m_actor(std::move(actor))
{
}

std::vector<TableColumn> ModelsView::columns()
{
    return {{tr("Machine"), 120, CellStyle::strong}, {tr("Model"), 104, CellStyle::key},
            {tr("Trained"), 132, CellStyle::body},   {tr("Taught by"), 84, CellStyle::number},
            {tr("Readings"), 88, CellStyle::number}, {tr("Findings/day"), 124, CellStyle::number},
            {tr("Before"), 100, CellStyle::key},     {tr("State"), 152, CellStyle::quiet}};
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
            rows.push_back(rowOf(machine));
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

TableRow ModelsView::rowOf(const Machine &machine) const
{
    const StoredModels &models = stored(machine.id);
    const auto &model = models.present;
    const QString id = shown(machine.id);
    TableRow row{machine.id, false, {}};
    row.cells = {{machine.title.empty() ? id : id + u' ' + shown(machine.title)},
                 {model ? shown(model->version) : u"–"_s},
                 {model && model->trained ? momentText(*model->trained) : u"–"_s,
                  {},
                  model ? numberOf(model->trained) : std::nullopt},
                 {model ? lengthText(*model) : u"–"_s,
                  {},
                  model && model->first
                      ? std::optional(std::chrono::duration<double>(*model->last - *model->first).count())
                      : std::nullopt},
                 {model ? countNumber(static_cast<std::uint64_t>(model->rows)) : u"–"_s,
                  {},
                  model ? std::optional(static_cast<double>(model->rows)) : std::nullopt},
                 {model ? findingsText(*model) : u"–"_s, {}, model ? model->findingsPerDay() : std::nullopt},
                 {models.previous ? shown(models.previous->version) : u"–"_s},
                 {stateOf(machine.id)}};
    return row;
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

std::vector<ModelsView::Fact> ModelsView::facts() const
{
    const auto &model = stored(m_chosen).present;
    if (!model)
        return {};
    std::vector<Fact> facts{
        {tr("Version"), shown(model->version)},
        {tr("Trained"), model->trained ? momentText(*model->trained) + u" UTC"_s : u"–"_s}};
    if (model->first) {
        facts.push_back({tr("First reading"), momentText(*model->first) + u" UTC"_s});
        facts.push_back({tr("Last reading"), momentText(*model->last) + u" UTC"_s});
    }
    facts.push_back({tr("Readings"), countNumber(static_cast<std::uint64_t>(model->rows))});
    facts.push_back({tr("Sensors"), QString::number(model->sensors.size())});
    if (!model->leftOut.empty())
        facts.push_back({tr("Left out"), namesOf(model->leftOut)});
    facts.push_back({tr("Detectors"), partsText(*model)});
    facts.push_back(
        {tr("Anomalous of its own readings"),
         tr("%1 (%2 wanted)").arg(percentText(model->anomalousShare), percentText(model->nominalShare))});
    facts.push_back({tr("Findings expected, while healthy"),
                     model->findingsPerDay() ? tr("%1 a day").arg(findingsText(*model)) : u"–"_s});
    return facts;
}

std::vector<ModelsView::Fact> ModelsView::previousFacts() const
{
    const auto &model = stored(m_chosen).previous;
    if (!model)
        return {};
    return {{tr("Version"), shown(model->version)},
            {tr("Trained"), model->trained ? momentText(*model->trained) + u" UTC"_s : u"–"_s},
            {tr("Readings"),
             tr("%1 in %2").arg(countNumber(static_cast<std::uint64_t>(model->rows)), lengthText(*model))},
            {tr("Findings expected, while healthy"),
             model->findingsPerDay() ? tr("%1 a day").arg(findingsText(*model)) : u"–"_s}};
}

Notice ModelsView::obstacle() const
{
    const StoredModels &models = stored(m_chosen);
    if (!known() || m_chosen.empty())
        return {};
    if (models.trouble)
        return {Notice::Kind::refused,
                tr("Its model cannot be used, and nothing judges the machine by one. %1")
                    .arg(models.trouble->sentence),
                {},
                {}};
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
        const std::string id = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
        m_sink.submit({id, m_actor, *use},
                      [self = QPointer(this), machine = use->machine](const Result<QString> &result) {
                          if (self)
                              self->hear(machine, result);
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
