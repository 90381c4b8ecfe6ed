#include "storage/connection.h"

#include "storage/sqlstate.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QUuid>
#include <QVariant>

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace rig::storage {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

/// How long a server that was told to stop may take to say that it has.
constexpr auto stopBound = 1s;

QString tr(const char *sentence)
{
    return QCoreApplication::translate("rig::storage::Connection", sentence);
}

/// As libpq wants a value in a connection string.
QString quoted(const std::string &value)
{
    QString text = QString::fromStdString(value);
    text.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    return u"'%1'"_s.arg(text);
}

QString connectOptions(const settings::DatabaseAddress &address)
{
    // A dead network is noticed within 15 s instead of the kernel's two hours.
    QStringList options{u"connect_timeout='5'"_s,  u"keepalives='1'"_s,
                        u"keepalives_idle='5'"_s,  u"keepalives_interval='3'"_s,
                        u"keepalives_count='3'"_s, u"tcp_user_timeout='15000'"_s};
    for (const auto &[name, value] : address.options)
        options.append(QString::fromStdString(name) + u'=' + quoted(value));
    // The driver separates them by semicolons, and makes spaces of those wherever they stand: no value holds
    // one, which settings::parseDatabaseUrl sees to.
    return options.join(u';');
}

QString firstLine(const QString &message)
{
    return message.trimmed().section(u'\n', 0, 0);
}

/// A host has several addresses where it has IPv6 as well, and libpq says a line of each that it tried: one
/// that was answered says more than one where nobody listens.
QString tellingLine(const QString &message)
{
    const QStringList lines = message.trimmed().split(u'\n');
    const auto answered = std::ranges::find_if(lines, [](const QString &line) {
        return line.startsWith("connection to server at"_L1) && !line.endsWith("Connection refused"_L1) &&
               !line.endsWith("Network is unreachable"_L1);
    });
    return answered == lines.end() ? firstLine(message) : *answered;
}

/// libpq begins with where it tried, which our sentence says already, and with how bad it is.
QString withoutPlace(const QString &message)
{
    static const QRegularExpression place(
        u"^connection to server (at|on) .*? failed: |^(FATAL|ERROR):\\s+"_s);
    QString rest = message;
    for (auto match = place.match(rest); match.hasMatch(); match = place.match(rest))
        rest.remove(0, match.capturedLength());
    return rest.isEmpty() ? message : rest;
}

/// What libpq says of a failed connection attempt carries no state: told from its words.
ErrorKind kindOfRefusal(const QString &message)
{
    if (message.contains("password authentication failed"_L1) ||
        message.contains("no password supplied"_L1) || message.contains("pg_hba.conf"_L1) ||
        message.contains("certificate"_L1) || message.contains("SSL"_L1))
        return ErrorKind::refused;
    if (message.contains("does not exist"_L1) && !message.contains("No such file"_L1))
        return ErrorKind::badConfiguration;
    return ErrorKind::unavailable;
}

QString followedBy(const QString &sentence, const QString &advice)
{
    return advice.isEmpty() ? sentence : sentence + u' ' + advice;
}

Error notConnected(const settings::DatabaseAddress &address, const QString &reason)
{
    // Without the path of a socket, in which any word may stand.
    const QString what = withoutPlace(reason);
    const ErrorKind kind = kindOfRefusal(what);
    const QString sentence = tr("Database %1: %2.").arg(address.label(), what);
    if (const QString reach = adviceOnReaching(what, address.setting); !reach.isEmpty())
        return {kind, followedBy(sentence, reach), address.setting};
    const QString check = kind == ErrorKind::unavailable || address.setting.isEmpty()
                              ? QString()
                              : tr("Check %1.").arg(address.setting);
    const std::string_view state = stateOfWords(what);
    const QString advice = state.empty() ? adviceOnTls(what) : adviceOn(state, address.setting);
    return {kind, followedBy(followedBy(sentence, check), advice), address.setting};
}

bool send(PGconn *handle, const char *sql, const Parameters &parameters)
{
    std::vector<const char *> values;
    values.reserve(parameters.size());
    for (const Parameter &parameter : parameters)
        values.push_back(parameter ? parameter->c_str() : nullptr);
    return PQsendQueryParams(handle, sql, static_cast<int>(values.size()), nullptr, values.data(), nullptr,
                             nullptr, 0) != 0;
}

} // namespace

std::string realArray(std::span<const double> numbers)
{
    std::string text = "{";
    std::array<char, 32> digits;
    for (const double value : numbers) {
        if (text.size() > 1)
            text.push_back(',');
        if (std::isnan(value)) {
            text.append("NULL");
            continue;
        }
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
        text.append(digits.data(), end);
    }
    return text.append("}");
}

