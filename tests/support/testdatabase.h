#pragma once

#include "support/sql.h"

#include <QString>

namespace rig::test {

/// Why there is no database to test with; empty inside tests/with-servers. Nothing else counts: a test
/// creates and drops databases, and must never reach a real server.
QString whyNoDatabase();

/// The superuser's connection string: for roles, and for looking at other databases.
std::string adminUrl();

/// A database of its own for one test, owned by the role of DATABASE_URL, dropped with the object. Failures
/// are std::runtime_error.
class TestDatabase
{
public:
    enum class Exists
    {
        now,
        later ///< when `create` is called
    };

    explicit TestDatabase(Exists exists = Exists::now);
    ~TestDatabase();
    TestDatabase(const TestDatabase &) = delete;
    TestDatabase &operator=(const TestDatabase &) = delete;

    void create();

    const std::string &name() const { return m_name; }
    /// As its owner.
    std::string url() const;
    std::string urlAsAdmin() const;
    std::string urlAs(const std::string &role, const std::string &password) const;

    /// Its owner's connection, kept open, and made again after it broke.
    Sql &sql();
    /// The server's processes behind the connections of others.
    std::vector<int> serverProcesses();

private:
    std::string m_name;
    std::unique_ptr<Sql> m_connection;
};

} // namespace rig::test

/// Skips all of a class where there is no database.
#define RIG_NEEDS_DATABASE()                                                                                 \
    do {                                                                                                     \
        if (const QString why = rig::test::whyNoDatabase(); !why.isEmpty()) {                                \
            if (qEnvironmentVariableIsSet("RIG_REQUIRE_SERVERS"))                                            \
                QFAIL(qPrintable(why));                                                                      \
            QSKIP(qPrintable(why));                                                                          \
        }                                                                                                    \
    } while (false)
