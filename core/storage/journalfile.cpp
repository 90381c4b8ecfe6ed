#include "storage/journalfile.h"

#include "storage/memorycodec.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QLoggingCategory>
#include <QtEndian>

#include <unistd.h>

namespace rig::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.judge")

const QByteArray header = "rig-alpha journal 1\n";

enum Kind : char
{
    batchEntry = 'B',
    removalEntry = 'R'
};

constexpr qsizetype hashBytes = 32;
constexpr qsizetype entryHead = 1 + 4 + hashBytes;

QByteArray entryOf(Kind kind, const QByteArray &content)
{
    QByteArray entry(entryHead, Qt::Uninitialized);
    entry[0] = kind;
    qToLittleEndian(static_cast<quint32>(content.size()), entry.data() + 1);
    const QByteArray hash = QCryptographicHash::hash(content, QCryptographicHash::Sha256);
    std::copy(hash.begin(), hash.end(), entry.begin() + 5);
    return entry + content;
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
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        return failed();
    m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (m_file.size() == 0)
        return begin();
    if (m_file.size() > 2 * m_bound || m_file.read(header.size()) != header) {
        qCWarning(log, "%s",
                  qUtf8Printable(
                      tr("%1 is no journal of ours and is put aside as %1.damaged.").arg(m_file.fileName())));
        m_file.close();
        QFile::remove(m_file.fileName() + u".damaged"_s);
        if (!QFile::rename(m_file.fileName(), m_file.fileName() + u".damaged"_s))
            return failed();
        return load();
    }
    const QByteArray bytes = m_file.readAll();
    qsizetype at = 0;
    while (takeEntry(bytes, at)) {
    }
    if (at < bytes.size())
        qCWarning(log, "%s",
                  qUtf8Printable(tr("The last %1 bytes of %2 were not written whole; what they held is "
                                    "judged again.")
                                     .arg(bytes.size() - at)
                                     .arg(m_file.fileName())));
    if (!m_file.resize(header.size() + at) || !m_file.seek(m_file.size()))
        return failed();
    return {};
}

/// False at the end or where the rest is not whole.
bool JournalFile::takeEntry(const QByteArray &bytes, qsizetype &at)
{
    if (bytes.size() - at < entryHead)
        return false;
    const auto length = static_cast<qsizetype>(qFromLittleEndian<quint32>(bytes.constData() + at + 1));
    if (length > bytes.size() - at - entryHead)
        return false;
    const QByteArray content = bytes.mid(at + entryHead, length);
    if (QCryptographicHash::hash(content, QCryptographicHash::Sha256) != bytes.mid(at + 5, hashBytes))
        return false;
    if (bytes[at] == batchEntry) {
        auto batch = decodeBatch(content);
        if (!batch)
            return false;
        m_batches.push_back({std::move(*batch), entryHead + length});
    } else if (!m_batches.empty()) {
        m_batches.pop_front();
    }
    at += entryHead + length;
    return true;
}

Done JournalFile::append(const JudgeBatch &batch)
{
    const QByteArray entry = entryOf(batchEntry, encodeBatch(batch));
    if (m_file.size() + entry.size() > m_bound)
        if (Done compacted = compact(); !compacted)
            return compacted;
    if (m_file.size() + entry.size() > m_bound)
        return failure(
            ErrorKind::full,
            tr("The journal %1 has reached its bound of %2 MiB with %3 batches that wait for the database.")
                .arg(m_file.fileName())
                .arg(m_bound / 1024 / 1024)
                .arg(m_batches.size()));
    m_crashPoint.passed("journal-before-append");
    if (Done written = write(entry); !written)
        return written;
    m_batches.push_back({batch, entry.size()});
    m_crashPoint.passed("journal-after-append");
    return {};
}

Done JournalFile::removeFront()
{
    m_batches.pop_front();
    Done done = m_batches.empty() ? begin() : write(entryOf(removalEntry, {}));
    m_crashPoint.passed("journal-after-remove");
    return done;
}

Done JournalFile::clear()
{
    m_batches.clear();
    return begin();
}

/// An entry that is not written whole is taken back, so that what follows it can be read.
Done JournalFile::write(const QByteArray &entry)
{
    const qint64 before = m_file.size();
    if (m_file.write(entry) == entry.size() && ::fdatasync(m_file.handle()) == 0)
        return {};
    const auto error = failed();
    m_file.resize(before);
    m_file.seek(before);
    return error;
}

/// An empty journal.
Done JournalFile::begin()
{
    if (!m_file.resize(0) || !m_file.seek(0))
        return failed();
    return write(header);
}

/// Leaves out what was removed, by writing a new file beside the old one.
Done JournalFile::compact()
{
    qint64 waiting = 0;
    for (const Waiting &one : m_batches)
        waiting += one.bytes;
    if (waiting > m_file.size() / 2)
        return {};
    JournalFile fresh(m_file.fileName() + u".new"_s, m_crashPoint, m_bound);
    if (!fresh.m_file.open(QIODevice::ReadWrite | QIODevice::Truncate | QIODevice::Unbuffered,
                           QFile::ReadOwner | QFile::WriteOwner))
        return fresh.failed();
    if (Done begun = fresh.begin(); !begun)
        return begun;
    for (const Waiting &one : m_batches)
        if (Done written = fresh.write(entryOf(batchEntry, encodeBatch(one.batch))); !written)
            return written;
    const QString name = m_file.fileName();
    if (::rename(qUtf8Printable(fresh.m_file.fileName()), qUtf8Printable(name)) != 0)
        return fresh.failed();
    m_file.close();
    m_file.setFileName(name);
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered) || !m_file.seek(m_file.size()))
        return failed();
    return {};
}

tl::unexpected<Error> JournalFile::failed() const
{
    return failure(
        ErrorKind::full,
        tr("The journal %1 cannot be written: %2. Make room on that disk or choose another data directory.")
            .arg(m_file.fileName(), m_file.errorString()),
        u"RIG_DATA_DIR"_s);
}

} // namespace rig::storage
