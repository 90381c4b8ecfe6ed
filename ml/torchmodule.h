#pragma once

#include <QString>

namespace rig::ml {

/// What the module rig-torch gives for the name of an entry point.
struct TorchInterface
{
    const void *api = nullptr;
    QString trouble; ///< why there is none
};

/// The first call opens the module, which takes half a second. Any thread.
TorchInterface torchInterface(const char *entry);

} // namespace rig::ml
