#pragma once

#include "composition/core/database.h"
#include "domain/ports/commandhandler.h"
#include "domain/ports/simulator.h"

#include <functional>
#include <memory>

namespace rig::composition {

/// The dispatcher with this database behind it; connects when it is first used. `simulator` is null where
/// none runs in this program. `interrupted` as in storage::Connection.
std::unique_ptr<CommandHandler> openDispatcher(const Database &database, Simulator *simulator,
                                               WaitCheck interrupted);

/// Does one command, here and now, in a program without a simulator.
Result<QString> execute(const Database &database, Actor actor, Action action);

} // namespace rig::composition
