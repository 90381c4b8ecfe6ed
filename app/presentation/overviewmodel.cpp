#include "presentation/overviewmodel.h"

#include "presentation/sensorcardmodel.h"

#include <algorithm>

namespace rig::presentation {

using namespace std::chrono_literals;

namespace {

constexpr auto traceStep = 500ms;

bool samePlaces(const std::vector<OverviewTile> &left, const std::vector<OverviewTile> &right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](const OverviewTile &one, const OverviewTile &other) {
                          return one.machine == other.machine && one.id == other.id &&
                                 one.title == other.title;
                      });
}

bool sameShape(const std::vector<OverviewModel::Area> &left, const std::vector<OverviewModel::Area> &right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](const OverviewModel::Area &one, const OverviewModel::Area &other) {
                          return one.title == other.title && one.first == other.first &&
                                 one.count == other.count;
                      });
}

} // namespace

OverviewModel::OverviewModel(const StateSource &source, QObject *parent)
    : QAbstractListModel(parent), m_source(source)
{
}

void OverviewModel::show(const PlantState &state, const std::vector<MachineSummary> &machines,
                         const FindingsView *findings)
{
    std::vector<OverviewTile> tiles;
    std::vector<Area> areas;
    for (OverviewArea &area : overviewOf(state, machines, findings)) {
        areas.push_back(
            {area.title, area.worst(), static_cast<int>(tiles.size()), static_cast<int>(area.tiles.size())});
        std::move(area.tiles.begin(), area.tiles.end(), std::back_inserter(tiles));
    }
    // A plant swapped for one with the same machines must not throw the focus and the scroll position away.
    if (samePlaces(tiles, m_tiles) && sameShape(areas, m_areas))
        refresh(std::move(tiles), areas);
    else
        replace(std::move(tiles), std::move(areas));
    moveTraces(state.time);
}

void OverviewModel::replace(std::vector<OverviewTile> tiles, std::vector<Area> areas)
{
    beginResetModel();
    m_tiles = std::move(tiles);
    m_areas = std::move(areas);
    endResetModel();
}

void OverviewModel::refresh(std::vector<OverviewTile> tiles, const std::vector<Area> &areas)
{
    const std::vector<OverviewTile> before = std::exchange(m_tiles, std::move(tiles));
    for (std::size_t row = 0; row < m_tiles.size(); ++row) {
        if (m_tiles[row] == before[row])
            continue;
        const QModelIndex at = index(static_cast<int>(row));
        Q_EMIT dataChanged(at, at,
                           m_tiles[row].sameButValue(before[row])
                               ? QList<int>{ValueRole}
                               : QList<int>{TileRole, ValueRole, TraceRole});
    }
    for (std::size_t area = 0; area < m_areas.size(); ++area)
        if (m_areas[area].worst != areas[area].worst) {
            m_areas[area].worst = areas[area].worst;
            Q_EMIT areaChanged(static_cast<int>(area));
        }
}

void OverviewModel::moveTraces(Instant now)
{
    const auto step = now.time_since_epoch() / traceStep;
    if (step == m_traceStep || m_tiles.empty())
        return;
    m_traceStep = step;
    Q_EMIT dataChanged(index(0), index(static_cast<int>(m_tiles.size()) - 1), {TraceRole});
}

int OverviewModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_tiles.size());
}

QVariant OverviewModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const OverviewTile &shown = tile(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown.id;
    case Qt::AccessibleTextRole:
        return shown.spoken();
    case TileRole:
    case ValueRole:
        return QVariant::fromValue(shown);
    case TraceRole:
        return QVariant::fromValue(shown.sensor ? m_source.trace(shown.machine, shown.sensor->slot)
                                                : std::vector<TraceStep>());
    default:
        return {};
    }
}

} // namespace rig::presentation
