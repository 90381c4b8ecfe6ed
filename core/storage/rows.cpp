#include "storage/rows.h"

#include <libpq-fe.h>

#include <charconv>

namespace rig::storage {

namespace {

template <class Number> Number parsed(std::string_view text)
{
    Number number{};
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

void Rows::Clear::operator()(pg_result *result) const
{
    PQclear(result);
}

Rows::Rows(pg_result *result) : m_result(result) {}

int Rows::count() const
{
    return PQntuples(m_result.get());
}

bool Rows::isNull(int row, int column) const
{
    return PQgetisnull(m_result.get(), row, column) != 0;
}

std::string_view Rows::text(int row, int column) const
{
    return {PQgetvalue(m_result.get(), row, column),
            static_cast<std::size_t>(PQgetlength(m_result.get(), row, column))};
}

std::int64_t Rows::integer(int row, int column) const
{
    return parsed<std::int64_t>(text(row, column));
}

double Rows::real(int row, int column) const
{
    return parsed<double>(text(row, column));
}

std::optional<double> Rows::optionalReal(int row, int column) const
{
    return isNull(row, column) ? std::nullopt : std::optional(real(row, column));
}

std::int64_t Rows::touched() const
{
    return parsed<std::int64_t>(PQcmdTuples(m_result.get()));
}

} // namespace rig::storage
