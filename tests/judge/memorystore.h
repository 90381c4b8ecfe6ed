#pragma once

#include "domain/ports/judgestore.h"
#include "judge/limitoracle.h"

#include <QByteArray>

#include <set>

namespace rig::test {

/// What a database would hold, with the rules that it has; a broken one is a std::runtime_error.
class MemoryStore
{
public:
    MemoryStore(PlantPtr plant, const std::vector<std::int32_t> &partitions);

    JudgeStart start() const;
    void store(const JudgeBatch &batch);
    std::vector<ExpectedEvent> events() const;

    const PlantPtr &plant() const { return m_plant; }
    const std::vector<LimitEvent> &rows() const { return m_events; }
    std::int64_t next(std::int32_t partition) const { return m_positions.at(partition).value_or(0); }

private:
    using Key = std::tuple<std::int32_t, std::int32_t, LimitName, std::int64_t, bool>;

    PlantPtr m_plant;
    std::map<std::int32_t, std::optional<std::int64_t>> m_positions;
    std::map<std::int32_t, QByteArray> m_memories; ///< encoded, as they would be
    std::vector<LimitEvent> m_events;
    std::set<Key> m_keys;
};

} // namespace rig::test
