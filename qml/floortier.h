#pragma once

#include "domain/result.h"

#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace rig::qml {

/// How much the floor's picture may cost. All of them show the same of the machines.
enum class FloorTier
{
    low,    ///< without a graphics card: what is cheap in the materials themselves
    medium, ///< light that blooms, a film's curve over the whole picture
    high,   ///< with smooth edges, and the whole hall in its floor
};

QLatin1String nameOf(FloorTier tier);
/// A tier by its name, none for "auto": badConfiguration where there is none of that name.
Result<std::optional<FloorTier>> tierNamed(QStringView name);

/// Where a renderer begins, by the name that it gives itself ("llvmpipe (LLVM 15.0.6, 256 bits)").
FloorTier tierOfRenderer(QStringView name);

/// Goes down where frames take longer than a tier may, never up again: a picture that changes to and fro is
/// worse than a plain one.
class TierChooser
{
public:
    using Milliseconds = std::chrono::duration<double, std::milli>;

    /// A frame may take so long, the time until the screen takes it included. Not less than two frames of a
    /// screen, whose own pace counts for nothing.
    TierChooser(FloorTier start, Milliseconds screenFrame);

    FloorTier tier() const { return m_tier; }
    /// What a frame took. The tier from now on, where it is another one. The first ones of a tier do not
    /// count: they make its shaders.
    std::optional<FloorTier> take(Milliseconds frame);
    /// What was drawn before is another picture: of another size, or of another hall.
    void startOver();

    static constexpr int warmingUp = 10; ///< frames
    static constexpr int counted = 60;   ///< frames

private:
    FloorTier m_tier;
    Milliseconds m_most;
    int m_warm = 0;
    std::vector<Milliseconds> m_frames;
};

} // namespace rig::qml
