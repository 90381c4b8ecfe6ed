#pragma once

#include "domain/command.h"

namespace rig {

/// Does what commands say. One thread owns it; a call waits for the database.
class CommandHandler
{
public:
    virtual ~CommandHandler() = default;

    /// A sentence for the person, or the reason why nothing was changed.
    virtual Result<QString> execute(const Command &command) = 0;
};

} // namespace rig
