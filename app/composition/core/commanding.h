#pragma once

#include "access/steps.h"
#include "composition/core/database.h"
#include "domain/ports/commandhandler.h"

#include <functional>
#include <memory>

namespace rig::composition {

/// The dispatcher with this database behind it; connects when it is first used. What `reach` points to
/// outlives it. `interrupted` as in storage::Connection.
std::unique_ptr<CommandHandler> openDispatcher(const Database &database, const access::Reach &reach,
                                               WaitCheck interrupted);

/// Does one command, here and now, in a program without a simulator; `models` is null where it keeps none.
Result<QString> execute(const Database &database, Actor actor, Action action, ModelStore *models = nullptr);

} // namespace rig::composition
