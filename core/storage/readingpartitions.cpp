#include "storage/readingpartitions.h"

namespace rig::storage {

using namespace std::chrono_literals;

namespace {
/// A producer whose clock runs wild touches any number of days; what is remembered of them is bounded.
constexpr std::size_t mostRemembered = 4096;
} // namespace

ReadingPartitions::ReadingPartitions(const Clock &clock) : m_clock(clock) {}

Done ReadingPartitions::ensure(Connection &connection, const std::vector<Reading> &readings)
{
    std::optional<std::chrono::sys_days> last;
    for (const Reading &reading : readings) {
        const auto day = std::chrono::floor<std::chrono::days>(reading.at);
        if (day == last || m_made.contains(day))
            continue;
        last = day;
        const auto refused = m_askAgain.find(day);
        if (refused != m_askAgain.end() && m_clock.steady() < refused->second)
            continue;
        if (Done made = ensureDay(connection, day); !made)
            return made;
    }
    return {};
}

Done ReadingPartitions::ensureDay(Connection &connection, std::chrono::sys_days day)
{
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    auto made = connection.run("select rig.ensure_partition($1::date)", {formatInstant(day).substr(0, 10)});
    if (!made)
        return tl::unexpected(made.error());
    const bool has = made->flag(0, 0);
    if (Done committed = transaction->commit(); !committed)
        return committed;
    if (m_made.size() + m_askAgain.size() > mostRemembered) {
        m_made.clear();
        m_askAgain.clear();
    }
    if (has) {
        m_made.insert(day);
        m_askAgain.erase(day);
    } else {
        m_askAgain[day] = m_clock.steady() + 10min;
    }
    return {};
}

} // namespace rig::storage
