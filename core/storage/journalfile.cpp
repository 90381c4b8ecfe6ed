#include "storage/journalfile.h"

#include "storage/memorycodec.h"
#include "storage/wholefile.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QSaveFile>
#include <QtEndian>

#include <algorithm>
#include <cerrno>
#include <iterator>

#include <fcntl.h>
#include <unistd.h>

namespace rig::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.judge")

constexpr QByteArrayView header("rig-alpha journal 1\n");

enum Kind : char
{
    batchEntry = 'B',
    removalEntry = 'R'
};

constexpr qsizetype headBytes = 1 + 4; ///< kind and length of the content
constexpr qsizetype hashBytes = 32;

QByteArray hashOf(QByteArrayView bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(bytes);
    return hash.result();
}

QByteArray entryOf(Kind kind, const QByteArray &content)
{
    QByteArray entry(headBytes, Qt::Uninitialized);
    entry[0] = kind;
    qToLittleEndian(static_cast<quint32>(content.size()), entry.data() + 1);
    entry += content;
    return entry + hashOf(entry);
}

/// As if the two had been one. The second builds on the first.
void absorb(JudgeBatch &first, JudgeBatch second)
{
    for (const Advance &advance : second.advances) {
        const auto same = std::find_if(first.advances.begin(), first.advances.end(), [&](const Advance &one) {
            return one.partition == advance.partition;
        });
        if (same == first.advances.end())
            first.advances.push_back(advance);
        else
            same->next = advance.next;
    }
    std::move(second.events.begin(), second.events.end(), std::back_inserter(first.events));
    std::move(second.findings.begin(), second.findings.end(), std::back_inserter(first.findings));
    std::move(second.skipped.begin(), second.skipped.end(), std::back_inserter(first.skipped));
    std::move(second.caughtUp.begin(), second.caughtUp.end(), std::back_inserter(first.caughtUp));
    second.memories.merge(first.memories); // keeps the second's where both have one
    first.memories = std::move(second.memories);
}

QString tr(const char *sentence)
{
    return QCoreApplication::translate("rig::storage::JournalFile", sentence);
}

} // namespace

Result<std::unique_ptr<JournalFile>> JournalFile::open(const QString &path, CrashPoint &crashPoint,
                                                       qint64 bound)
{
    std::unique_ptr<JournalFile> journal(new JournalFile(path, crashPoint, bound));
    if (Done loaded = journal->load(); !loaded)
        return tl::unexpected(loaded.error());
    return journal;
}

JournalFile::JournalFile(const QString &path, CrashPoint &crashPoint, qint64 bound)
    : m_file(path), m_crashPoint(crashPoint), m_bound(bound)
{
}

Done JournalFile::load()
{
    // Nobody else's file is written, wherever a link leads.
    if (QFileInfo(m_file.fileName()).isSymLink())
        return putAside().and_then([this] { return load(); });
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered, QFile::ReadOwner | QFile::WriteOwner))
        return failed();
    if (m_file.size() == 0)
        return begin().and_then([this] { return syncFolder(); });
    if (m_file.size() > 2 * m_bound || m_file.read(header.size()) != header)
        return putAside().and_then([this] { return load(); });
    const QByteArray bytes = m_file.readAll();
    qsizetype at = 0;
    while (takeEntry(bytes, at)) {
    }
    if (at < bytes.size())
        qCWarning(
            log, "%s",
            qUtf8Printable(tr("The last %1 bytes of %2 are damaged or were not written whole; what they "
                              "held is judged again.")
                               .arg(bytes.size() - at)
                               .arg(m_file.fileName())));
    if (!m_file.resize(header.size() + at) || !m_file.seek(m_file.size()))
        return failed();
    return {};
}

Done JournalFile::putAside()
{
    const QString aside = m_file.fileName() + u".damaged"_s;
    qCWarning(
        log, "%s",
        qUtf8Printable(tr("%1 is no journal of ours and is put aside as %2.").arg(m_file.fileName(), aside)));
    m_file.close();
    if (::rename(qUtf8Printable(m_file.fileName()), qUtf8Printable(aside)) != 0)
        return failed(qt_error_string(errno));
    return {};
}

/// False at the end or where the rest is not whole.
bool JournalFile::takeEntry(const QByteArray &bytes, qsizetype &at)
{
    const qsizetype left = bytes.size() - at;
    if (left < headBytes + hashBytes)
        return false;
    const auto length = static_cast<qsizetype>(qFromLittleEndian<quint32>(bytes.constData() + at + 1));
    if (length > left - headBytes - hashBytes)
        return false;
    const qsizetype size = headBytes + length;
    if (hashOf(QByteArrayView(bytes).sliced(at, size)) != QByteArrayView(bytes).sliced(at + size, hashBytes))
        return false;
    if (bytes[at] == batchEntry) {
        auto batch = decodeBatch(bytes.mid(at + headBytes, length));
        if (!batch)
            return false;
        m_batches.push_back(std::move(*batch));
    } else if (bytes[at] == removalEntry && !m_batches.empty()) {
        m_batches.pop_front();
    } else {
        return false;
    }
    at += size + hashBytes;
    return true;
}

