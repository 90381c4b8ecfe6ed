#include "access/notesteps.h"

#include "access/heldplant.h"
#include "domain/shown.h"

#include <QCoreApplication>

namespace rig::access {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Of one machine: more are nothing that anybody reads.
constexpr std::int64_t most = 1'000;

QString tr(const char *sentence)
{
    return QCoreApplication::translate("rig::access::Notes", sentence);
}

QString placeOf(const Note &note)
{
    return note.sensor.empty() ? tr("machine %1").arg(shown(note.machine))
                               : tr("sensor %1 of machine %2").arg(shown(note.sensor), shown(note.machine));
}

QJsonObject jsonOf(const Note &note)
{
    return {{u"id"_s, static_cast<qint64>(note.id)},
            {u"machine"_s, shown(note.machine)},
            {u"sensor"_s, note.sensor.empty() ? QJsonValue() : QJsonValue(shown(note.sensor))},
            {u"at"_s, shown(formatInstant(note.at))},
            {u"text"_s, shown(note.text)},
            {u"by"_s, shown(note.by)}};
}

} // namespace

Result<QString> pinNote(const PinNote &pin, Change &change, AuditRecord &record)
{
    Note note{0, pin.machine, pin.sensor, pin.at, pin.text, record.actor.user, {}};
    if (Done sound = check(note); !sound)
        return tl::unexpected(sound.error());
    if (const auto plant = holdPlantWith(change, note.machine, note.sensor); !plant)
        return tl::unexpected(plant.error());
    const auto count = change.countNotes(note.machine);
    if (!count)
        return tl::unexpected(count.error());
    if (*count >= most)
        return failure(ErrorKind::refused,
                       tr("Machine %1 has %2 notes, which are as many as there may be: take some down.")
                           .arg(shown(note.machine))
                           .arg(*count));
    const auto id = change.addNote(note);
    if (!id)
        return tl::unexpected(id.error());
    note.id = *id;
    record.next = jsonOf(note);
    return tr("Note %1 is pinned to %2.").arg(note.id).arg(placeOf(note));
}

Result<QString> unpinNote(const UnpinNote &unpin, Change &change, AuditRecord &record)
{
    const auto held = change.holdNote(unpin.note);
    if (!held)
        return tl::unexpected(held.error());
    if (!*held)
        return failure(ErrorKind::notFound, tr("There is no note of the number %1.").arg(unpin.note));
    const Note &note = **held;
    const Actor &actor = record.actor;
    const bool mayAny = actor.role == Actor::Role::engineer || actor.role == Actor::Role::admin;
    if (!mayAny && note.by != actor.user)
        return failure(ErrorKind::refused,
                       tr("Note %1 is of %2: who wrote it may take it down, or an engineer or admin.")
                           .arg(note.id)
                           .arg(shown(note.by)));
    record.previous = jsonOf(note);
    if (Done removed = change.removeNote(note.id); !removed)
        return tl::unexpected(removed.error());
    return tr("Note %1 of %2 is taken down.").arg(note.id).arg(placeOf(note));
}

} // namespace rig::access
