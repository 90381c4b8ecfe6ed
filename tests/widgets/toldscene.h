#pragma once

#include "widgets/scene.h"

#include <QWindow>

#include <optional>

namespace rig::test {

using namespace rig::widgets;

/// What a scene was told.
struct Told
{
    std::vector<ScenePlate> plates;
    std::vector<presentation::FloorNote> notes;
    std::optional<presentation::FloorCause> cause;
    std::optional<presentation::FloorCause> renewed;
    QString said;
    int number = 0;   ///< of the machine to go to
    int steps = 0;    ///< back
    int switches = 0; ///< of what is expected
    int returns = 0;
    std::function<SceneTag(std::int32_t, int)> name;
    std::function<void(std::int32_t)> picked;
    std::function<void(std::int32_t)> went;
    std::function<void(std::int32_t, int)> noteWanted;
};

inline Scene sceneThatTells(Told &told)
{
    return {[] { return new QWindow; },
            [&told](const std::shared_ptr<const PlantState> &, std::int32_t,
                    const std::vector<ScenePlate> &plates) { told.plates = plates; },
            [&told](std::function<SceneTag(std::int32_t, int)> name) { told.name = std::move(name); },
            [&told](const std::vector<presentation::FloorNote> &notes) { told.notes = notes; },
            [&told](const presentation::FloorCause &cause) { told.cause = cause; },
            [&told](const presentation::FloorCause &cause) { told.renewed = cause; },
            [&told](int number) { told.number = number; },
            [&told] { ++told.steps; },
            [&told] { ++told.switches; },
            [&told] { ++told.returns; },
            [&told](const QString &sentence) { told.said = sentence; },
            [&told](std::function<void(std::int32_t)> act) { told.went = std::move(act); },
            [&told](std::function<void(std::int32_t)> act) { told.picked = std::move(act); },
            [&told](std::function<void(std::int32_t, int)> act) { told.noteWanted = std::move(act); },
            [] { return QImage(); }};
}

} // namespace rig::test
