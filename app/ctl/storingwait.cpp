#include "ctl/storingwait.h"

#include "bus/admin.h"
#include "ctl/progress.h"
#include "storage/storefacts.h"

#include <QCoreApplication>

#include <algorithm>
#include <thread>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Ranges = std::vector<storage::OffsetRange>;

namespace {

constexpr auto interval = 100ms;

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::StoringWait", text);
}

std::int64_t messagesIn(const Ranges &ranges)
{
    std::int64_t messages = 0;
    for (const auto &range : ranges)
        messages += range.to - range.from;
    return messages;
}

tl::unexpected<Error> tooSlow(std::int64_t stored, std::int64_t all, const std::optional<Error> &trouble)
{
    QString sentence = tr("%1 of %2 messages of the topic are stored, and nothing moves. Is `rigctl node` "
                          "running with this broker and this database?")
                           .arg(stored)
                           .arg(all);
    if (trouble)
        sentence += u' ' + trouble->sentence;
    return failure(ErrorKind::unavailable, sentence);
}

} // namespace

StoringWait::StoringWait(settings::BusSettings bus, composition::Database database, StreamId stream,
                         Ranges before)
    : m_bus(std::move(bus)),
      m_database(std::move(database)),
      m_stream(std::move(stream)),
      m_before(std::move(before))
{
}

Result<StoringWait> StoringWait::begin(const composition::Servers &servers)
{
    auto stream = composition::identify(servers.bus, servers.inProcess, 10s);
    if (!stream)
        return tl::unexpected(stream.error());
    const auto ends = bus::ends(servers.bus);
    if (!ends)
        return tl::unexpected(ends.error());
    Ranges before;
    for (const bus::PartitionEnds &end : *ends)
        before.push_back({end.partition, end.high, end.high});
    return StoringWait(servers.bus, servers.database, std::move(*stream), std::move(before));
}

Done StoringWait::wait(const Sent &sent, milliseconds patience, StopSignals &signals)
{
    const auto ranges = grown();
    if (!ranges)
        return tl::unexpected(ranges.error());
    const std::int64_t all = messagesIn(*ranges);
    std::int64_t best = -1;
    std::optional<Error> trouble;
    auto deadline = std::chrono::steady_clock::now() + patience;
    Progress progress;
    while (best < all) {
        const auto stored = storedIn(*ranges);
        if (!stored && !stored.error().retryable())
            return tl::unexpected(stored.error());
        trouble = stored ? std::nullopt : std::optional(stored.error());
        if (stored && *stored > best) {
            best = *stored;
            deadline = std::chrono::steady_clock::now() + patience;
            continue;
        }
        if (std::chrono::steady_clock::now() > deadline)
            return tooSlow(std::max<std::int64_t>(best, 0), all, trouble);
        progress.show(static_cast<double>(best) / static_cast<double>(all),
                      tr("%1 of %2 stored").arg(best).arg(all));
        if (signals.waitFor(interval))
            return failure(ErrorKind::cancelled,
                           tr("Stopped waiting with %1 of %2 messages stored.").arg(best).arg(all));
    }
    return checkCount(*ranges, sent);
}

Result<Ranges> StoringWait::grown() const
{
    const auto ends = bus::ends(m_bus);
    if (!ends)
        return tl::unexpected(ends.error());
    Ranges ranges;
    for (const bus::PartitionEnds &end : *ends) {
        const auto before = std::find_if(m_before.begin(), m_before.end(),
                                         [&](const auto &range) { return range.partition == end.partition; });
        const std::int64_t from = before == m_before.end() ? end.low : before->from;
        if (end.high > from)
            ranges.push_back({end.partition, from, end.high});
    }
    return ranges;
}

/// How many of the messages in the ranges lie behind keep.
Result<std::int64_t> StoringWait::storedIn(const Ranges &ranges)
{
    const auto offsets =
        connection().and_then([&](storage::Connection *one) { return storage::readOffsets(*one, m_stream); });
    if (!offsets)
        return tl::unexpected(offsets.error());
    std::int64_t stored = 0;
    for (const auto &range : ranges)
        for (const storage::StoredOffset &offset : *offsets)
            if (offset.reader == "keep" && offset.partition == range.partition)
                stored += std::clamp(offset.next, range.from, range.to) - range.from;
    return stored;
}

Result<storage::Connection *> StoringWait::connection()
{
    if (!m_connection || !m_connection->alive()) {
        auto opened = storage::Connection::open(m_database.app);
        if (!opened)
            return tl::unexpected(opened.error());
        m_connection = std::move(*opened);
    }
    return m_connection.get();
}

Done StoringWait::checkCount(const Ranges &ranges, const Sent &sent)
{
    std::int64_t stored = 0;
    for (const auto &range : ranges) {
        const auto count = connection().and_then([&](storage::Connection *one) {
            return storage::countReadings(*one, m_stream, range, sent.machine, sent.origin);
        });
        if (!count)
            return tl::unexpected(count.error());
        stored += *count;
    }
    if (stored >= sent.messages)
        return {};
    return rejectionIn(ranges).and_then([&](const QString &reason) -> Done {
        return failure(
            ErrorKind::damaged,
            tr("Only %1 of %2 rows became readings. %3").arg(stored).arg(sent.messages).arg(reason));
    });
}

Result<QString> StoringWait::rejectionIn(const Ranges &ranges)
{
    for (const auto &range : ranges) {
        const auto reason = connection().and_then(
            [&](storage::Connection *one) { return storage::firstRejection(*one, m_stream, range); });
        if (!reason)
            return tl::unexpected(reason.error());
        if (!reason->empty())
            return tr("The first was rejected: %1").arg(QString::fromStdString(*reason));
    }
    return QString();
}

} // namespace rig::ctl
