#include "domain/heldrow.h"

#include "domain/judging.h"

#include <cmath>

namespace rig {

HeldRow::HeldRow(const MachineLayout &layout) : m_layout(&layout)
{
    for (std::size_t slot = 0; slot < layout.columns().size(); ++slot) {
        const MachineLayout::Column &column = layout.columns()[slot];
        if (!column.live)
            continue;
        m_sensors.push_back(column.sensor->name);
        m_held.push_back({slot, staleAfter(column.sensor->interval)});
    }
    m_row.resize(m_held.size(), noValue);
    m_maintained.resize(m_held.size());
}

std::span<const double> HeldRow::next(const Reading &reading)
{
    for (std::size_t i = 0; i < m_held.size(); ++i) {
        Held &held = m_held[i];
        const double value = held.slot < reading.values.size() ? reading.values[held.slot] : noValue;
        m_maintained[i] = m_layout->maintenance(held.slot, reading.at) != nullptr;
        if (m_maintained[i]) {
            held.value = noValue; // nor is it held after that
        } else if (!std::isnan(value)) {
            const bool bad = held.slot < reading.valueQuality.size() &&
                             qualityOf(reading.valueQuality[held.slot]) == Quality::bad;
            held.value = bad || qualityOf(reading.timeQuality) == Quality::bad ? noValue : value;
            held.at = reading.recordTime;
        } else if (reading.recordTime - held.at > held.good) {
            held.value = noValue;
        }
        m_row[i] = held.value;
    }
    return m_row;
}

} // namespace rig
