#include "qml/hall/mounts.h"

#include "qml/hall/machineshape.h"

#include <cmath>
#include <map>
#include <numbers>

namespace rig::qml {

namespace {

constexpr float ringSide = 1.31F;  ///< metres, the outside of the ring about the turbine
constexpr float lipRadius = 1.19F; ///< where the ring is broadest in front
constexpr float lipFront = .97F;   ///< how far before the machine's place that is
constexpr float baseTop = .34F;
constexpr int onConsole = 20; ///< on its front; more are on its sides
constexpr int onSide = 36;
constexpr int onLip = 20; ///< in front of each side of the ring; more would be before the opening

/// On a circle about the drum's axis, at this many degrees counterclockwise from the right.
QVector3D onCircle(float degrees, float radius, float z)
{
    const float angle = degrees * std::numbers::pi_v<float> / 180;
    return {coreAt.x() + std::cos(angle) * radius, coreAt.y() + std::sin(angle) * radius, z};
}

/// Behind the console: the n-th of those of which there are too many for their place.
QVector3D onBase(int n)
{
    return {2.1F - .1F * static_cast<float>(n / 10), baseTop + .03F, .3F - .2F * static_cast<float>(n % 10)};
}

/// The n-th mount of a category. What is told of the drive sits on the outside of the ring, of heat and air
/// on its front, of liquids on the base, where the pipes come up, of electricity on the console.
QVector3D placeOf(Category category, int n)
{
    const auto row = static_cast<float>(n / 10);
    const auto place = static_cast<float>(n % 10);
    switch (category) {
    case Category::mechanical:
        return onCircle(122 + 12 * place, ringSide, .68F - .09F * row);
    case Category::thermal:
        if (n >= onLip)
            return onBase(n - onLip);
        return onCircle(200 + 14 * place, lipRadius - .07F * row, lipFront);
    case Category::environmental:
        if (n >= onLip)
            return onBase(n - onLip) + QVector3D(-.05F, 0, -.1F); // between the others
        return onCircle(25 + 13 * place, lipRadius - .07F * row, lipFront);
    case Category::fluid:
        return {-2.0F + .26F * place, baseTop + .03F, 1.48F - .16F * row};
    case Category::electrical:
        if (n < onConsole)
            return {gaugeAt.x() - .2F + .1F * static_cast<float>(n % 5),
                    .74F - .1F * static_cast<float>(n / 5), 1.01F};
        return {gaugeAt.x() + ((n - onConsole) / onSide % 2 == 0 ? -.29F : .29F),
                1.3F - .1F * static_cast<float>((n - onConsole) % onSide / 4),
                .95F - .1F * static_cast<float>(n % 4)};
    case Category::custom:
        break;
    }
    return {-2.02F + .16F * row, baseTop + .03F, .5F - .23F * place};
}

} // namespace

std::vector<Mount> mountsOf(const MachineLayout &layout)
{
    std::vector<Mount> mounts;
    std::map<Category, int> used;
    const bool own = !layout.machine().place.shape.empty();
    for (std::size_t slot = 0; slot < layout.columns().size(); ++slot) {
        const MachineLayout::Column &column = layout.columns()[slot];
        if (!column.live)
            continue;
        const Category category = own ? Category::electrical : column.sensor->category;
        mounts.push_back({static_cast<int>(slot), placeOf(category, used[category]++)});
    }
    return mounts;
}

MeshDraft mountShapes(const std::vector<Mount> &mounts, const HallPaint &paint)
{
    constexpr float stud = .055F;
    constexpr float lens = .03F;
    MeshDraft draft(2);
    for (const Mount &mount : mounts) {
        const QVector3D half(stud / 2, stud / 2, stud / 2);
        draft.box({mount.at - half, mount.at + half}, {paint.dark, Finish::shiny});
        const QVector3D front(0, 0, stud / 2);
        const QVector3D flat(lens / 2, lens / 2, .004F);
        draft.box({mount.at + front - flat, mount.at + front + flat}, {paint.strip * .3F, Finish::lamp});
    }
    return draft;
}

} // namespace rig::qml
