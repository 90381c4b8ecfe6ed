#include "qml/hall/machineshape.h"

#include <QVector2D>

#include <array>
#include <cmath>
#include <numbers>

namespace rig::qml {

namespace {

constexpr float ringRadius = 1.3F;
constexpr float platform = .34F; ///< height of the base
const QVector3D ahead(0, 0, 1);
const QVector3D up(0, 1, 0);

class Builder
{
public:
    Builder(const HallPaint &paint, const QVector3D &accent, float height)
        : m_paint(paint), m_accent(accent), m_height(height)
    {
    }

    MachineShape build()
    {
        base();
        barrel();
        core();
        drive();
        stack();
        console();
        gauge();
        beacon();
        rotor();
        needle();
        ghost();
        bar();
        return std::move(m_shape);
    }

    /// Of what stands beside a machine of another shape.
    MachineShape stand()
    {
        both(boxAt({gaugeAt.x(), 0, .72F}, {.8F, platform, .8F}), matt(m_paint.dark));
        console();
        gauge();
        beacon();
        return std::move(m_shape);
    }

private:
    Surface matt(const QVector3D &albedo) const { return {albedo, Finish::matt}; }
    Surface shiny(const QVector3D &albedo) const { return {albedo, Finish::shiny}; }

    void both(const Box &box, const Surface &surface)
    {
        m_shape.body.box(box, surface);
        m_shape.lite.box(box, surface);
    }
    void lathe(const QVector3D &foot, const QVector3D &axis, std::span<const QVector2D> outline, int sides,
               const Surface &surface)
    {
        m_shape.body.lathe(foot, axis, outline, sides, surface);
        m_shape.lite.lathe(foot, axis, outline, sides / 2, surface);
    }

    void base()
    {
        both(boxAt({0, 0, -.1F}, {machineWidth, platform - .12F, machineDepth}), matt(m_paint.dark));
        both(boxAt({0, platform - .12F, -.1F}, {machineWidth - .16F, .12F, machineDepth - .16F}),
             matt(m_paint.steel));
        const float front = -.1F + machineDepth / 2;
        for (int i = 0; i < 12; ++i) {
            const float x = -machineWidth / 2 + .22F + .36F * static_cast<float>(i);
            m_shape.body.box(boxAt({x, .06F, front}, {.2F, .1F, .02F}), matt(m_paint.hazardLight));
        }
        for (int i = 0; i < 10; ++i) {
            const float z = -.1F - machineDepth / 2 + .2F + .36F * static_cast<float>(i);
            for (const float x : {-machineWidth / 2, machineWidth / 2})
                m_shape.body.box(boxAt({x, .06F, z}, {.02F, .1F, .2F}), matt(m_paint.hazardLight));
        }
        for (const float x : {-1.05F, .55F}) // what carries the ring
            both(boxAt({x, platform, .62F}, {.36F, .72F, .52F}), matt(m_paint.dark));
        both(boxAt({-.25F, platform, -.6F}, {1.5F, .5F, 1.3F}), matt(m_paint.steel));
    }

