#include "presentation/findinglists.h"

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

/// A score that is older says nothing of now.
constexpr auto freshFor = 10s;

double secondsSince1970(Instant at)
{
    return static_cast<double>(at.time_since_epoch().count()) / 1e6;
}

QString machineId(const Plant &plant, std::int32_t number)
{
    const MachineLayout *layout = plant.machineByNumber(number);
    return layout ? shown(layout->machine().id) : noValueText();
}

TableRow rowOf(const StoredFinding &stored, const PlantState &state)
{
    const Finding &finding = stored.finding;
    const auto lasted = finding.ended.value_or(state.time) - finding.started;
    TableRow row{std::to_string(stored.id), finding.ended.has_value(), {}};
    const bool today = std::chrono::floor<std::chrono::days>(finding.started) ==
                       std::chrono::floor<std::chrono::days>(state.time);
    const QString day = dayText(finding.started).section(u' ', 1, 2);
    const QString time = timeText(finding.started);
    row.cells = {
        {machineId(*state.plant, finding.machine)},
        {findingText(finding, *state.plant), {}, {}, false, finding.ended ? QString() : Words::tr("stands")},
        {fixedNumber(finding.score, 2), {}, finding.score},
        {today ? time : day + u' ' + time.left(5), day + u' ' + time + Words::tr(" UTC"),
         secondsSince1970(finding.started)},
        {ageText(lasted), {}, static_cast<double>(lasted.count())},
        {stored.mark ? markText(stored.mark->mark) : QString(),
         stored.mark ? Words::tr("%1, by %2").arg(shown(stored.mark->note), shown(stored.mark->by))
                     : QString()}};
    return row;
}

} // namespace

std::vector<TableColumn> findingColumns()
{
    return {{Words::tr("Machine"), 74, CellStyle::strong}, {Words::tr("What"), 200, CellStyle::body, true},
            {Words::tr("Score"), 58, CellStyle::number},   {Words::tr("Began"), 100, CellStyle::number},
            {Words::tr("Lasted"), 66, CellStyle::number},  {Words::tr("Mark"), 86, CellStyle::quiet}};
}

std::vector<TableRow> findingRows(const FindingsView &view, const PlantState &state)
{
    std::vector<TableRow> rows;
    for (const StoredFinding &stored : view.findings)
        rows.push_back(rowOf(stored, state));
    return rows;
}

std::vector<TableColumn> scoreColumns()
{
    return {{Words::tr("Machine"), 74, CellStyle::strong},
            {Words::tr("Score"), 64, CellStyle::number},
            {Words::tr("Why"), 270, CellStyle::body, true},
            {Words::tr("Judged"), 80, CellStyle::number},
            {Words::tr("Model"), 110, CellStyle::key}};
}

std::vector<TableRow> scoreRows(const FindingsView &view, const PlantState &state)
{
    std::vector<TableRow> rows;
    for (const MachineState &machine : state.machines) {
        const auto score = std::ranges::find(view.scores, machine.machine, &MachineScore::machine);
        if (score == view.scores.end())
            continue;
        const auto age = state.time - score->at;
        const bool fresh = age <= freshFor;
        Finding finding;
        finding.machine = machine.machine;
        finding.shares = score->shares;
        QString why = score->score ? findingText(finding, *state.plant) : runWord(score->run);
        if (!fresh)
            why = Words::tr("nothing is judged at present");
        rows.push_back({machineId(*state.plant, machine.machine).toStdString(),
                        !fresh,
                        {{machineId(*state.plant, machine.machine)},
                         {score->score && fresh ? fixedNumber(*score->score, 2) : noValueText(),
                          {},
                          score->score.value_or(-1)},
                         {why,
                          {},
                          {},
                          false,
                          score->score && *score->score > .5 && fresh ? Words::tr("finding") : QString()},
                         {ageText(age), {}, static_cast<double>(age.count())},
                         {shown(score->model)}}});
    }
    return rows;
}

} // namespace rig::presentation
