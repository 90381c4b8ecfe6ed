#pragma once

#include "domain/ports/statesource.h"
#include "presentation/sensorcard.h"

#include <QAbstractListModel>

namespace rig::presentation {

/// The live sensors of one machine, a row each, in the plant's order. Lives on the GUI thread; changes are
/// told in merged ranges, once per `show`: ValueRole where numbers moved, all roles where a card became
/// another one, TraceRole where time went on by a step.
class SensorCardModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Roles
    {
        CardRole = Qt::UserRole, ///< SensorCard
        ValueRole,               ///< told alone where only the card's numbers moved
        TraceRole,               ///< std::vector<TraceStep>, asked from the source when it is read
    };

    /// `source` outlives the model.
    explicit SensorCardModel(const StateSource &source, QObject *parent = nullptr);

    /// Shows what `state` says of the machine with this number; no rows where the plant has none such.
    void show(const std::shared_ptr<const PlantState> &state, std::int32_t machine);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    const SensorCard &card(int row) const { return m_cards[static_cast<std::size_t>(row)]; }
    /// The name of the sensor, as in the messages.
    const std::string &sensor(int row) const;
    std::vector<TraceStep> trace(int row) const;

private:
    void restart(const PlantPtr &plant, std::int32_t machine);
    void refresh(const PlantState &state, const MachineState *machine);
    enum class Change
    {
        none,
        value,
        card
    };
    void tell(const std::vector<Change> &changes);
    void moveTraces(Instant now);

    const StateSource &m_source;
    PlantPtr m_plant;
    std::int32_t m_machine = 0;
    const MachineLayout *m_layout = nullptr; ///< in m_plant
    std::vector<SensorCard> m_blanks;
    std::vector<SensorCard> m_cards;
    std::int64_t m_traceStep = 0;
};

} // namespace rig::presentation

Q_DECLARE_METATYPE(std::vector<rig::TraceStep>)
