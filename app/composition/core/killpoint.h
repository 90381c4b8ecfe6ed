#pragma once

#include "domain/crashpoint.h"

#include <string>

namespace rig::composition {

/// Ends the process as kill -9 would when it passes the named step: how tests prove that a crash at any step
/// neither loses nor doubles a reading. Without a name it does nothing.
class KillPoint : public CrashPoint
{
public:
    explicit KillPoint(std::string step = {});

    void passed(std::string_view step) override;

private:
    std::string m_step;
};

} // namespace rig::composition
