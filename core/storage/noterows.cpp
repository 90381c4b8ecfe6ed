#include "storage/noterows.h"

namespace rig::storage {

const char *const noteColumns =
    "n.id, m.id, coalesce(n.sensor, ''), (extract(epoch from n.at) * 1000000)::bigint, n.text, n.written_by, "
    "(extract(epoch from n.written_at) * 1000000)::bigint";

const char *const noteSource = " from rig.note n join rig.machine m on m.number = n.machine "
                               "left join rig.sensor s on s.name = n.sensor ";

Note noteAt(const Rows &rows, int row)
{
    return {rows.integer(row, 0), textAt(rows, row, 1), textAt(rows, row, 2),   instantAt(rows, row, 3),
            textAt(rows, row, 4), textAt(rows, row, 5), instantAt(rows, row, 6)};
}

Result<std::int64_t> countNotes(Connection &connection, const std::string &machine)
{
    return connection
        .run("select count(*) from rig.note n join rig.machine m on m.number = n.machine where m.id = $1",
             {machine})
        .map([](const Rows &rows) { return rows.integer(0, 0); });
}

Result<std::int64_t> addNote(Connection &connection, const Note &note)
{
    return connection
        .run("insert into rig.note (machine, sensor, at, text, written_by) select number, nullif($2, ''), "
             "$3::timestamptz, $4, $5 from rig.machine where id = $1 returning id",
             {note.machine, note.sensor, formatInstant(note.at), note.text, note.by})
        .map([](const Rows &rows) { return rows.empty() ? 0 : rows.integer(0, 0); });
}

Result<std::optional<Note>> holdNote(Connection &connection, std::int64_t id)
{
    const std::string sql =
        std::string("select ") + noteColumns + noteSource + "where n.id = $1::bigint for update of n";
    return connection.run(sql.c_str(), {std::to_string(id)}).map([](const Rows &rows) {
        return rows.empty() ? std::nullopt : std::optional(noteAt(rows, 0));
    });
}

Done removeNote(Connection &connection, std::int64_t id)
{
    return connection.run("delete from rig.note where id = $1::bigint", {std::to_string(id)})
        .map([](const Rows &) {});
}

} // namespace rig::storage
