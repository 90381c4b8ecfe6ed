#include "storage/judgeleases.h"

namespace rig::storage {

namespace {

const auto nothing = [](const Rows &) {};

} // namespace

JudgeLeases::JudgeLeases(std::string holder) : m_holder(std::move(holder)) {}

Done JudgeLeases::ensure(Connection &connection, int stream)
{
    if (m_ensured == stream)
        return {};
    const auto made = connection.run(
        "insert into rig.judge_lease (stream) values ($1) on conflict do nothing", {std::to_string(stream)});
    if (!made)
        return tl::unexpected(made.error());
    m_ensured = stream;
    return {};
}

Result<JudgeLease> JudgeLeases::read(Connection &connection, int stream)
{
    const auto rows = connection.run("select keyless_since is not null, coalesce(holder = $2, false), term "
                                     "from rig.judge_lease where stream = $1",
                                     {std::to_string(stream), m_holder});
    if (!rows)
        return tl::unexpected(rows.error());
    if (!rows->empty())
        return JudgeLease{rows->flag(0, 0), rows->flag(0, 1), rows->integer(0, 2)};
    m_ensured.reset(); // a person deleted it
    return JudgeLease{};
}

Result<JudgeLease> JudgeLeases::hold(Connection &connection, int stream)
{
    const auto held = connection.run(
        "update rig.judge_lease set term = term + (holder is distinct from $2)::integer, holder = $2, "
        "held_until = clock_timestamp() + make_interval(secs => $3) where stream = $1 and "
        "keyless_since is not null and (holder is null or holder = $2 or held_until < clock_timestamp())",
        {std::to_string(stream), m_holder, std::to_string(holdTime.count())});
    if (!held)
        return tl::unexpected(held.error());
    return read(connection, stream);
}

Done JudgeLeases::mark(Connection &connection, int stream) const
{
    return connection
        .run("update rig.judge_lease set keyless_since = clock_timestamp(), term = term + 1 "
             "where stream = $1 and keyless_since is null",
             {std::to_string(stream)})
        .map(nothing);
}

Done JudgeLeases::giveBack(Connection &connection, int stream) const
{
    return connection
        .run("update rig.judge_lease set holder = null, held_until = null where stream = $1 and holder = $2",
             {std::to_string(stream), m_holder})
        .map(nothing);
}

Result<bool> JudgeLeases::stands(Connection &connection, int stream, std::int64_t term) const
{
    // A row that somebody changes just now is waited for and then judged as it has become.
    return connection
        .run("select from rig.judge_lease where stream = $1 and term = $2 and "
             "(keyless_since is null or holder = $3) for share",
             {std::to_string(stream), std::to_string(term), m_holder})
        .map([](const Rows &rows) { return !rows.empty(); });
}

} // namespace rig::storage