std::string textArray(std::span<const std::string_view> texts)
{
    std::string all = "{";
    for (const std::string_view text : texts) {
        all.append(all.size() > 1 ? ",\"" : "\"");
        for (const char letter : text) {
            if (letter == '"' || letter == '\\')
                all.push_back('\\');
            all.push_back(letter);
        }
        all.push_back('"');
    }
    return all + "}";
}

Result<std::unique_ptr<Connection>> Connection::open(const settings::DatabaseAddress &address,
                                                     WaitCheck interrupted)
{
    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QPSQL"_s, name);
    if (!database.isValid()) {
        QSqlDatabase::removeDatabase(name);
        return failure(ErrorKind::badConfiguration,
                       tr("Qt's PostgreSQL driver is not installed. Install the package libqt6sql6-psql."));
    }
    database.setHostName(QString::fromStdString(address.host));
    database.setPort(address.port);
    database.setDatabaseName(QString::fromStdString(address.database));
    database.setUserName(QString::fromStdString(address.user));
    database.setPassword(QString::fromStdString(address.password));
    database.setConnectOptions(connectOptions(address));
    if (!database.open()) {
        const QString reason = tellingLine(database.lastError().databaseText());
        database = {};
        QSqlDatabase::removeDatabase(name);
        return tl::unexpected(notConnected(address, reason));
    }
    auto connection = std::unique_ptr<Connection>(
        new Connection(std::make_unique<QSqlDatabase>(std::move(database)), address, std::move(interrupted)));
    if (PQserverVersion(connection->m_handle) < 140000)
        return failure(
            ErrorKind::badConfiguration,
            tr("Database %1 runs PostgreSQL %2; version 14 or newer is needed.")
                .arg(address.label(), QString::number(PQserverVersion(connection->m_handle) / 10000)),
            address.setting);
    return connection;
}

Connection::Connection(std::unique_ptr<QSqlDatabase> database, settings::DatabaseAddress address,
                       WaitCheck interrupted)
    : m_database(std::move(database)),
      m_address(std::move(address)),
      m_interrupted(std::move(interrupted)),
      m_handle(*static_cast<PGconn *const *>(m_database->driver()->handle().constData()))
{
    PQsetnonblocking(m_handle, 1);
    // "schema exists, skipping" and the like would go to standard error; what went wrong comes as an error.
    PQsetNoticeProcessor(
        m_handle, [](void *, const char *) {}, nullptr);
}

Connection::~Connection()
{
    const QString name = m_database->connectionName();
    m_database->close();
    m_database.reset();
    QSqlDatabase::removeDatabase(name);
}

Result<Rows> Connection::run(const char *sql, const Parameters &parameters)
{
    m_deadline = std::chrono::steady_clock::now() + statementBound;
    if (!m_alive || !send(m_handle, sql, parameters))
        return broken(ErrorKind::unavailable, QString::fromUtf8(PQerrorMessage(m_handle)));
    return collect();
}

Result<Rows> Connection::runAll(const char *sql, std::chrono::seconds bound)
{
    m_deadline = std::chrono::steady_clock::now() + bound;
    if (!m_alive || !PQsendQuery(m_handle, sql))
        return broken(ErrorKind::unavailable, QString::fromUtf8(PQerrorMessage(m_handle)));
    return collect();
}

Result<Rows> Connection::look(const Settings &settings, const char *sql, const Parameters &parameters)
{
    m_looking = true;
    auto answer = [&]() -> Result<Rows> {
        std::string names =
            "select set_config(name, value, true) from unnest($1::text[], $2::text[]) s(name, value)";
        std::vector<std::string_view> keys;
        std::vector<std::string_view> values;
        for (const auto &[name, value] : settings) {
            keys.push_back(name);
            values.push_back(value);
        }
        m_deadline = std::chrono::steady_clock::now() + statementBound;
        // What stands in one pipeline before its end is one transaction, which the settings are local to.
        if (!m_alive || !PQenterPipelineMode(m_handle) ||
            !send(m_handle, names.c_str(), {textArray(keys), textArray(values)}) ||
            !send(m_handle, sql, parameters) || !PQpipelineSync(m_handle))
            return broken(ErrorKind::unavailable, QString::fromUtf8(PQerrorMessage(m_handle)));
        return answerOfLook();
    }();
    m_looking = false;
    if (std::exchange(m_stopping, false) && !answer)
        answer.error().kind = ErrorKind::cancelled;
    if (m_alive && !PQexitPipelineMode(m_handle))
        return broken(ErrorKind::unavailable, QString::fromUtf8(PQerrorMessage(m_handle)));
    return answer;
}

