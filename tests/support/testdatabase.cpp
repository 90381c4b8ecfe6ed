#include "support/testdatabase.h"

#include <QUrl>
#include <QUuid>

#include <chrono>
#include <stdexcept>
#include <thread>

namespace rig::test {

using namespace Qt::Literals::StringLiterals;

namespace {

std::string serverUrl(const std::string &database)
{
    QUrl url(qEnvironmentVariable("DATABASE_URL"));
    url.setPath(u'/' + QString::fromStdString(database));
    return url.toString(QUrl::FullyEncoded).toStdString();
}

} // namespace

QString whyNoDatabase()
{
    return qEnvironmentVariableIsSet("RIG_TEST_PG_ADMIN_URL")
               ? QString()
               : u"There is no test database; run this under tests/with-servers."_s;
}

std::string adminUrl()
{
    return qEnvironmentVariable("RIG_TEST_PG_ADMIN_URL").toStdString();
}

TestDatabase::TestDatabase(Exists exists)
    : m_name("test_" + QUuid::createUuid().toString(QUuid::Id128).toStdString())
{
    if (exists == Exists::now)
        create();
}

TestDatabase::~TestDatabase()
{
    m_connection.reset();
    // PostgreSQL refuses to end an autovacuum worker for a role that is no superuser; it is soon through.
    for (int tries = 100; tries > 0; --tries) {
        try {
            Sql(serverUrl("postgres")).run("drop database if exists " + m_name + " with (force)");
            return;
        } catch (const std::runtime_error &failure) {
            // The server is made for the tests and goes away with them.
            if (tries == 1)
                qWarning("%s", failure.what());
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

void TestDatabase::create()
{
    Sql(serverUrl("postgres")).run("create database " + m_name);
}

std::string TestDatabase::url() const
{
    return serverUrl(m_name);
}

std::string TestDatabase::urlAsAdmin() const
{
    QUrl admin(QString::fromStdString(adminUrl()));
    admin.setPath(u'/' + QString::fromStdString(m_name));
    return admin.toString(QUrl::FullyEncoded).toStdString();
}

std::string TestDatabase::urlAs(const std::string &role, const std::string &password) const
{
    QUrl url(QString::fromStdString(this->url()));
    url.setUserName(QString::fromStdString(role));
    url.setPassword(QString::fromStdString(password));
    return url.toString(QUrl::FullyEncoded).toStdString();
}

Sql &TestDatabase::sql()
{
    if (!m_connection || !m_connection->usable())
        m_connection = std::make_unique<Sql>(url());
    return *m_connection;
}

std::vector<int> TestDatabase::serverProcesses()
{
    std::vector<int> processes;
    for (const auto &row : sql().run("select pid from pg_stat_activity where datname = current_database() "
                                     "and pid <> pg_backend_pid()"))
        processes.push_back(std::stoi(row[0].value()));
    return processes;
}

} // namespace rig::test
