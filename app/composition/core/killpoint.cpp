#include "composition/core/killpoint.h"

#include <csignal>

namespace rig::composition {

KillPoint::KillPoint(std::string step) : m_step(std::move(step)) {}

void KillPoint::passed(std::string_view step)
{
    if (!m_step.empty() && step == m_step)
        std::raise(SIGKILL);
}

} // namespace rig::composition
