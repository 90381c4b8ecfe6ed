#pragma once

#include "access/steps.h"
#include "domain/ports/changes.h"
#include "domain/ports/commandhandler.h"
#include "domain/ports/simulator.h"

namespace rig::access {

/// The one place below window, HTTP API and rigctl alike where commands are done: permission → rule → change
/// and audit record in one transaction → what lies outside the database. One thread owns it.
///
/// - A command that is refused is recorded as refused, where the database can be asked.
/// - What cannot be recorded is not done: `unavailable`, or `inDoubt` where even that could not be found out.
/// - The same id again acts once and answers the same way; for something else it is a `conflict`.
class Dispatcher : public CommandHandler
{
public:
    /// What `reach` points to outlives the dispatcher.
    Dispatcher(std::unique_ptr<ChangeStore> store, const Reach &reach);

    Result<QString> execute(const Command &command) override;

private:
    class Execution;

    std::unique_ptr<ChangeStore> m_store;
    Reach m_reach;
};

} // namespace rig::access