/// Up to the pipeline's end; of the results the last one counts, or the first error.
Result<Rows> Connection::answerOfLook()
{
    if (Done flushed = flush(); !flushed)
        return tl::unexpected(flushed.error());
    Rows last;
    Rows failed;
    while (true) {
        auto next = nextResult();
        if (!next)
            return next;
        if (!next->handle() && PQstatus(m_handle) != CONNECTION_OK)
            return broken(ErrorKind::unavailable, QString::fromUtf8(PQerrorMessage(m_handle)));
        if (!next->handle())
            continue; // the end of one statement's results
        const ExecStatusType status = PQresultStatus(next->handle());
        if (status == PGRES_PIPELINE_SYNC)
            break;
        if (status == PGRES_FATAL_ERROR && !failed.handle())
            failed = std::move(*next);
        else if (status == PGRES_TUPLES_OK)
            last = std::move(*next);
    }
    if (failed.handle())
        return translated(failed);
    return last;
}

/// Without a handle where one statement has no more of them.
Result<Rows> Connection::nextResult()
{
    while (PQisBusy(m_handle)) {
        if (Done ready = waitFor(POLLIN); !ready)
            return tl::unexpected(ready.error());
        if (!PQconsumeInput(m_handle))
            return broken(ErrorKind::unavailable, QString::fromUtf8(PQerrorMessage(m_handle)));
    }
    return Rows(PQgetResult(m_handle));
}

/// Every result of what was sent; the last one counts, or the first error.
Result<Rows> Connection::collect()
{
    if (Done flushed = flush(); !flushed)
        return tl::unexpected(flushed.error());
    Rows last;
    Rows failed;
    while (true) {
        auto next = nextResult();
        if (!next)
            return next;
        if (!next->handle())
            break;
        const ExecStatusType status = PQresultStatus(next->handle());
        if (status == PGRES_FATAL_ERROR && !failed.handle())
            failed = std::move(*next);
        else if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT)
            return next;
        else
            last = std::move(*next);
    }
    if (failed.handle())
        return translated(failed);
    return last;
}

Done Connection::flush()
{
    while (true) {
        const int left = PQflush(m_handle);
        if (left == 0)
            return {};
        if (left < 0)
            return broken(ErrorKind::unavailable, QString::fromUtf8(PQerrorMessage(m_handle)));
        if (Done ready = waitFor(POLLIN | POLLOUT); !ready)
            return ready;
        if (!PQconsumeInput(m_handle))
            return broken(ErrorKind::unavailable, QString::fromUtf8(PQerrorMessage(m_handle)));
    }
}

Done Connection::waitFor(short events)
{
    const auto began = std::chrono::steady_clock::now();
    while (true) {
        pollfd socket{PQsocket(m_handle), events, 0};
        const int ready = ::poll(&socket, 1, 100);
        if (ready > 0)
            return {};
        if (!m_stopping && interrupted(began)) {
            if (!m_looking)
                return broken(ErrorKind::cancelled, tr("stopped while waiting for an answer"));
            stopServer();
        }
        if (std::chrono::steady_clock::now() > m_deadline)
            return broken(m_stopping ? ErrorKind::cancelled : ErrorKind::unavailable,
                          tr("no answer in time, the connection is given up"));
    }
}

bool Connection::interrupted(std::chrono::steady_clock::time_point since)
{
    return m_interrupted && m_interrupted(std::chrono::floor<std::chrono::milliseconds>(
                                std::chrono::steady_clock::now() - since));
}

/// A statement whose client has gone away would go on until it has something to say. What does not answer to
/// this within a second is given up.
void Connection::stopServer()
{
    m_stopping = true;
    m_deadline = std::min(m_deadline, std::chrono::steady_clock::now() + stopBound);
    const std::unique_ptr<PGcancel, decltype(&PQfreeCancel)> cancel(PQgetCancel(m_handle), PQfreeCancel);
    char reason[256];
    if (cancel)
        PQcancel(cancel.get(), reason, sizeof reason);
}

tl::unexpected<Error> Connection::broken(ErrorKind kind, const QString &what)
{
    m_alive = false;
    const QString reason = withoutPlace(firstLine(what));
    return failure(kind,
                   followedBy(tr("Database %1: %2.").arg(m_address.label(), reason),
                              adviceOn(stateOfWords(reason), m_address.setting)),
                   m_address.setting);
}

