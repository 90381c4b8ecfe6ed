#pragma once

#include "domain/command.h"

#include <QJsonObject>

namespace rig {

/// One command as the audit keeps it for ever.
struct AuditRecord
{
    std::string commandId;
    Actor actor;
    std::string action;       ///< "START", "IMPORT"
    std::string resourceType; ///< "machine", "plant"
    std::string resource;     ///< "A"; empty where there is only one of the type
    QJsonObject previous;     ///< what changed, before and …
    QJsonObject next;         ///< … after; not the whole state
    Result<QString> answer;   ///< what the person was told: done, or refused and why
};

} // namespace rig
