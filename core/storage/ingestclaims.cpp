#include "storage/ingestclaims.h"

#include <QLoggingCategory>

#include <algorithm>
#include <map>

namespace rig::storage {

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.keep")

constexpr auto interval = 1min;
constexpr std::chrono::seconds kept = 48h;
/// Of which records are believed to be behind, as a producer's clock may say anything: longer than brokers
/// keep records and plants stand still.
constexpr std::chrono::seconds furthestBehind = std::chrono::days{30};
/// Not fewer than one batch claims, so that a table that has grown shrinks while further ones come.
constexpr std::int64_t mostAtOnce = 20'000;
/// What keep may be held up by it.
constexpr auto longest = 3s;

/// How far the partition that is read last lies behind, by its newest record: one with an old stamp among
/// others says nothing.
std::chrono::seconds behind(const std::vector<Reading> &stored, Instant now)
{
    std::map<std::int32_t, Instant> newest;
    for (const Reading &reading : stored) {
        Instant &known = newest.try_emplace(reading.partition, reading.recordTime).first->second;
        known = std::max(known, reading.recordTime);
    }
    const Instant last =
        std::ranges::min_element(newest, {}, [](const auto &one) { return one.second; })->second;
    return std::chrono::floor<std::chrono::seconds>(now - std::clamp(last, now - furthestBehind, now));
}

} // namespace

IngestClaims::IngestClaims(const Clock &clock) : m_clock(clock) {}

Result<std::vector<bool>> IngestClaims::claim(Connection &connection,
                                              const std::vector<Reading> &readings) const
{
    std::vector<bool> repeated(readings.size(), false);
    // Always in the order of the ids, so that two instances wait for one another instead of deadlocking.
    std::map<std::string_view, std::size_t> first;
    for (std::size_t i = 0; i < readings.size(); ++i)
        if (const std::string &id = readings[i].ingestId; !id.empty())
            repeated[i] = !first.emplace(id, i).second;
    if (first.empty())
        return repeated;
    std::vector<std::string_view> ids;
    for (const auto &[id, index] : first) {
        ids.push_back(id);
        repeated[index] = true;
    }
    const auto claimed = connection.run("insert into rig.ingest_claim (ingest_id) select unnest($1::text[]) "
                                        "on conflict do nothing returning ingest_id",
                                        {textArray(ids)});
    if (!claimed)
        return tl::unexpected(claimed.error());
    for (int i = 0; i < claimed->count(); ++i)
        repeated[first.at(claimed->text(i, 0))] = false;
    return repeated;
}

void IngestClaims::forgetOld(Connection &connection, const std::vector<Reading> &stored)
{
    const auto began = m_clock.steady();
    if (stored.empty() || began < m_next)
        return;
    m_next = began + interval;
    const std::chrono::seconds age = kept + behind(stored, m_clock.now());
    const auto removed = [&]() -> Result<std::int64_t> {
        auto transaction = Transaction::begin(connection, longest);
        if (!transaction)
            return tl::unexpected(transaction.error());
        const auto rows = connection.run(
            "delete from rig.ingest_claim where ctid = any (array(select ctid from rig.ingest_claim "
            "where claimed_at < clock_timestamp() - make_interval(secs => $1) order by claimed_at limit $2))",
            {std::to_string(age.count()), std::to_string(mostAtOnce)});
        if (!rows)
            return tl::unexpected(rows.error());
        if (Done committed = transaction->commit(); !committed)
            return tl::unexpected(committed.error());
        return rows->touched();
    }();
    if (!removed)
        qCWarning(log, "Old claims of ingest ids were not removed, which is tried again. %s",
                  qUtf8Printable(removed.error().sentence));
    else if (*removed == mostAtOnce)
        m_next = began;
}

} // namespace rig::storage