tl::unexpected<Error> Connection::translated(const Rows &rows)
{
    const char *state = PQresultErrorField(rows.handle(), PG_DIAG_SQLSTATE);
    const QString message = QString::fromUtf8(PQresultErrorField(rows.handle(), PG_DIAG_MESSAGE_PRIMARY));
    if (PQstatus(m_handle) != CONNECTION_OK || !state)
        return broken(ErrorKind::unavailable,
                      message.isEmpty() ? QString::fromUtf8(PQresultErrorMessage(rows.handle())) : message);
    const QString sentence =
        tr("Database %1: %2 (SQLSTATE %3).").arg(m_address.label(), message, QString::fromLatin1(state));
    const QString hint = QString::fromUtf8(PQresultErrorField(rows.handle(), PG_DIAG_MESSAGE_HINT));
    return failure(kindOf(state), followedBy(sentence, adviceOn(state, m_address.setting, hint)),
                   m_address.setting);
}

Done Connection::begin(std::chrono::milliseconds longest)
{
    const auto limit = [](std::chrono::milliseconds time) { return std::to_string(time.count()); };
    // Between two statements nothing takes long here. A process that stands still there would hold its rows
    // locked against whoever took its partitions over, which is after 6 s.
    return runAll(("begin; set local statement_timeout = " + limit(longest) + "; set local lock_timeout = " +
                   limit(longest / 2) + "; set local idle_in_transaction_session_timeout = '5s'")
                      .c_str())
        .map([](const Rows &) {});
}

Done Connection::commit()
{
    Result<Rows> answer = run("commit");
    if (!answer) {
        // Whatever broke, the server may have heard the commit.
        if (!m_alive)
            answer.error().kind = ErrorKind::inDoubt;
        return tl::unexpected(answer.error());
    }
    // The answer to the commit of a failed transaction is the word ROLLBACK and no error.
    if (std::string_view(PQcmdStatus(answer->handle())) != "COMMIT")
        return failure(
            ErrorKind::unavailable,
            tr("Database %1: the transaction had failed before its commit.").arg(m_address.label()));
    return {};
}

void Connection::rollback()
{
    if (m_alive && PQtransactionStatus(m_handle) != PQTRANS_IDLE)
        run("rollback");
}

Result<std::int64_t> Connection::copyIn(const char *sql, std::string_view stream)
{
    if (Result<Rows> started = run(sql); !started)
        return tl::unexpected(started.error());
    constexpr std::size_t piece = 256 * 1024;
    for (std::size_t at = 0; at < stream.size(); at += piece) {
        const std::string_view part = stream.substr(at, piece);
        m_deadline = std::chrono::steady_clock::now() + statementBound;
        if (PQputCopyData(m_handle, part.data(), static_cast<int>(part.size())) != 1)
            return broken(ErrorKind::unavailable, QString::fromUtf8(PQerrorMessage(m_handle)));
        if (Done flushed = flush(); !flushed)
            return tl::unexpected(flushed.error());
    }
    m_deadline = std::chrono::steady_clock::now() + statementBound;
    if (PQputCopyEnd(m_handle, nullptr) != 1)
        return broken(ErrorKind::unavailable, QString::fromUtf8(PQerrorMessage(m_handle)));
    return collect().map([](const Rows &rows) { return rows.touched(); });
}

Result<std::int64_t> Connection::copyOut(const char *sql, const std::function<void(std::string_view)> &take)
{
    if (Result<Rows> started = run(sql); !started)
        return tl::unexpected(started.error());
    while (true) {
        char *bytes = nullptr;
        const int size = PQgetCopyData(m_handle, &bytes, 1);
        if (size > 0) {
            take({bytes, static_cast<std::size_t>(size)});
            PQfreemem(bytes);
            continue;
        }
        if (size < 0)
            return collect().map([](const Rows &rows) { return rows.touched(); });
        m_deadline = std::chrono::steady_clock::now() + statementBound;
        if (Done ready = waitFor(POLLIN); !ready)
            return tl::unexpected(ready.error());
        if (!PQconsumeInput(m_handle))
            return broken(ErrorKind::unavailable, QString::fromUtf8(PQerrorMessage(m_handle)));
    }
}

Result<Transaction> Transaction::begin(Connection &connection, std::chrono::milliseconds longest)
{
    if (Done begun = connection.begin(longest); !begun)
        return tl::unexpected(begun.error());
    return Transaction(connection);
}

Transaction::~Transaction()
{
    if (m_connection)
        m_connection->rollback();
}

Done Transaction::commit()
{
    return std::exchange(m_connection, nullptr)->commit();
}

} // namespace rig::storage
