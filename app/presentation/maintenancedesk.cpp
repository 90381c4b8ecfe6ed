#include "presentation/maintenancedesk.h"

#include "domain/shown.h"
#include "presentation/maintenancewords.h"
#include "presentation/typedtime.h"

#include <QStringList>

#include <algorithm>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;

namespace {

QString titleOf(const std::vector<MaintenanceDesk::Thing> &things, const std::string &sensor)
{
    const auto found = std::ranges::find(things, sensor, &MaintenanceDesk::Thing::second);
    return found == things.end() ? shown(sensor) : found->first;
}

} // namespace

MaintenanceDesk::MaintenanceDesk(CommandSink &sink, Actor actor, QObject *parent)
    : QObject(parent), m_submitter(sink, std::move(actor))
{
}

void MaintenanceDesk::refresh(const PlantState &state, std::int32_t machine)
{
    m_now = state.time;
    const MachineLayout *layout = state.plant->machineByNumber(machine);
    const std::string id = layout ? layout->machine().id : std::string();
    const bool other = m_plant != state.plant || m_id != id;
    m_plant = state.plant;
    m_id = id;
    if (other) {
        m_title = layout ? shown(layout->machine().title) : QString();
        m_things.clear();
        if (layout)
            m_things.emplace_back(tr("The whole machine"), std::string());
        for (std::size_t slot = 0; layout && slot < layout->columns().size(); ++slot)
            if (const MachineLayout::Column &column = layout->columns()[slot]; column.live)
                m_things.emplace_back(shown(column.sensor->title), column.sensor->name);
    }
    std::vector<Row> rows;
    for (const Maintenance &one : m_plant->maintenance())
        if (one.machine == m_id && (!one.to || *one.to > m_now))
            rows.push_back(
                {one, one.from <= m_now,
                 QStringList{titleOf(m_things, one.sensor), maintenanceSpan(one, m_now), shown(one.reason)}
                     .join(u" · "_s)});
    std::ranges::stable_sort(rows, {}, [](const Row &row) { return row.maintenance.from; });
    if (!other && rows == m_rows)
        return;
    m_rows = std::move(rows);
    Q_EMIT changed();
}

Result<Maintenance> MaintenanceDesk::read(const Draft &draft) const
{
    Maintenance wanted{m_id, draft.sensor, m_now, {}, draft.reason.trimmed().toStdString()};
    const auto from = typedTime(draft.from, m_now);
    const auto to = typedTime(draft.to, m_now);
    for (const auto *time : {&from, &to})
        if (!*time)
            return tl::unexpected(time->error());
    wanted.from = from->value_or(m_now);
    wanted.to = *to;
    if (Done sound = check(wanted); !sound)
        return tl::unexpected(sound.error());
    return wanted;
}

void MaintenanceDesk::start(const Draft &draft)
{
    const auto wanted = read(draft);
    if (!wanted)
        Q_EMIT answered(wanted.error().sentence, true);
    else
        submit(PutIntoMaintenance{*wanted}, true);
}

void MaintenanceDesk::end(const Maintenance &maintenance)
{
    submit(EndMaintenance{maintenance.machine, maintenance.sensor, m_now, maintenance.from}, false);
}

void MaintenanceDesk::submit(Action action, bool starts)
{
    if (m_busy)
        return;
    m_busy = true;
    Q_EMIT changed();
    Q_EMIT answered({}, false);
    m_submitter.submit(std::move(action), this,
                       [this, starts](const Result<QString> &result) { hear(result, starts); });
}

void MaintenanceDesk::hear(const Result<QString> &result, bool starts)
{
    m_busy = false;
    Q_EMIT changed();
    Q_EMIT answered(result ? *result : result.error().sentence, !result);
    if (result && starts)
        Q_EMIT started();
}

} // namespace rig::presentation
