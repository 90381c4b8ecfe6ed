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

/// The same as what the entry point is known to give.
template <class Api> struct TorchModule
{
    explicit TorchModule(const char *entry) : TorchModule(torchInterface(entry)) {}

    const Api *api; ///< null where there is none
    QString trouble;

private:
    explicit TorchModule(const TorchInterface &found)
        : api(static_cast<const Api *>(found.api)), trouble(found.trouble)
    {
    }
};

} // namespace rig::ml
