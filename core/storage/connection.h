#pragma once

#include "domain/result.h"
#include "domain/waitcheck.h"
#include "settings/databaseaddress.h"
#include "storage/rows.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

class QSqlDatabase;
struct pg_conn;

namespace rig::storage {

/// A statement's parameter as text, as PostgreSQL reads its type; no value is null.
using Parameter = std::optional<std::string>;
using Parameters = std::vector<Parameter>;

/// Names and values of PostgreSQL's settings.
using Settings = std::vector<std::pair<std::string, std::string>>;

/// `{1,2}`: an array parameter.
template <class Numbers> std::string arrayText(const Numbers &numbers)
{
    std::string text = "{";
    for (const auto &number : numbers)
        text.append(text.size() > 1 ? "," : "").append(std::to_string(number));
    return text + "}";
}

/// `{1.5,NULL}`: the same of numbers of which some may be none; reading them gives the same again.
std::string realArray(std::span<const double> numbers);

/// `{"a","b \"c\""}`: the same of texts, which hold no NUL.
std::string textArray(std::span<const std::string_view> texts);

/// A QtSql connection to PostgreSQL whose statements run over its libpq handle: with parameters but without
/// server-side names (QSqlQuery::prepare fails behind a transaction pooler), and never longer than a bound,
/// also when the server hangs. One thread owns it. After `unavailable` or `inDoubt` it is dead: make a new
/// one.
class Connection
{
public:
    /// Waits at most 5 s per address. `refused` for a wrong password or missing right, `unavailable` when
    /// nobody answers, `badConfiguration` for a database that does not exist. Where `interrupted`
    /// gives up while a statement waits, that fails with `cancelled`.
    static Result<std::unique_ptr<Connection>> open(const settings::DatabaseAddress &address,
                                                    WaitCheck interrupted = {});
    ~Connection();

    /// No statement of daily work takes this long against a healthy server; the server is told 20 s, so that
    /// it is the one to give up and say why.
    static constexpr std::chrono::seconds statementBound{25};

    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// One statement, at most `statementBound` long.
    Result<Rows> run(const char *sql, const Parameters &parameters = {});
    /// A look at the database, with settings that hold for it alone, in one round trip. Where `interrupted`
    /// gives up the server is told to stop too, and the connection lives on (`cancelled`) if it obeys.
    Result<Rows> look(const Settings &settings, const char *sql, const Parameters &parameters);
    /// Several statements without parameters, at most `bound` long together; the rows of the last one.
    Result<Rows> runAll(const char *sql, std::chrono::seconds bound = statementBound);

    /// `begin` with time-outs for its statements (set local: a pooler forgets nothing else between clients):
    /// the server cancels one that takes `longest`, or half of that to get a lock.
    Done begin(std::chrono::milliseconds longest = std::chrono::seconds{20});
    /// `inDoubt` when the answer does not come: it may or may not be committed.
    Done commit();
    void rollback();

    /// Sends one COPY … FROM STDIN (FORMAT binary) with its whole stream; the number of rows copied.
    Result<std::int64_t> copyIn(const char *sql, std::string_view stream);

    /// Sends one COPY … TO STDOUT and hands its bytes on as they come; the number of rows. What `take` does
    /// counts into the bound of the statement.
    Result<std::int64_t> copyOut(const char *sql, const std::function<void(std::string_view)> &take);

    bool alive() const { return m_alive; }
    const settings::DatabaseAddress &address() const { return m_address; }

private:
    Connection(std::unique_ptr<QSqlDatabase> database, settings::DatabaseAddress address,
               WaitCheck interrupted);

    Result<Rows> collect();
    Result<Rows> answerOfLook();
    Result<Rows> nextResult();
    Done waitFor(short events);
    bool interrupted(std::chrono::steady_clock::time_point since);
    void stopServer();
    Done flush();
    tl::unexpected<Error> broken(ErrorKind kind, const QString &what);
    tl::unexpected<Error> translated(const Rows &rows);

    std::unique_ptr<QSqlDatabase> m_database;
    settings::DatabaseAddress m_address;
    WaitCheck m_interrupted;
    pg_conn *m_handle;
    std::chrono::steady_clock::time_point m_deadline;
    bool m_alive = true;
    bool m_stopping = false; ///< of a look: it is cancelled at the server
    bool m_looking = false;
};

/// Rolls back when it goes out of scope without a commit.
class Transaction
{
public:
    static Result<Transaction> begin(Connection &connection,
                                     std::chrono::milliseconds longest = std::chrono::seconds{20});
    ~Transaction();

    Transaction(Transaction &&other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) {}
    Transaction &operator=(Transaction &&) = delete;

    Done commit();

private:
    explicit Transaction(Connection &connection) : m_connection(&connection) {}

    Connection *m_connection;
};

} // namespace rig::storage
