#include "storage/readingpartitions.h"

#include <QLoggingCategory>

#include <algorithm>

namespace rig::storage {

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.keep")

/// How long keep may be held up by all new days of one batch together; the next batch asks for the others.
constexpr auto longestOfBatch = 5s;
/// After a failure. Every try may take as long as a day may, so it must be rare against that.
constexpr auto pauseAfterTrouble = 1min;

/// As rig.ensure_partition has it.
bool isAround(std::chrono::sys_days day, std::chrono::sys_days today)
{
    return day >= today - std::chrono::days{1} && day <= today + std::chrono::days{1};
}

} // namespace

ReadingPartitions::ReadingPartitions(const Clock &clock, std::chrono::milliseconds longest)
    : m_clock(clock), m_longest(longest)
{
}

Done ReadingPartitions::ensure(Connection &connection, const std::vector<Reading> &readings)
{
    const Steady began = m_clock.steady();
    const auto today = std::chrono::floor<std::chrono::days>(m_clock.now());
    std::optional<std::chrono::sys_days> last;
    const auto ensureDay = [&](std::chrono::sys_days day) -> Done {
        if (day == last || m_made.contains(day) || !mayAsk(day, today, began) ||
            m_clock.steady() - began > longestOfBatch)
            return {};
        last = day;
        return ask(connection, day);
    };
    // What comes now goes before what came late or wrong, which may use up the time.
    for (const bool live : {true, false})
        for (const Reading &reading : readings) {
            const auto day = std::chrono::floor<std::chrono::days>(reading.at);
            if (isAround(day, today) != live)
                continue;
            if (Done done = ensureDay(day); !done)
                return done;
        }
    return m_made.contains(today) ? ensureDay(today + std::chrono::days{1}) : Done();
}

bool ReadingPartitions::mayAsk(std::chrono::sys_days day, std::chrono::sys_days today, Steady now) const
{
    if ((now < m_troubleEnds || now < m_budgetRenews) && !isAround(day, today))
        return false;
    const auto again = m_askAgain.find(day);
    return again == m_askAgain.end() || now >= again->second;
}

Done ReadingPartitions::ask(Connection &connection, std::chrono::sys_days day)
{
    const auto made = [&]() -> Result<Rows> {
        auto transaction = Transaction::begin(connection, m_longest);
        if (!transaction)
            return tl::unexpected(transaction.error());
        auto rows = connection.run("select answer, ceil(coalesce(ask_again_s, 0))::bigint "
                                   "from rig.ensure_partition($1::date)",
                                   {formatInstant(day).substr(0, 10)});
        if (!rows)
            return rows;
        if (Done committed = transaction->commit(); !committed)
            return tl::unexpected(committed.error());
        return rows;
    }();
    if (made) {
        heard(day, made->text(0, 0), std::chrono::seconds{made->integer(0, 1)});
        return {};
    }
    if (!connection.alive())
        return tl::unexpected(made.error());
    troubled(day, made.error());
    return {};
}

void ReadingPartitions::heard(std::chrono::sys_days day, std::string_view answer,
                              std::chrono::seconds askAgain)
{
    m_trouble.clear();
    const Steady again = m_clock.steady() + askAgain;
    const std::string name = formatInstant(day).substr(0, 10);
    if (answer == "there") {
        m_made.insert(day);
        m_askAgain.erase(day);
    } else if (answer == "budget") {
        m_budgetRenews = again;
        qCInfo(log,
               "64 partitions were made within an hour. Readings of %s and other new days go to the default "
               "partition for the next %lld s.",
               name.c_str(), static_cast<long long>(askAgain.count()));
    } else if (m_askAgain.insert_or_assign(day, again).second) {
        qCWarning(log,
                  "More than 50,000 readings of %s lie in the default partition, too many to move them "
                  "while others wait to be stored. They stay there, and further ones join them; "
                  "`rigctl migrate` moves them.",
                  name.c_str());
    }
}

void ReadingPartitions::troubled(std::chrono::sys_days day, const Error &error)
{
    m_troubleEnds = m_clock.steady() + pauseAfterTrouble;
    m_askAgain[day] = m_troubleEnds;
    if (std::exchange(m_trouble, error.sentence) != error.sentence)
        qCWarning(log,
                  "The partition of %s was not made; its readings go to the default partition, and it is "
                  "tried again every minute. %s",
                  formatInstant(day).substr(0, 10).c_str(), qUtf8Printable(error.sentence));
}

} // namespace rig::storage
