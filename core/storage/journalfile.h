#pragma once

#include "domain/crashpoint.h"
#include "domain/ports/judgestore.h"

#include <QFile>

#include <deque>

namespace rig::storage {

/// The judge's journal as one file: a header, then entries of kind, length, content and a SHA-256 over all
/// three, each flushed to the disk before it counts. From the first damaged byte on it is cut off on opening
/// (a crash while writing); what was there is judged again. At most `bound` bytes. One thread owns it.
class JournalFile : public JudgeJournal
{
public:
    static constexpr qint64 defaultBound = 64 * 1024 * 1024;

    /// A file that is none of ours is put aside as FILE.damaged and a new one begun: what the judge derived
    /// can be derived again from the broker's records.
    static Result<std::unique_ptr<JournalFile>> open(const QString &path, CrashPoint &crashPoint,
                                                     qint64 bound = defaultBound);

    bool empty() const override { return m_batches.empty(); }
    std::size_t size() const override { return m_batches.size(); }
    Done append(const JudgeBatch &batch) override;
    const JudgeBatch &front() const override { return m_batches.front(); }
    Done removeFront() override;
    Done clear() override;

private:
    JournalFile(const QString &path, CrashPoint &crashPoint, qint64 bound);

    Done load();
    Done putAside();
    bool takeEntry(const QByteArray &bytes, qsizetype &at);
    Done write(const QByteArray &entry);
    Done writeWhole(const QByteArray &bytes);
    Done begin();
    Done compact();
    std::deque<JudgeBatch> joined() const;
    Done syncFolder() const;
    tl::unexpected<Error> failed() const;
    tl::unexpected<Error> failed(const QString &reason) const;

    QFile m_file;
    CrashPoint &m_crashPoint;
    qint64 m_bound;
    qint64 m_compacted = 0; ///< size after the last compaction; 0 once something was removed since
    std::deque<JudgeBatch> m_batches;
};

} // namespace rig::storage
