#include "presentation/notetable.h"

#include "domain/shown.h"
#include "presentation/numbers.h"

#include <QCoreApplication>

#include <map>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::NoteTable)
};

QString placeOf(const Note &note, const Plant &plant)
{
    const MachineLayout *layout = plant.machine(note.machine);
    const QString machine = layout ? shown(layout->machine().title) : shown(note.machine);
    if (note.sensor.empty())
        return machine;
    const int slot = layout ? layout->slotOf(note.sensor) : -1;
    return machine + u" · "_s +
           shown(slot < 0 ? note.sensor : layout->columns()[static_cast<std::size_t>(slot)].sensor->title);
}

} // namespace

std::vector<TableColumn> noteColumns()
{
    return {{Words::tr("About"), 130, CellStyle::quiet},
            {Words::tr("Where"), 150, CellStyle::strong},
            {Words::tr("Note"), 300, CellStyle::body},
            {Words::tr("By"), 80, CellStyle::quiet}};
}

std::vector<TableRow> noteRows(const NotesView &view, const Plant &plant)
{
    std::vector<TableRow> rows;
    for (const Note &note : view.notes) {
        const auto seconds =
            static_cast<double>(std::chrono::floor<std::chrono::seconds>(note.at).time_since_epoch().count());
        rows.push_back({std::to_string(note.id),
                        false,
                        {{momentText(note.at), {}, seconds},
                         {placeOf(note, plant)},
                         {shown(note.text), shown(note.text)},
                         {shown(note.by), Words::tr("written %1").arg(momentText(note.written))}}});
    }
    return rows;
}

std::vector<FloorNote> floorNotes(const NotesView &view, const Plant &plant)
{
    std::map<std::pair<std::int32_t, int>, FloorNote> places;
    for (const Note &note : view.notes) {
        const MachineLayout *layout = plant.machine(note.machine);
        if (!layout || layout->machine().retired)
            continue;
        const int slot = note.sensor.empty() ? -1 : layout->slotOf(note.sensor);
        if (!note.sensor.empty() && (slot < 0 || !layout->columns()[static_cast<std::size_t>(slot)].live))
            continue;
        const std::int32_t machine = layout->machine().number;
        const auto [place, first] = places.try_emplace({machine, slot});
        if (first)
            place->second = {machine, slot, shown(note.text),
                             u"%1, %2"_s.arg(shown(note.by), momentText(note.at)), 1};
        else
            ++place->second.count;
    }
    std::vector<FloorNote> notes;
    for (auto &[key, note] : places)
        notes.push_back(std::move(note));
    return notes;
}

} // namespace rig::presentation