Done JournalFile::append(const JudgeBatch &batch)
{
    const QByteArray entry = entryOf(batchEntry, encodeBatch(batch));
    if (m_file.size() + entry.size() > m_bound)
        if (Done compacted = compact(); !compacted)
            return compacted;
    if (m_file.size() + entry.size() > m_bound)
        return failure(ErrorKind::full,
                       tr("The journal %1 has reached its bound of %2 MiB with what waits for the database.")
                           .arg(m_file.fileName(), QString::number(m_bound / 1024 / 1024)));
    m_crashPoint.passed("journal-before-append");
    if (Done written = write(entry); !written)
        return written;
    m_batches.push_back(batch);
    m_crashPoint.passed("journal-after-append");
    return {};
}

Done JournalFile::removeFront()
{
    m_batches.pop_front();
    m_compacted = 0;
    Done done = m_batches.empty() ? begin() : write(entryOf(removalEntry, {}));
    m_crashPoint.passed("journal-after-remove");
    return done;
}

Done JournalFile::clear()
{
    m_batches.clear();
    return begin();
}

/// Not before the header stands, which a full disk may have kept away: without it nothing here is read again.
Done JournalFile::write(const QByteArray &entry)
{
    if (m_file.size() >= header.size())
        return writeWhole(entry);
    return begin().and_then([&] { return writeWhole(entry); });
}

/// What is not written whole is taken back, so that what follows it can be read.
Done JournalFile::writeWhole(const QByteArray &bytes)
{
    const qint64 before = m_file.size();
    const bool written = m_file.write(bytes) == bytes.size();
    if (written && ::fdatasync(m_file.handle()) == 0)
        return {};
    const auto error = written ? failed(qt_error_string(errno)) : failed();
    m_file.resize(before);
    m_file.seek(before);
    return error;
}

/// An empty journal.
Done JournalFile::begin()
{
    m_compacted = 0;
    if (!m_file.resize(0) || !m_file.seek(0))
        return failed();
    return writeWhole(header.toByteArray());
}

/// Leaves out what was removed and what later batches make superfluous. Nothing is done where the last time
/// was not long ago and nothing was removed since: it would leave out too little.
Done JournalFile::compact()
{
    if (m_file.size() < 2 * m_compacted)
        return {};
    std::deque<JudgeBatch> batches = joined();
    QSaveFile fresh(m_file.fileName());
    if (!fresh.open(QIODevice::WriteOnly))
        return failed(fresh.errorString());
    QByteArray content = header.toByteArray();
    for (const JudgeBatch &batch : batches)
        content += entryOf(batchEntry, encodeBatch(batch));
    if (!commitWhole(fresh, content))
        return failed(fresh.errorString());
    m_batches = std::move(batches);
    m_file.close();
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered) || !m_file.seek(m_file.size()))
        return failed();
    m_compacted = m_file.size();
    return syncFolder();
}

/// What waits behind the first as one batch: what a machine remembers then stands there once. The first may
/// be on its way into the database already, as it is.
std::deque<JudgeBatch> JournalFile::joined() const
{
    std::deque<JudgeBatch> joined;
    for (const JudgeBatch &batch : m_batches) {
        const bool fits = joined.size() > 1 && joined.back().plantRevision == batch.plantRevision &&
                          joined.back().term == batch.term && joined.back().stream == batch.stream;
        if (fits)
            absorb(joined.back(), batch);
        else
            joined.push_back(batch);
    }
    return joined;
}

/// A file that was just made, or renamed, is there after a crash of the machine only when its folder says so.
Done JournalFile::syncFolder() const
{
    const QByteArray folder = QFile::encodeName(QFileInfo(m_file).absolutePath());
    const int handle = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = handle >= 0 && ::fsync(handle) == 0;
    const auto error = failed(qt_error_string(errno));
    if (handle >= 0)
        ::close(handle);
    if (!synced)
        return error;
    return {};
}

tl::unexpected<Error> JournalFile::failed() const
{
    return failed(m_file.errorString());
}

tl::unexpected<Error> JournalFile::failed(const QString &reason) const
{
    return failure(ErrorKind::full,
                   tr("The journal %1 cannot be written: %2. Make room on that disk, see to it that we may "
                      "write there, or choose another data directory.")
                       .arg(m_file.fileName(), reason),
                   u"RIG_DATA_DIR"_s);
}

} // namespace rig::storage
