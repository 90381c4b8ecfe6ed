#include "presentation/findinglists.h"

#include "domain/heldrow.h"
#include "domain/shown.h"
#include "presentation/evidence.h"
#include "presentation/machinesummary.h"
#include "presentation/numbers.h"

#include <QCoreApplication>

#include <algorithm>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::FindingLists)
};

constexpr auto leastFresh = 10s;
constexpr int intervalsFresh = 3;

/// A score that is older says nothing of now: the machine sends as often as its quickest sensor.
Instant::duration freshFor(const MachineLayout *layout)
{
    std::optional<milliseconds> quickest;
    for (std::size_t i = 0; layout && i < layout->columns().size(); ++i)
        if (const auto &column = layout->columns()[i]; column.live)
            quickest = std::min(quickest.value_or(column.sensor->interval), column.sensor->interval);
    return std::max<Instant::duration>(leastFresh, intervalsFresh * quickest.value_or(milliseconds(0)));
}

bool isFresh(const MachineScore &score, const PlantState &state)
{
    return state.time - score.at <= freshFor(state.plant->machineByNumber(score.machine));
}

/// What is stored is heard of a little later than what is judged here.
const MachineScore *newestScore(const FindingsView *view, const MachineState &machine)
{
    const MachineScore *newest = machine.score ? &*machine.score : nullptr;
    if (!view)
        return newest;
    const auto stored = std::ranges::find(view->scores, machine.machine, &MachineScore::machine);
    return stored != view->scores.end() && (!newest || newest->at < stored->at) ? &*stored : newest;
}

double secondsSince1970(Instant at)
{
    return static_cast<double>(at.time_since_epoch().count()) / 1e6;
}

QString machineId(const Plant &plant, std::int32_t number)
{
    const MachineLayout *layout = plant.machineByNumber(number);
    return layout ? shown(layout->machine().id) : noValueText();
}

QString tipOf(const std::optional<MarkOfFinding> &mark)
{
    if (!mark)
        return {};
    const QString by = Words::tr("by %1").arg(shown(mark->by));
    return mark->note.empty() ? by : shown(mark->note) + u", "_s + by;
}

TableRow rowOf(const StoredFinding &stored, const PlantState &state)
{
    const Finding &finding = stored.finding;
    const auto lasted = finding.ended.value_or(state.time) - finding.started;
    const bool today = std::chrono::floor<std::chrono::days>(finding.started) ==
                       std::chrono::floor<std::chrono::days>(state.time);
    const QString day = dayText(finding.started).section(u' ', 1, 2);
    const QString time = timeText(finding.started);
    TableRow row{std::to_string(stored.id), false, {}};
    row.cells = {{machineId(*state.plant, finding.machine)},
                 {findingText(finding, *state.plant)},
                 {fixedNumber(finding.score, 2), {}, finding.score},
                 {today ? time : day + u' ' + time.left(5),
                  dayText(finding.started) + u' ' + time + Words::tr(" UTC"),
                  secondsSince1970(finding.started)},
                 {ageText(lasted), {}, static_cast<double>(lasted.count())},
                 {finding.ended ? Words::tr("ended") : Words::tr("stands")},
                 {stored.mark ? markText(stored.mark->mark) : QString(), tipOf(stored.mark)}};
    return row;
}

/// What a machine is at present, as far as its model can tell; one that does not run needs none for that.
QString stateText(const MachineScore &score, const MachineState &machine, bool fresh)
{
    if (!seenByModels(machine.run))
        return runWord(machine.run);
    if (!fresh)
        return Words::tr("not judged");
    if (!score.score)
        return seenByModels(score.run) ? Words::tr("no values") : runWord(score.run);
    return isFinding(score) ? Words::tr("finding") : Words::tr("usual");
}

} // namespace

std::vector<TableColumn> findingColumns()
{
    return {{Words::tr("Machine"), 84, CellStyle::strong}, {Words::tr("What"), 190, CellStyle::body},
            {Words::tr("Score"), 54, CellStyle::number},   {Words::tr("Began"), 96, CellStyle::number},
            {Words::tr("Lasted"), 64, CellStyle::number},  {Words::tr("State"), 62, CellStyle::body},
            {Words::tr("Mark"), 82, CellStyle::quiet}};
}

std::vector<TableRow> findingRows(const FindingsView &view, const PlantState &state)
{
    std::vector<TableRow> rows;
    for (const bool standing : {true, false})
        for (const StoredFinding &stored : view.findings)
            if (!stored.finding.ended.has_value() == standing)
                rows.push_back(rowOf(stored, state));
    return rows;
}

bool isFinding(const MachineScore &score)
{
    return score.score.value_or(0) > .5;
}

const MachineScore *presentScore(const FindingsView *view, std::int32_t machine, const PlantState &state)
{
    const auto found = std::ranges::find(state.machines, machine, &MachineState::machine);
    const MachineScore *score = found == state.machines.end() ? nullptr : newestScore(view, *found);
    return score && score->score && isFresh(*score, state) ? score : nullptr;
}

std::shared_ptr<const PlantState> withPresentScores(const std::shared_ptr<const PlantState> &state,
                                                    const FindingsView *view)
{
    std::vector<std::optional<MachineScore>> scores;
    bool same = true;
    for (const MachineState &machine : state->machines) {
        const MachineScore *score = presentScore(view, machine.machine, *state);
        scores.push_back(score ? std::optional(*score) : std::nullopt);
        same = same && scores.back() == machine.score;
    }
    if (same)
        return state;
    auto scored = std::make_shared<PlantState>(*state);
    for (std::size_t i = 0; i < scores.size(); ++i)
        scored->machines[i].score = std::move(scores[i]);
    return scored;
}

std::vector<TableColumn> scoreColumns()
{
    return {{Words::tr("Machine"), 84, CellStyle::strong}, {Words::tr("Score"), 54, CellStyle::number},
            {Words::tr("State"), 78, CellStyle::body},     {Words::tr("Why"), 210, CellStyle::body},
            {Words::tr("Judged"), 66, CellStyle::number},  {Words::tr("Model"), 110, CellStyle::key}};
}

std::vector<TableRow> scoreRows(const FindingsView &view, const PlantState &state)
{
    std::vector<TableRow> rows;
    for (const MachineState &machine : state.machines) {
        const MachineScore *score = newestScore(&view, machine);
        if (!score)
            continue;
        const auto age = state.time - score->at;
        const bool fresh = isFresh(*score, state);
        const bool known = fresh && score->score;
        Finding finding;
        finding.machine = machine.machine;
        finding.shares = score->shares;
        const QString id = machineId(*state.plant, machine.machine);
        rows.push_back(
            {id.toStdString(),
             false,
             {{id},
              {known ? fixedNumber(*score->score, 2) : noValueText(), {}, score->score.value_or(-1)},
              {stateText(*score, machine, fresh)},
              {known ? findingText(finding, *state.plant) : QString()},
              {ageText(age), {}, static_cast<double>(age.count())},
              {shown(score->model)}}});
    }
    return rows;
}

} // namespace rig::presentation
