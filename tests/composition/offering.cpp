#include "composition/offering.h"

#include "composition/core/killpoint.h"
#include "composition/core/localservers.h"
#include "composition/core/logging.h"
#include "composition/core/node.h"
#include "composition/core/systemclock.h"
#include "local/privatepostgres.h"
#include "pipeline/liveboard.h"
#include "settings/load.h"
#include "support/waiting.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace rig;
using namespace rig::test;
using namespace std::chrono_literals;

namespace {

bool inputEnded()
{
    pollfd input{STDIN_FILENO, POLLIN, 0};
    char byte = 0;
    return ::poll(&input, 1, 50) > 0 && ::read(STDIN_FILENO, &byte, 1) <= 0;
}

local::PrivatePostgres postgresIn(const QString &directory)
{
    return local::PrivatePostgres(*settings::DataDirectory::open(directory.toStdString()),
                                  [] { return false; });
}

} // namespace

int offerServers()
{
    const auto settings = settings::load(settings::processSources()).value();
    const auto directory = settings::DataDirectory::open(settings.dataDirectory).value();
    const composition::Logging logging("offer");
    const composition::SystemClock clock;
    composition::KillPoint noKill;
    composition::LocalServers servers(settings, directory);
    std::unique_ptr<composition::Node> node;
    std::uint64_t generation = 0;
    QJsonObject said;
    while (!inputEnded()) {
        const auto status = servers.status();
        if (status->generation != generation)
            node.reset();
        generation = status->generation;
        QString nodeTrouble;
        if (const auto both = status->servers(); both && !node) {
            auto started =
                composition::Node::start(*both, settings.defaultMachine, directory, {}, clock, noKill);
            if (started)
                node = std::move(*started);
            else
                nodeTrouble = started.error().sentence;
        }
        const QJsonObject now{
            {u"generation"_s, static_cast<qint64>(generation)},
            {u"broker"_s, status->bus ? QString::fromStdString(status->bus->servers) : QString()},
            {u"broker_of"_s, static_cast<qint64>(status->brokerOf.value_or(0))},
            {u"database"_s, status->database.has_value()},
            {u"database_trouble"_s, status->databaseTrouble.has_value()},
            {u"tries"_s, status->databaseTries},
            {u"ready"_s, status->servers().has_value()},
            {u"node"_s, node != nullptr},
            {u"node_trouble"_s, nodeTrouble}};
        if (now != said) {
            std::printf("%s\n", QJsonDocument(now).toJson(QJsonDocument::Compact).constData());
            std::fflush(stdout);
        }
        said = now;
    }
    return 0;
}

Account::Account() : m_environment(QProcessEnvironment::systemEnvironment())
{
    // So that the server's account gets through to what root made.
    ::chmod(qPrintable(m_base.path()), 0711);
    const QString runtime = m_base.filePath(u"runtime"_s);
    ::mkdir(qPrintable(runtime), 0700);
    for (const QString &name : {u"DATABASE_URL"_s, u"DATABASE_OWNER_URL"_s, u"KAFKA_BROKER_URL"_s})
        m_environment.remove(name);
    m_environment.insert(u"RIG_DATA_DIR"_s, dataDirectory());
    m_environment.insert(u"XDG_CONFIG_HOME"_s, m_base.filePath(u"configuration"_s));
    m_environment.insert(u"XDG_RUNTIME_DIR"_s, runtime);
    m_environment.insert(u"QT_FORCE_STDERR_LOGGING"_s, u"1"_s);
}

Account::~Account()
{
    stopDatabase();
}

bool Account::databaseRuns() const
{
    return postgresIn(dataDirectory()).look().phase == local::PrivatePostgresState::Phase::running;
}

void Account::stopDatabase() const
{
    static_cast<void>(postgresIn(dataDirectory()).stop());
}

QJsonObject Account::Run::json() const
{
    return QJsonDocument::fromJson(out.toUtf8()).object();
}

Account::Run Account::rigctl(const QStringList &arguments, const QProcessEnvironment &environment) const
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_base.path());
    process.start(qEnvironmentVariable("RIG_RIGCTL"), arguments);
    const bool ended = process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit;
    return {ended ? process.exitCode() : -1, QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

Offering::Offering(const Account &account)
{
    m_process.setProcessEnvironment(account.environment());
    m_process.start(QCoreApplication::applicationFilePath(), {u"--offer"_s});
    m_process.waitForStarted();
}

Offering::~Offering()
{
    kill();
}

const QJsonObject &Offering::state()
{
    m_process.waitForReadyRead(20);
    while (m_process.canReadLine())
        m_state = QJsonDocument::fromJson(m_process.readLine()).object();
    return m_state;
}

bool Offering::becomes(const QJsonObject &expected, std::chrono::milliseconds patience)
{
    return waitUntil(
        [&] {
            const QJsonObject &now = state();
            for (auto one = expected.begin(); one != expected.end(); ++one)
                if (now.value(one.key()) != one.value())
                    return false;
            return true;
        },
        patience);
}

void Offering::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

bool Offering::end()
{
    m_process.closeWriteChannel();
    return m_process.waitForFinished(30'000) && m_process.exitCode() == 0;
}