    void barrel()
    {
        const QVector3D foot(coreAt.x(), coreAt.y(), 0);
        // From the back plate over the drum to the ring, round its lip and back into the mouth.
        const std::array<QVector2D, 11> drum{
            QVector2D{0, -1.25F}, {.8F, -1.25F},      {.94F, -1.1F},
            {.94F, .28F},         {1.16F, .42F},      {ringRadius - .02F, .5F},
            {ringRadius, .56F},   {ringRadius, .88F}, {ringRadius - .1F, .96F},
            {1.12F, .92F},        {1.06F, .3F}};
        lathe(foot, ahead, drum, 40, shiny(m_paint.steel));
        for (const float along : {-.95F, -.55F, -.15F}) { // ribs, and between them the glow of the core
            const std::array<QVector2D, 4> rib{
                QVector2D{.94F, along}, {1.0F, along + .02F}, {1.0F, along + .12F}, {.94F, along + .14F}};
            m_shape.body.lathe(foot, ahead, rib, 32, shiny(m_paint.darkPipe));
            const std::array<QVector2D, 2> slot{QVector2D{.948F, along + .18F}, {.948F, along + .34F}};
            lathe(foot, ahead, slot, 32, {m_paint.dark, Finish::heat});
        }
        const std::array<QVector2D, 4> trim{QVector2D{ringRadius + .005F, .78F},
                                            {ringRadius + .035F, .8F},
                                            {ringRadius + .035F, .86F},
                                            {ringRadius - .02F, .93F}};
        lathe(foot, ahead, trim, 48, {m_accent, Finish::trim});
        for (int i = 0; i < 16; ++i) { // bolts on the lip
            const float angle = 2 * std::numbers::pi_v<float> * (static_cast<float>(i) + .5F) / 16;
            const QVector3D at =
                foot + QVector3D(std::cos(angle), std::sin(angle), 0) * 1.19F + ahead * .935F;
            m_shape.body.rod(at, at + ahead * .04F, .03F, 5, shiny(m_paint.metal), true);
        }
    }

    void core()
    {
        const QVector3D foot(coreAt.x(), coreAt.y(), .3F);
        const std::array<QVector2D, 2> back{QVector2D{1.06F, 0}, {.12F, .05F}};
        lathe(foot, ahead, back, 36, {m_paint.dark, Finish::heat});
        for (const float radius : {.42F, .72F, .98F}) {
            const std::array<QVector2D, 3> rib{
                QVector2D{radius + .05F, .02F}, {radius + .03F, .1F}, {radius - .03F, .1F}};
            m_shape.body.lathe(foot, ahead, rib, 30, matt(m_paint.dark));
        }
        for (int i = 0; i < 6; ++i) {
            const float angle = std::numbers::pi_v<float> * (static_cast<float>(i) / 3 + .1F);
            const QVector3D way(std::cos(angle), std::sin(angle), 0);
            m_shape.body.rod(foot + way * .15F + ahead * .1F, foot + way * 1.04F + ahead * .06F, .035F, 5,
                             matt(m_paint.dark));
        }
    }

    void drive()
    {
        const QVector3D back(coreAt.x(), coreAt.y(), -1.25F);
        m_shape.body.rod(back, back - ahead * .35F, .14F, 12, shiny(m_paint.metal));
        both(boxAt({coreAt.x(), platform, -1.62F}, {.9F, .95F, .5F}), matt(m_paint.dark));
        for (const float x : {-1.55F, 1.05F}) { // oil and coolant, from the base to the drum
            m_shape.body.rod({x, platform, -.5F}, {x, 1.5F, -.5F}, .07F, 8, shiny(m_paint.pipe));
            m_shape.body.rod({x, 1.5F, -.5F}, {coreAt.x() + (x < 0 ? -.9F : .9F), 1.62F, -.5F}, .07F, 8,
                             shiny(m_paint.pipe));
        }
    }

    void stack()
    {
        const QVector3D foot(coreAt.x(), 2.45F, -.35F);
        const std::array<QVector2D, 4> flue{
            QVector2D{.72F, 0}, {.4F, .62F}, {.36F, .7F}, {.36F, m_height - foot.y()}};
        lathe(foot, up, flue, 20, shiny(m_paint.darkPipe));
        for (const float along : {.72F, 1.7F, 2.6F}) {
            const std::array<QVector2D, 4> flange{
                QVector2D{.36F, along}, {.44F, along}, {.44F, along + .12F}, {.36F, along + .12F}};
            m_shape.body.lathe(foot, up, flange, 20, shiny(m_paint.dark));
        }
    }

