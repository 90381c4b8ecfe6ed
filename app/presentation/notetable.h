#pragma once

#include "domain/note.h"
#include "domain/plant.h"
#include "presentation/rowsmodel.h"

namespace rig::presentation {

// What the window shows of notes: as rows of a table, and at their places on the floor.

std::vector<TableColumn> noteColumns();
/// A row's key is the note's id.
std::vector<TableRow> noteRows(const NotesView &view, const Plant &plant);

/// What is pinned to one machine, or to one sensor of it: the newest, and how many there are.
struct FloorNote
{
    std::int32_t machine = 0; ///< its number in the plant
    int slot = -1;            ///< the sensor's; -1: the machine itself
    QString text;
    QString from; ///< "mara, 12 Jan 2026 12:00"
    int count = 1;

    bool operator==(const FloorNote &) const = default;
};

/// By machine and slot; without those of machines and sensors that are retired.
std::vector<FloorNote> floorNotes(const NotesView &view, const Plant &plant);

} // namespace rig::presentation
