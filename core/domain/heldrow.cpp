#include "domain/heldrow.h"

#include "domain/judging.h"

#include <algorithm>
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

void HeldRow::goOnFrom(const HeldRow &before)
{
    for (std::size_t i = 0; i < m_held.size(); ++i) {
        const auto same = std::ranges::find(before.m_sensors, m_sensors[i]);
        if (same == before.m_sensors.end())
            continue;
        const Held &held = before.m_held[static_cast<std::size_t>(same - before.m_sensors.begin())];
        m_held[i].value = held.value;
        m_held[i].at = held.at;
    }
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
