#include "support/installation.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <stdexcept>

namespace rig::test {

using namespace Qt::Literals::StringLiterals;

namespace {
/// In milliseconds. One that trains takes minutes under a sanitizer.
constexpr int patience = 600'000;
} // namespace

Installation::Installation(const TestDatabase &database, const std::string &topic)
    : m_environment(QProcessEnvironment::systemEnvironment())
{
    useProgram(qEnvironmentVariable("RIG_RIGCTL"));
    set(u"DATABASE_URL"_s, QString::fromStdString(database.url()));
    set(u"KAFKA_TOPIC"_s, QString::fromStdString(topic));
    set(u"RIG_DATA_DIR"_s, m_folder.filePath(u"data"_s));
    set(u"XDG_CONFIG_HOME"_s, m_folder.filePath(u"configuration"_s));
    // Qt would log to the journal where there is one and no terminal.
    set(u"QT_FORCE_STDERR_LOGGING"_s, u"1"_s);
}

void Installation::useProgram(const QString &path)
{
    if (path.isEmpty())
        throw std::runtime_error("RIG_RIGCTL must name the rigctl to test, as ctest sets it");
    // It runs in folders of its own.
    m_program = QFileInfo(path).absoluteFilePath();
}

Outcome Installation::run(const QStringList &arguments) const
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.setWorkingDirectory(m_folder.path());
    process.start(m_program, arguments);
    if (!process.waitForStarted())
        throw std::runtime_error("cannot start " + m_program.toStdString());
    const bool ended = process.waitForFinished(patience) && process.exitStatus() == QProcess::NormalExit;
    return {ended ? process.exitCode() : -1, QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

std::unique_ptr<Node> Installation::startNode(const QStringList &options) const
{
    const QString log = m_folder.filePath(u"node-%1.log"_s.arg(++m_nodes));
    return std::make_unique<Node>(m_program, options, m_environment, log);
}

QStringList Installation::filesWith(const std::string &words) const
{
    QStringList found;
    QDirIterator each(m_folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        QFile file(each.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(words.c_str()))
            found.append(file.fileName());
    }
    return found;
}

QString Installation::file(const QString &name, const QByteArray &content) const
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        throw std::runtime_error("cannot write " + file.fileName().toStdString());
    return file.fileName();
}

} // namespace rig::test
