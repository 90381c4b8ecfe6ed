#include "presentation/sensorcardmodel.h"

#include "presentation/worstsensor.h"

#include <algorithm>

namespace rig::presentation {

using namespace std::chrono_literals;

namespace {

constexpr auto traceStep = 500ms;

} // namespace

SensorCardModel::SensorCardModel(const StateSource &source, QObject *parent)
    : QAbstractListModel(parent), m_source(source)
{
}

void SensorCardModel::show(const std::shared_ptr<const PlantState> &state, std::int32_t machine)
{
    if (state->plant != m_plant || machine != m_machine)
        restart(state->plant, machine);
    refresh(*state, machineState(*state, machine));
    moveTraces(state->time);
}

void SensorCardModel::restart(const PlantPtr &plant, std::int32_t machine)
{
    const MachineLayout *layout = plant->machineByNumber(machine);
    std::vector<SensorCard> blanks;
    if (layout)
        for (std::size_t slot = 0; slot < layout->columns().size(); ++slot)
            if (layout->columns()[slot].live)
                blanks.push_back(blankCard(static_cast<int>(slot), layout->columns()[slot]));
    // A plant swapped for an equal one must not throw the selection and the scroll position away.
    if (machine != m_machine || blanks != m_blanks) {
        beginResetModel();
        m_blanks = blanks;
        m_cards = std::move(blanks);
        m_machine = machine;
        m_layout = layout;
        m_plant = plant;
        endResetModel();
    }
    m_layout = layout;
    m_plant = plant;
}

void SensorCardModel::refresh(const PlantState &state, const MachineState *machine)
{
    std::vector<Change> changes(m_cards.size(), Change::none);
    for (std::size_t row = 0; row < m_cards.size(); ++row) {
        const auto slot = static_cast<std::size_t>(m_blanks[row].slot);
        SensorCard card = m_blanks[row];
        if (machine && slot < machine->sensors.size())
            card = filledCard(std::move(card), *m_layout->columns()[slot].sensor, machine->sensors[slot],
                              machine->run, state.time);
        if (card != m_cards[row])
            changes[row] = card.sameButValue(m_cards[row]) ? Change::value : Change::card;
        m_cards[row] = std::move(card);
    }
    tell(changes);
}

void SensorCardModel::tell(const std::vector<Change> &changes)
{
    for (auto first = changes.begin(); first != changes.end();) {
        const auto last = std::find_if(first, changes.end(), [&](Change change) { return change != *first; });
        if (*first != Change::none)
            Q_EMIT dataChanged(index(static_cast<int>(first - changes.begin())),
                               index(static_cast<int>(last - changes.begin()) - 1),
                               *first == Change::value ? QList<int>{ValueRole}
                                                       : QList<int>{CardRole, ValueRole, TraceRole});
        first = last;
    }
}

void SensorCardModel::moveTraces(Instant now)
{
    const auto step = now.time_since_epoch() / traceStep;
    if (step == m_traceStep || m_cards.empty())
        return;
    m_traceStep = step;
    Q_EMIT dataChanged(index(0), index(static_cast<int>(m_cards.size()) - 1), {TraceRole});
}

int SensorCardModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_cards.size());
}

const std::string &SensorCardModel::sensor(int row) const
{
    return m_layout->columns()[static_cast<std::size_t>(card(row).slot)].sensor->name;
}

std::vector<TraceStep> SensorCardModel::trace(int row) const
{
    return m_source.trace(m_machine, card(row).slot);
}

QVariant SensorCardModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return card(index.row()).title;
    case Qt::AccessibleTextRole:
        return card(index.row()).spoken();
    case CardRole:
    case ValueRole:
        return QVariant::fromValue(card(index.row()));
    case TraceRole:
        return QVariant::fromValue(trace(index.row()));
    default:
        return {};
    }
}

} // namespace rig::presentation
