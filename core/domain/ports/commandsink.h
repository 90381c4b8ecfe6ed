#pragma once

#include "domain/command.h"

#include <functional>

namespace rig {

/// The one door for everything that changes something.
class CommandSink
{
public:
    virtual ~CommandSink() = default;

    /// Returns at once. `done` is called later, on the thread that submitted, with a sentence for the person
    /// or the reason why nothing was changed.
    virtual void submit(Command command, std::function<void(Result<QString>)> done) = 0;
};

} // namespace rig
