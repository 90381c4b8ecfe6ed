#include "composition/core/commanding.h"

#include "access/dispatcher.h"
#include "storage/changetables.h"

#include <QUuid>

namespace rig::composition {

std::unique_ptr<CommandHandler> openDispatcher(const Database &database, Simulator *simulator,
                                               WaitCheck interrupted)
{
    return std::make_unique<access::Dispatcher>(
        std::make_unique<storage::ChangeTables>(database.app, std::move(interrupted)), simulator);
}

Result<QString> execute(const Database &database, Actor actor, Action action)
{
    const std::string id = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    return openDispatcher(database, nullptr, {})->execute({id, std::move(actor), std::move(action)});
}

} // namespace rig::composition
