#pragma once

#include "qml/floortier.h"

#include <QString>

#include <optional>

namespace rig::composition {

/// How the floor is shown to whoever sits here.
struct FloorOptions
{
    bool reducedMotion = false;         ///< nothing shakes, flashes or flies
    std::optional<qml::FloorTier> tier; ///< none: by what the machine can do
    QString viewpoints{};               ///< the file that keeps them; empty: nothing keeps them
    QString shapes{};                   ///< the folder with machines' own models; empty: there is none
};

} // namespace rig::composition