    void console()
    {
        const QVector3D foot(gaugeAt.x(), platform, .75F);
        both(boxAt(foot, {.56F, 1.22F, .5F}), matt(m_paint.dark));
        const float face = foot.z() + .25F;
        m_shape.body.box({{foot.x() - .2F, 1.02F, face}, {foot.x() + .2F, 1.38F, face + .02F}},
                         {m_paint.strip * .10F, Finish::lamp});
        for (int i = 0; i < 4; ++i) {
            const float y = 1.1F + .065F * static_cast<float>(i);
            const float right = foot.x() - .05F + .06F * static_cast<float>((i * 2) % 3);
            m_shape.body.box({{foot.x() - .16F, y, face + .02F}, {right, y + .025F, face + .025F}},
                             {m_paint.strip * .42F, Finish::lamp});
        }
        for (int i = 0; i < 3; ++i)
            m_shape.body.box(boxAt({foot.x() - .14F + .14F * static_cast<float>(i), .88F, face + .01F},
                                   {.06F, .06F, .03F}),
                             {i == 1 ? m_paint.side * .7F : m_paint.strip * .4F, Finish::lamp});
        m_shape.body.rod({foot.x() + .3F, platform, foot.z() - .1F}, {foot.x() + .3F, 1.2F, foot.z() - .1F},
                         .04F, 6, matt(m_paint.pipe));
    }

    void gauge()
    {
        const QVector3D foot(gaugeAt.x(), gaugeAt.y(), .75F);
        const std::array<QVector2D, 6> housing{QVector2D{0, 0}, {.4F, 0},     {.44F, .06F},
                                               {.44F, .2F},     {.38F, .22F}, {.37F, .17F}};
        lathe(foot, ahead, housing, 28, shiny(m_paint.steel));
        const std::array<QVector2D, 2> dial{QVector2D{.38F, .165F}, {0, .165F}};
        lathe(foot, ahead, dial, 28, {QVector3D(.004F, .005F, .007F), Finish::lamp});
        const QVector3D white = QVector3D(.9F, .93F, .95F) * .8F;
        for (int i = 0; i <= 10; ++i) {
            // From lower left over the top to lower right, as the needle goes.
            const float angle = std::numbers::pi_v<float> * (210 - 24 * static_cast<float>(i)) / 180;
            const QVector3D way(std::cos(angle), std::sin(angle), 0);
            const QVector3D at = foot + ahead * .17F;
            const float inner = i % 5 == 0 ? .24F : .29F;
            m_shape.body.rod(at + way * inner, at + way * .335F, .011F, 4,
                             {i >= 9 ? m_paint.side : white, Finish::lamp});
        }
        m_shape.body.rod({gaugeAt.x(), 1.5F, .75F}, {gaugeAt.x(), 1.62F, .75F}, .1F, 10, matt(m_paint.steel));
    }

    void beacon()
    {
        m_shape.body.rod({beaconAt.x(), 2.44F, beaconAt.z()}, {beaconAt.x(), 2.6F, beaconAt.z()}, .05F, 8,
                         matt(m_paint.steel));
        const QVector3D foot(beaconAt.x(), 2.6F, beaconAt.z());
        const std::array<QVector2D, 4> socket{QVector2D{0, 0}, {.16F, 0}, {.16F, .06F}, {.12F, .08F}};
        m_shape.body.lathe(foot, up, socket, 14, matt(m_paint.dark));
        const std::array<QVector2D, 5> dome{
            QVector2D{.125F, .07F}, {.125F, .2F}, {.1F, .27F}, {.05F, .31F}, {0, .32F}};
        lathe(foot, up, dome, 14, {m_paint.dark, Finish::beacon});
    }

    static constexpr int blades = 12;

    struct Blade
    {
        std::array<QVector3D, 3> low, high; ///< from the hub to the tip
    };

    /// It is twisted: steep at the hub, flat at the tip.
    static Blade bladeAt(int number)
    {
        const float turn = 2 * std::numbers::pi_v<float> * static_cast<float>(number) / blades;
        const auto at = [&](float radius, float aside, float z) {
            return QVector3D(radius * std::cos(turn) - aside * std::sin(turn),
                             radius * std::sin(turn) + aside * std::cos(turn), z);
        };
        return {{at(.2F, -.05F, .1F), at(.62F, -.13F, .09F), at(1.03F, -.19F, .05F)},
                {at(.2F, .05F, -.1F), at(.62F, .12F, -.08F), at(1.03F, .17F, -.04F)}};
    }

