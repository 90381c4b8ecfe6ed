#include "composition/core/commanding.h"

#include "access/dispatcher.h"
#include "storage/changetables.h"

#include <QUuid>

namespace rig::composition {

std::unique_ptr<CommandHandler> openDispatcher(const Database &database, const access::Reach &reach,
                                               WaitCheck interrupted)
{
    return std::make_unique<access::Dispatcher>(
        std::make_unique<storage::ChangeTables>(database.app, std::move(interrupted)), reach);
}

Result<QString> execute(const Database &database, Actor actor, Action action, ModelStore *models)
{
    const std::string id = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    return openDispatcher(database, {nullptr, models}, {})
        ->execute({id, std::move(actor), std::move(action)});
}

} // namespace rig::composition
