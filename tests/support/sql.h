#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct pg_conn;

namespace rig::test {

/// A connection to PostgreSQL that shares nothing with the program under test. One thread owns it; failures
/// are std::runtime_error.
class Sql
{
public:
    using Field = std::optional<std::string>; ///< as text; no value is null
    using Rows = std::vector<std::vector<Field>>;

    explicit Sql(const std::string &url);

    /// False once the server was lost.
    bool usable() const;
    /// One statement, or several when there are no parameters; the rows of the last one.
    Rows run(const std::string &statement, const std::vector<std::string> &parameters = {});
    /// The first field of the first row; empty where there is none.
    std::string text(const std::string &statement, const std::vector<std::string> &parameters = {});
    std::int64_t number(const std::string &statement, const std::vector<std::string> &parameters = {});

private:
    std::unique_ptr<pg_conn, void (*)(pg_conn *)> m_connection;
};

} // namespace rig::test
