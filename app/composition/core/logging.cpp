#include "composition/core/logging.h"

#include "domain/instant.h"
#include "domain/unprintable.h"
#include "settings/text.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <memory>
#include <mutex>

namespace rig::composition {

namespace {

namespace fs = std::filesystem;

Q_LOGGING_CATEGORY(log, "rig.log")

class RotatingFile
{
public:
    RotatingFile(fs::path file) : m_file(std::move(file)) { open(); }
    ~RotatingFile() { close(); }

    RotatingFile(const RotatingFile &) = delete;
    RotatingFile &operator=(const RotatingFile &) = delete;

    /// Why no file is open; 0 where one is.
    int trouble() const { return m_trouble; }

    void write(const std::string &line)
    {
        if (m_size + line.size() > Logging::fileBound)
            rotate();
        // A full disk must not stop the program; the line is on standard error as well.
        if (m_descriptor >= 0 && ::write(m_descriptor, line.data(), line.size()) > 0)
            m_size += line.size();
    }

private:
    void open()
    {
        std::error_code ignored;
        const fs::path folder = m_file.parent_path();
        fs::create_directories(folder.parent_path(), ignored);
        ::mkdir(folder.c_str(), 0700);
        m_descriptor = -1;
        // Behind a link lie somebody else's files, and their rights.
        if (fs::is_symlink(folder, ignored)) {
            m_trouble = ELOOP;
            return;
        }
        // Also what an earlier version, or somebody's copy, left open to others.
        ::chmod(folder.c_str(), 0700);
        m_descriptor = ::open(m_file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        m_trouble = m_descriptor >= 0 ? 0 : errno;
        if (m_descriptor >= 0)
            ::fchmod(m_descriptor, 0600);
        m_size = m_descriptor >= 0 ? fs::file_size(m_file, ignored) : 0;
    }

    void close()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }

    fs::path older(int age) const { return m_file.string() + "." + std::to_string(age); }

    void rotate()
    {
        close();
        std::error_code ignored;
        for (int age = Logging::filesKept - 1; age > 1; --age)
            fs::rename(older(age - 1), older(age), ignored);
        fs::rename(m_file, older(1), ignored);
        open();
    }

    fs::path m_file;
    int m_descriptor = -1;
    int m_trouble = 0;
    std::uintmax_t m_size = 0;
};

/// Qt calls a plain function; what it needs has to be reachable from there.
struct Target
{
    std::mutex mutex;
    std::unique_ptr<RotatingFile> file;
};

Target &target()
{
    static Target one;
    return one;
}

const char *severity(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "critical";
    case QtFatalMsg:
        return "fatal";
    }
    return "info";
}

/// One line, and nothing that commands a terminal: names from files and messages stand in it.
std::string escaped(const QString &text)
{
    QString plain;
    for (const QChar c : text) {
        if (c == u'\n')
            plain += QLatin1StringView("\\n");
        else
            plain += isUnprintable(c.unicode()) ? QChar(u'?') : c;
    }
    return plain.toStdString();
}

/// Qt says at every start which folder it would take in place of a missing XDG_RUNTIME_DIR. We take none from
/// it: without that variable servers.json lies in the data directory.
bool saysNothing(const QString &message)
{
    return message.startsWith(QLatin1StringView("QStandardPaths: XDG_RUNTIME_DIR not set"));
}

void take(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (saysNothing(message))
        return;
    const Instant now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    std::string line = formatInstant(now).substr(0, 23);
    line.append("Z ")
        .append(severity(type))
        .append(" ")
        .append(context.category ? context.category : "default");
    line.append(": ").append(escaped(message)).append("\n");
    const std::lock_guard lock(target().mutex);
    if (::write(STDERR_FILENO, line.data(), line.size()) < 0) {
        // Nowhere left to say so.
    }
    if (target().file)
        target().file->write(line);
}

} // namespace

Logging::Logging(const std::string &program, const fs::path &dataDirectory)
{
    if (!qEnvironmentVariableIsSet("QT_LOGGING_RULES"))
        QLoggingCategory::setFilterRules(QStringLiteral("*.debug=false"));
    if (!dataDirectory.empty())
        target().file = std::make_unique<RotatingFile>(dataDirectory / "log" / (program + ".log"));
    qInstallMessageHandler(take);
    if (target().file && target().file->trouble() != 0)
        qCWarning(log, "%s",
                  qUtf8Printable(QCoreApplication::translate("rig::composition::Logging",
                                                             "There is no log file in %1: %2.")
                                     .arg(shown((dataDirectory / "log").native()),
                                          settings::reasonOf(target().file->trouble()))));
}

Logging::~Logging()
{
    qInstallMessageHandler(nullptr);
    const std::lock_guard lock(target().mutex);
    target().file.reset();
}

} // namespace rig::composition
