#include "support/sql.h"

#include <libpq-fe.h>

#include <array>
#include <stdexcept>

namespace rig::test {

Sql::Sql(const std::string &url) : m_connection(nullptr, PQfinish)
{
    const std::array names{"dbname", "connect_timeout", static_cast<const char *>(nullptr)};
    const std::array values{url.c_str(), "5", static_cast<const char *>(nullptr)};
    m_connection.reset(PQconnectdbParams(names.data(), values.data(), 1));
    if (PQstatus(m_connection.get()) != CONNECTION_OK)
        throw std::runtime_error(PQerrorMessage(m_connection.get()));
    PQsetNoticeProcessor(
        m_connection.get(), [](void *, const char *) {}, nullptr);
}

bool Sql::usable() const
{
    return PQstatus(m_connection.get()) == CONNECTION_OK;
}

Sql::Rows Sql::run(const std::string &statement, const std::vector<std::string> &parameters)
{
    std::vector<const char *> values;
    for (const std::string &parameter : parameters)
        values.push_back(parameter.c_str());
    PGconn *const handle = m_connection.get();
    const std::unique_ptr<PGresult, void (*)(PGresult *)> result(
        parameters.empty() ? PQexec(handle, statement.c_str())
                           : PQexecParams(handle, statement.c_str(), static_cast<int>(values.size()), nullptr,
                                          values.data(), nullptr, nullptr, 0),
        PQclear);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
        throw std::runtime_error(PQerrorMessage(handle));
    Rows rows(static_cast<std::size_t>(PQntuples(result.get())));
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (int column = 0; column < PQnfields(result.get()); ++column) {
            const int index = static_cast<int>(row);
            rows[row].push_back(PQgetisnull(result.get(), index, column)
                                    ? Field()
                                    : Field(PQgetvalue(result.get(), index, column)));
        }
    return rows;
}

std::string Sql::text(const std::string &statement, const std::vector<std::string> &parameters)
{
    const Rows rows = run(statement, parameters);
    return rows.empty() || rows[0].empty() ? std::string() : rows[0][0].value_or("");
}

std::int64_t Sql::number(const std::string &statement, const std::vector<std::string> &parameters)
{
    const std::string answer = text(statement, parameters);
    return answer.empty() ? 0 : std::stoll(answer);
}

} // namespace rig::test
