#include "composition/core/trainingchild.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcessEnvironment>

#include <csignal>

#include <sys/prctl.h>
#include <sys/resource.h>

namespace rig::composition {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 5s;
constexpr qsizetype mostComplaints = 16 * 1024;
/// Before any reading.
constexpr auto everything = "36500d";
constexpr int politeness = 10; ///< of nice(2): whoever looks at machines comes first

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::composition::TrainingChild", text);
}

/// In the child, between fork and exec: system calls only.
void becomeChild()
{
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    ::setpriority(PRIO_PROCESS, 0, politeness);
}

QProcessEnvironment environmentOf(const TrainingChild::Order &order)
{
    // Also what is empty: else a setting of another source would count that this program does not go by.
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DATABASE_URL"_s, QString::fromStdString(order.database.url));
    environment.insert(u"DATABASE_OWNER_URL"_s, QString::fromStdString(order.database.ownerUrl));
    environment.insert(u"RIG_DATA_DIR"_s, QString::fromStdString(order.dataDirectory));
    return environment;
}

/// The last sentence on standard error.
QString lastSentence(const QByteArray &complaints)
{
    const QString said = QString::fromUtf8(complaints).trimmed().section(u'\n', -1);
    return said.startsWith("rigctl: "_L1) ? said.mid(8) : said;
}

} // namespace

TrainingChild::TrainingChild(const Order &order, Progress progress, Ended ended)
    : m_progress(std::move(progress)), m_ended(std::move(ended))
{
    m_patience.setSingleShot(true);
    QObject::connect(&m_patience, &QTimer::timeout, &m_process, &QProcess::kill);
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] { listen(); });
    QObject::connect(&m_process, &QProcess::readyReadStandardError, &m_process, [this] {
        m_complaints = (m_complaints + m_process.readAllStandardError()).right(mostComplaints);
    });
    QObject::connect(&m_process, &QProcess::finished, &m_process, [this] { finish(); });
    // Queued: that it cannot be started is said within start().
    QObject::connect(
        &m_process, &QProcess::errorOccurred, &m_process,
        [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                finish();
        },
        Qt::QueuedConnection);
    start(order);
}

TrainingChild::~TrainingChild()
{
    m_process.disconnect();
    // Its files are whole at any time, and its transactions too.
    m_process.kill();
    m_process.waitForFinished();
}

void TrainingChild::start(const Order &order)
{
    m_process.setProcessEnvironment(environmentOf(order));
    m_process.setChildProcessModifier(becomeChild);
    m_process.setProgram(order.rigctl);
    m_process.setArguments(
        {u"train"_s, u"--from-database"_s, u"--machine"_s, QString::fromStdString(order.machine),
         u"--since"_s,
         order.since ? QString::number(order.since->count()) + u'h' : QString::fromLatin1(everything),
         u"--force"_s, u"--progress"_s, u"json"_s});
    m_process.start(QIODevice::ReadOnly);
}

void TrainingChild::cancel()
{
    m_cancelled = true;
    m_process.terminate();
    m_patience.start(patience);
}

void TrainingChild::listen()
{
    while (m_process.canReadLine())
        take(QJsonDocument::fromJson(m_process.readLine()).object());
}

void TrainingChild::take(const QJsonObject &line)
{
    const QString step = line[u"step"_s].toString();
    const double share = line[u"share"_s].toDouble();
    if (step == "reading"_L1)
        m_progress(TrainingRun::Step::reading, share);
    else if (step == "learning"_L1)
        m_progress(TrainingRun::Step::learning, share);
    else if (step == "done"_L1)
        m_version = line[u"version"_s].toString().toStdString();
    else if (step == "failed"_L1)
        m_sentence = line[u"sentence"_s].toString();
}

void TrainingChild::finish()
{
    if (std::exchange(m_over, true))
        return;
    m_patience.stop();
    listen();
    m_complaints += m_process.readAllStandardError();
    m_ended(outcome());
}

Result<std::string> TrainingChild::outcome() const
{
    // One that was done before it heard that it is to end is done.
    if (m_version && m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0)
        return *m_version;
    if (m_cancelled)
        return failure(ErrorKind::cancelled, tr("The training was cancelled; nothing was changed."));
    if (m_process.error() == QProcess::FailedToStart)
        return failure(ErrorKind::unavailable, tr("%1 cannot be started: %2. It belongs beside this program.")
                                                   .arg(m_process.program(), m_process.errorString()));
    if (!m_sentence.isEmpty())
        return failure(ErrorKind::refused, m_sentence);
    if (m_process.exitStatus() == QProcess::CrashExit)
        return failure(ErrorKind::unavailable,
                       tr("The training was ended from outside, perhaps for want of memory. Learn from less "
                          "time."));
    const QString said = lastSentence(m_complaints);
    return failure(ErrorKind::refused,
                   said.isEmpty()
                       ? tr("The training ended without a word (exit code %1).").arg(m_process.exitCode())
                       : said);
}

} // namespace rig::composition
