#pragma once

#include "domain/ports/statesource.h"
#include "presentation/overview.h"

#include <QAbstractListModel>

namespace rig::presentation {

/// The machines of the plant, a row each, area by area. Lives on the GUI thread; changes are told once per
/// `show`: ValueRole where numbers moved, all roles where a tile became another one, TraceRole where time
/// went on by a step.
class OverviewModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Roles
    {
        TileRole = Qt::UserRole, ///< OverviewTile
        ValueRole,               ///< told alone where only numbers moved
        TraceRole,               ///< std::vector<TraceStep>, asked from the source when it is read
    };

    /// Rows that stand together.
    struct Area
    {
        QString title; ///< empty where the plant has no areas
        Glyph worst = Glyph::normal;
        int first = 0;
        int count = 0;

        bool operator==(const Area &) const = default;
    };

    /// `source` outlives the model.
    explicit OverviewModel(const StateSource &source, QObject *parent = nullptr);

    void show(const PlantState &state, const std::vector<MachineSummary> &machines,
              const FindingsView *findings = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    const OverviewTile &tile(int row) const { return m_tiles[static_cast<std::size_t>(row)]; }
    const std::vector<OverviewTile> &tiles() const { return m_tiles; }
    const std::vector<Area> &areas() const { return m_areas; }

Q_SIGNALS:
    /// An area's worst state is another one.
    void areaChanged(int area);

private:
    void replace(std::vector<OverviewTile> tiles, std::vector<Area> areas);
    void refresh(std::vector<OverviewTile> tiles, const std::vector<Area> &areas);
    void moveTraces(Instant now);

    const StateSource &m_source;
    std::vector<OverviewTile> m_tiles;
    std::vector<Area> m_areas;
    std::int64_t m_traceStep = 0;
};

} // namespace rig::presentation
