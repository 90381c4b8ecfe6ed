#include "storage/healthtables.h"

#include "storage/outlookjson.h"

#include <QCoreApplication>

namespace rig::storage {

namespace {

const Settings &settings()
{
    static const Settings all{{"statement_timeout", "10s"}, {"jit", "off"}};
    return all;
}

} // namespace

HealthTables::HealthTables(settings::DatabaseAddress address, WaitCheck interrupted)
    : m_session(std::move(address), std::move(interrupted))
{
}

Result<HealthCourse> HealthTables::health(const HealthQuestion &question)
{
    if (question.to <= question.from || question.to - question.from > HealthQuestion::longest)
        return failure(ErrorKind::refused,
                       QCoreApplication::translate("rig::storage::HealthTables",
                                                   "Health can be asked for up to %1 days, from an "
                                                   "instant to a later one.")
                           .arg(HealthQuestion::longest.count() / 24));
    auto connection = m_session.connection();
    if (!connection)
        return tl::unexpected(connection.error());
    const auto rows =
        (*connection)
            ->look(
                settings(),
                "select (extract(epoch from minute) * 1000000)::bigint, run, shares[1], shares[2], "
                "shares[3], shares[4], shares[5], shares[6] from rig.health where machine = $1::integer "
                "and minute >= $2::timestamptz and minute < $3::timestamptz order by minute",
                {std::to_string(question.machine), formatInstant(question.from), formatInstant(question.to)});
    if (!rows)
        return tl::unexpected(rows.error());
    HealthCourse course{question, {}};
    for (int row = 0; row < rows->count(); ++row) {
        HealthPoint point{instantAt(*rows, row, 0)};
        point.run = enumAt(*rows, row, 1, RunState::maintenance);
        for (std::size_t category = 0; category < categoryCount; ++category)
            point.shares[category] =
                rows->optionalReal(row, 2 + static_cast<int>(category)).value_or(noValue);
        course.points.push_back(point);
    }
    return course;
}

Result<std::vector<Outlook>> HealthTables::outlooks()
{
    auto connection = m_session.connection();
    if (!connection)
        return tl::unexpected(connection.error());
    const auto rows =
        (*connection)
            ->look(settings(),
                   "select machine, (extract(epoch from at) * 1000000)::bigint, ran_minutes, lives "
                   "from rig.outlook order by machine",
                   {});
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<Outlook> outlooks;
    for (int row = 0; row < rows->count(); ++row)
        outlooks.push_back(
            {static_cast<std::int32_t>(rows->integer(row, 0)), instantAt(*rows, row, 1),
             rows->isNull(row, 2) ? std::nullopt : std::optional(std::chrono::minutes{rows->integer(row, 2)}),
             livesIn(rows->text(row, 3))});
    return outlooks;
}

} // namespace rig::storage
