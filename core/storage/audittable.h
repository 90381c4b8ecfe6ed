#pragma once

#include "domain/auditrecord.h"
#include "storage/connection.h"

namespace rig::storage {

/// The audit's rows, in the caller's transaction. They can be read and appended, nothing else.
class AuditTable
{
public:
    explicit AuditTable(Connection &connection) : m_connection(connection) {}

    /// The command's id must be a UUID.
    Result<std::optional<AuditRecord>> find(const std::string &commandId);
    /// `conflict` where there is a record of this command.
    Done append(const AuditRecord &record);
    /// False where the connection's own role could write the table by another way than `append`, or allow
    /// itself to.
    Result<bool> isProtected();

private:
    Connection &m_connection;
};

} // namespace rig::storage