    void rotor()
    {
        for (int i = 0; i < blades; ++i) {
            const auto [low, high] = bladeAt(i);
            for (std::size_t k = 0; k < 2; ++k) {
                m_shape.rotor.quad(low[k], low[k + 1], high[k + 1], high[k], shiny(m_paint.metal));
                m_shape.rotor.quad(high[k], high[k + 1], low[k + 1], low[k], shiny(m_paint.darkPipe));
            }
        }
        const std::array<QVector2D, 6> hub{QVector2D{.25F, -.12F}, {.26F, .06F}, {.22F, .16F},
                                           {.14F, .25F},           {.06F, .3F},  {0, .31F}};
        m_shape.rotor.lathe({}, ahead, hub, 20, shiny(m_paint.metal));
    }

    /// Of stronger contrast than other hazard markings: in greys, too, it is to be seen before the blades.
    void bar()
    {
        constexpr int bands = 9;
        constexpr float length = 2 * (ringRadius + .12F);
        for (int i = 0; i < bands; ++i) {
            const float from = coreAt.x() - length / 2 + length * static_cast<float>(i) / bands;
            m_shape.bar.box({{from, coreAt.y() - .1F, barFront},
                             {from + length / bands, coreAt.y() + .1F, barFront + .08F}},
                            matt(i % 2 == 0 ? m_paint.hazardLight * 1.3F : m_paint.dark * .25F));
        }
        for (const float side : {-1.F, 1.F})
            m_shape.bar.rod({coreAt.x() + side * (length / 2 - .1F), coreAt.y(), .9F},
                            {coreAt.x() + side * (length / 2 - .1F), coreAt.y(), 1.1F}, .13F, 10,
                            matt(m_paint.steel), true);
    }

    void needle()
    {
        m_shape.needle.box({{-.016F, -.07F, 0}, {.016F, .3F, .015F}},
                           {QVector3D(1, .85F, .45F), Finish::lamp});
        m_shape.needle.rod({0, 0, 0}, {0, 0, .03F}, .04F, 8, {QVector3D(.5F, .5F, .5F), Finish::lamp}, true);
    }

    /// The edges of the turbine's blades within a circle, and around the hub what glows.
    void ghost()
    {
        const Surface line{QVector3D(1, 1, 1), Finish::lamp};
        for (int i = 0; i < blades; ++i) {
            const Blade blade = bladeAt(i);
            std::array<QVector3D, 6> around;
            std::ranges::copy(blade.low, around.begin());
            std::ranges::reverse_copy(blade.high, around.begin() + 3);
            for (std::size_t k = 0; k < around.size(); ++k)
                m_shape.ghost.rod(around[k], around[(k + 1) % around.size()], .011F, 4, line);
        }
        const auto ring = [&](float inner, float outer, const Surface &surface) {
            const std::array<QVector2D, 2> outline{QVector2D{outer, .1F}, {inner, .1F}};
            m_shape.ghost.lathe({}, ahead, outline, 48, surface);
        };
        ring(.3F, .46F, {QVector3D(), Finish::heat});
        for (const float radius : {.28F, .46F, 1.05F})
            ring(radius, radius + .022F, line);
    }

    const HallPaint &m_paint;
    QVector3D m_accent;
    float m_height;
    MachineShape m_shape{MeshDraft(.6F), MeshDraft(2), MeshDraft(2),
                         MeshDraft(2),   MeshDraft(2), MeshDraft(2)};
};

} // namespace

MachineShape standShapeOf(const HallPaint &paint)
{
    return Builder(paint, paint.accent, 0).stand();
}

MachineShape machineShapeOf(const HallPaint &paint, const QVector3D &accent, float height)
{
    return Builder(paint, accent, height).build();
}

} // namespace rig::qml
