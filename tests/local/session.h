#pragma once

#include <QString>

#include <libpq-fe.h>

#include <memory>
#include <string>

/// A session of one role with a private PostgreSQL, as libpq gives it to anybody.
class Session
{
public:
    explicit Session(const std::string &url) : m_connection(PQconnectdb(url.c_str()), PQfinish) {}

    bool isOpen() const { return PQstatus(m_connection.get()) == CONNECTION_OK; }
    QString error() const { return QString::fromUtf8(PQerrorMessage(m_connection.get())); }

    /// The first value, an empty text where there is none, or the SQLSTATE of the refusal in brackets.
    QString ask(const char *sql)
    {
        const std::unique_ptr<PGresult, void (*)(PGresult *)> result(PQexec(m_connection.get(), sql),
                                                                     PQclear);
        if (const char *state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE))
            return QStringLiteral("[%1]").arg(QString::fromUtf8(state));
        return PQntuples(result.get()) > 0 ? QString::fromUtf8(PQgetvalue(result.get(), 0, 0)) : QString();
    }

    /// Does not wait for the answer.
    void begin(const char *sql) { PQsendQuery(m_connection.get(), sql); }

private:
    std::unique_ptr<PGconn, void (*)(PGconn *)> m_connection;
};
