#include "hosted/pooler.h"

#include "support/sql.h"
#include "support/waiting.h"

#include <QFile>
#include <QUrl>

#include <arpa/inet.h>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace rig::test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto program = "/usr/sbin/pgbouncer"; // Debian's, outside the PATH of most people

int freePort()
{
    const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *const any = reinterpret_cast<sockaddr *>(&address);
    const bool known = ::bind(probe, any, size) == 0 && ::getsockname(probe, any, &size) == 0;
    ::close(probe);
    if (!known)
        throw std::runtime_error("no port for PgBouncer");
    return ntohs(address.sin_port);
}

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        throw std::runtime_error("cannot write " + path.toStdString());
    file.setPermissions(file.permissions() | QFileDevice::ReadGroup | QFileDevice::ReadOther);
}

} // namespace

Pooler::Pooler(int connections) : m_port(freePort())
{
    const QUrl server(qEnvironmentVariable("DATABASE_URL"));
    const QString file = m_folder.filePath(u"pgbouncer.ini"_s);
    write(m_folder.filePath(u"users"_s),
          u"\"%1\" \"%2\"\n"_s.arg(server.userName(), server.password()).toUtf8());
    write(file, configuration(connections));
    // It does not run as root, and says everything on standard error then.
    QStringList words{file};
    if (::geteuid() == 0) {
        words = QStringList{u"-u"_s, u"postgres"_s} + words;
        QFile::setPermissions(m_folder.path(), QFile::permissions(m_folder.path()) | QFileDevice::ExeOther);
    }
    m_process.setStandardErrorFile(m_folder.filePath(u"log"_s));
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.start(QString::fromLatin1(program), words);
    const bool answers = waitUntil(
        [&] {
            m_process.waitForReadyRead(50);
            try {
                return Sql(through(qEnvironmentVariable("DATABASE_URL").toStdString())).number("select 1") ==
                       1;
            } catch (const std::runtime_error &) {
                return false;
            }
        },
        10s);
    QFile log(m_folder.filePath(u"log"_s));
    if (!answers && log.open(QIODevice::ReadOnly))
        throw std::runtime_error("PgBouncer does not answer:\n" + log.readAll().toStdString());
}

Pooler::~Pooler()
{
    m_process.terminate();
    if (!m_process.waitForFinished(5000))
        m_process.kill();
    m_process.waitForFinished(5000);
}

bool Pooler::installed()
{
    return QFile::exists(QString::fromLatin1(program));
}

std::string Pooler::through(const std::string &url) const
{
    QUrl changed(QString::fromStdString(url));
    changed.setPort(m_port);
    return changed.toString(QUrl::FullyEncoded).toStdString();
}

QByteArray Pooler::configuration(int connections) const
{
    const QUrl server(qEnvironmentVariable("DATABASE_URL"));
    return u"[databases]\n"
           "* = host=127.0.0.1 port=%1\n"
           "[pgbouncer]\n"
           "listen_addr = 127.0.0.1\n"
           "listen_port = %2\n"
           "unix_socket_dir =\n"
           "auth_type = scram-sha-256\n"
           "auth_file = %3\n"
           "pool_mode = transaction\n"
           "default_pool_size = %4\n"_s
               .arg(QString::number(server.port()), QString::number(m_port), m_folder.filePath(u"users"_s),
                    QString::number(connections))
               .toUtf8();
}

} // namespace rig::test
