#pragma once

#include "composition/core/judge.h"
#include "composition/core/keep.h"

#include <memory>

namespace rig::composition {

/// What `rigctl node` runs and a desktop that works alone runs too: everything that keeps and judges, without
/// a screen. Starts at once and waits for its servers by itself; destroying it drains and stops.
class Node
{
public:
    /// badConfiguration, or conflict where another process holds the data directory's roles.
    static Result<std::unique_ptr<Node>> start(const settings::Settings &settings,
                                               const settings::DataDirectory &directory, const Clock &clock,
                                               CrashPoint &crashPoint);

    ReaderStatus keepStatus() const { return m_keep->status(); }

    ReaderStatus judgeStatus() const { return m_judge->status(); }

private:
    Node() = default;

    std::unique_ptr<Keep> m_keep;
    std::unique_ptr<Judge> m_judge;
};

} // namespace rig::composition
