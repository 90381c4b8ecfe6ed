#include "qml/hall/hallshape.h"

#include <QVector2D>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace rig::qml {

namespace {

constexpr float bay = 6;
constexpr float pillarFromWall = 1.5F;
constexpr float fanHeight = 2.9F;
constexpr float fanRadius = 1.75F;

class Builder
{
public:
    Builder(const HallPlan &plan, const HallPaint &paint) : m_plan(plan), m_paint(paint) {}

    HallShape build()
    {
        shell();
        for (int nave = 0; nave < navesOf(m_plan); ++nave)
            fillNave(naveMiddle(m_plan, nave));
        for (float z = -bay / 2; z > -m_plan.depth; z -= bay)
            truss(z);
        pillars();
        for (const float side : {-1.F, 1.F})
            alongWall(side);
        return std::move(m_shape);
    }

private:
    Surface matt(const QVector3D &albedo) const { return {albedo, Finish::matt}; }
    Surface shiny(const QVector3D &albedo) const { return {albedo, Finish::shiny}; }

    void both(const Box &box, const Surface &surface)
    {
        m_shape.solid.box(box, surface);
        m_shape.mirrored.box(box, surface);
    }
    void lampBox(const Box &box, const QVector3D &colour) { both(box, {colour, Finish::lamp}); }

    void wall(const QVector3D &from, const QVector3D &to)
    {
        const QVector3D foot(0, 1.1F, 0);
        const QVector3D top(0, m_plan.height, 0);
        for (MeshDraft *draft : {&m_shape.solid, &m_shape.mirrored}) {
            draft->quad(from, to, to + foot, from + foot, matt(m_paint.wallFoot));
            draft->quad(from + foot, to + foot, to + top, from + top, matt(m_paint.wall));
        }
    }

    void shell()
    {
        const float w = m_plan.width / 2;
        const float d = m_plan.depth;
        const float h = m_plan.height;
        wall({-w, 0, 0}, {-w, 0, -d});
        wall({-w, 0, -d}, {w, 0, -d});
        wall({w, 0, -d}, {w, 0, 0});
        wall({w, 0, 0}, {-w, 0, 0});
        for (MeshDraft *draft : {&m_shape.solid, &m_shape.mirrored})
            draft->quad({-w, h, 0}, {-w, h, -d}, {w, h, -d}, {w, h, 0}, matt(m_paint.ceiling));
        for (const Box &side : {Box{{-w - 1, 0, -d}, {-w, h, 0}}, Box{{w, 0, -d}, {w + 1, h, 0}},
                                Box{{-w, 0, -d - 1}, {w, h, -d}}, Box{{-w, 0, 0}, {w, h, 1}}})
            m_shape.blockers.push_back(side);
        // The far wall is what one walks towards: ribs give it a scale.
        for (float x = -w + 1.5F; x < w; x += 3)
            m_shape.solid.box(boxAt({x, 0, -d + .08F}, {.16F, h, .16F}), matt(m_paint.wallFoot));
    }

    void truss(float z)
    {
        const float w = m_plan.width / 2;
        const float low = m_plan.height - .75F;
        const float high = m_plan.height - .12F;
        m_shape.solid.box({{-w, low - .06F, z - .06F}, {w, low + .06F, z + .06F}}, matt(m_paint.steel));
        m_shape.solid.box({{-w, high - .05F, z - .05F}, {w, high + .05F, z + .05F}}, matt(m_paint.steel));
        constexpr float step = 1.25F;
        bool up = true;
        for (float x = -w; x + step <= w + .01F; x += step, up = !up)
            m_shape.solid.rod({x, up ? low : high, z}, {x + step, up ? high : low, z}, .035F, 4,
                              matt(m_paint.steel));
    }

    void fillNave(float middle)
    {
        strips(middle);
        duct(middle);
        fan(middle);
    }

    void strips(float middle)
    {
        const float y = m_plan.height - stripBelow;
        for (const float side : {-stripAside, stripAside}) {
            const float x = middle + side;
            for (float z = -1; z - 3 > -m_plan.depth; z -= 4) {
                lampBox({{x - .09F, y, z - 3}, {x + .09F, y + .06F, z}}, m_paint.strip);
                m_shape.solid.box({{x - .15F, y + .06F, z - 3.1F}, {x + .15F, y + .14F, z + .1F}},
                                  matt(m_paint.dark));
                m_shape.solid.rod({x, y + .14F, z - .4F}, {x, m_plan.height, z - .4F}, .012F, 3,
                                  matt(m_paint.dark));
                m_shape.solid.rod({x, y + .14F, z - 2.6F}, {x, m_plan.height, z - 2.6F}, .012F, 3,
                                  matt(m_paint.dark));
                for (const float along : {.5F, 1.5F, 2.5F})
                    m_shape.lamps.push_back({{x, y - .05F, z - along}, m_paint.strip * .38F, 3.4F});
                m_shape.cards.push_back({{x, y, z - 1.5F}, m_paint.strip * .05F, 1.5F, 1.1F});
            }
        }
    }

    void duct(float middle)
    {
        const float y = m_plan.height - 1.35F;
        const QVector3D from(middle, y, -1.5F);
        const QVector3D to(middle, y, -m_plan.depth + .4F);
        m_shape.solid.rod(from, to, .34F, 14, shiny(m_paint.pipe), true);
        for (float z = from.z() - 1.5F; z > to.z(); z -= 3) {
            m_shape.solid.rod({middle, y, z}, {middle, y, z - .14F}, .40F, 14, shiny(m_paint.darkPipe), true);
            m_shape.solid.rod({middle, y + .3F, z - .07F}, {middle, m_plan.height, z - .07F}, .02F, 4,
                              matt(m_paint.dark));
        }
    }

    void fan(float middle)
    {
        const QVector3D hub(middle, fanHeight, -m_plan.depth + .25F);
        const QVector3D axis(0, 0, 1);
        const std::array<QVector2D, 5> ring{QVector2D{fanRadius + .3F, -.2F},
                                            {fanRadius + .3F, .28F},
                                            {fanRadius, .34F},
                                            {fanRadius, -.1F},
                                            {fanRadius - .05F, -.1F}};
        const std::array<QVector2D, 2> glow{QVector2D{fanRadius, -.12F}, {0, -.12F}};
        const std::array<QVector2D, 3> edge{
            QVector2D{fanRadius + .34F, .2F}, {fanRadius + .34F, .26F}, {fanRadius + .28F, .27F}};
        for (MeshDraft *draft : {&m_shape.solid, &m_shape.mirrored}) {
            draft->lathe(hub, axis, ring, 36, shiny(m_paint.darkPipe));
            draft->lathe(hub, axis, glow, 36, {m_paint.farLight * .62F, Finish::lamp});
            draft->lathe(hub, axis, edge, 40, {m_paint.farLight * 1.0F, Finish::lamp});
        }
        m_shape.fans.push_back(hub);
        m_shape.cards.push_back({hub + QVector3D(0, 0, .6F), m_paint.farLight * .22F, 9, 7});
        m_shape.cards.push_back({hub + QVector3D(0, -1.2F, 3), m_paint.farLight * .10F, 15, 6});
        for (const float forth : {.8F, 2.5F})
            m_shape.lamps.push_back({hub + QVector3D(0, 0, forth), m_paint.farLight * 2.1F, 7});
    }

    bool free(float x, float z, float reach) const
    {
        return std::ranges::none_of(m_plan.machines, [&](const Placement &one) {
            return std::hypot(one.at.x() - x, one.at.z() - z) < reach;
        });
    }

    void pillars()
    {
        const int naves = navesOf(m_plan);
        for (float z = -bay / 2; z > -m_plan.depth; z -= bay) {
            for (int row = 0; row <= naves; ++row) {
                float x = -m_plan.width / 2 + naveWidth(m_plan) * static_cast<float>(row);
                if (row == 0)
                    x += pillarFromWall;
                if (row == naves)
                    x -= pillarFromWall;
                if (free(x, z, 3.2F))
                    pillar(x, z, row == 0 ? 1.F : row == naves ? -1.F : 0.F);
            }
        }
    }

    /// `inward` is where the strip of light on it looks: 1 to the right, -1 to the left, 0 without one.
    void pillar(float x, float z, float inward)
    {
        const Surface body = matt(m_paint.pillar);
        both(boxAt({x, 0, z}, {.72F, m_plan.height, .72F}), body);
        both(boxAt({x, 0, z}, {.98F, .16F, .98F}), matt(m_paint.steel));
        both(boxAt({x, m_plan.height - 1.35F, z}, {1.02F, .22F, 1.02F}), matt(m_paint.steel));
        for (int band = 0; band < 5; ++band)
            both(boxAt({x, .28F + .2F * static_cast<float>(band), z}, {.76F, .2F, .76F}),
                 matt(band % 2 == 0 ? m_paint.hazardLight : m_paint.hazardDark));
        m_shape.blockers.push_back(boxAt({x, 0, z}, {.76F, m_plan.height, .76F}));
        if (inward == 0)
            return;
        const QVector3D colour = inward > 0 ? m_paint.strip * .55F : m_paint.side;
        const float face = x + inward * .38F;
        lampBox({{face - .02F, 1.9F, z - .035F}, {face + .02F, 3.5F, z + .035F}}, colour);
        m_shape.cards.push_back({{face + inward * .05F, 2.7F, z}, colour * .09F, .9F, 2.4F});
        for (const float y : {2.2F, 3.2F})
            m_shape.lamps.push_back({{face + inward * .2F, y, z}, colour * .3F, 1.6F});
    }

    /// Pipes, trays, lamps, cabinets, a railing: side -1 is the left wall.
    void alongWall(float side)
    {
        const float wallAt = side * m_plan.width / 2;
        const auto in = [&](float metres) { return wallAt - side * metres; };
        const float near = -.4F;
        const float far = -m_plan.depth + .3F;
        struct Pipe
        {
            float in, y, radius;
            QVector3D colour;
        };
        const std::array<Pipe, 4> pipes{
            Pipe{.42F, 1.85F, .15F, m_paint.pipe}, Pipe{.34F, 2.35F, .09F, m_paint.darkPipe},
            Pipe{.5F, 2.85F, .2F, m_paint.pipe}, Pipe{.38F, 3.5F, .12F, m_paint.pipe}};
        for (const Pipe &pipe : pipes) {
            m_shape.solid.rod({in(pipe.in), pipe.y, near}, {in(pipe.in), pipe.y, far}, pipe.radius, 10,
                              shiny(pipe.colour));
            m_shape.mirrored.rod({in(pipe.in), pipe.y, near}, {in(pipe.in), pipe.y, far}, pipe.radius, 5,
                                 shiny(pipe.colour));
            for (float z = near - 2 - pipe.in; z > far; z -= 4)
                m_shape.solid.rod({in(pipe.in), pipe.y, z}, {in(pipe.in), pipe.y, z - .16F},
                                  pipe.radius + .05F, 10, shiny(m_paint.darkPipe), true);
        }
        tray(in(2.7F), near, far);
        for (float z = -bay; z > -m_plan.depth + 1; z -= bay) {
            pendant(in(1.6F), z, side);
            cabinet(in(.55F), z - 1.2F, side);
            railing(in(2.5F), z + bay / 2 - .8F, z - bay / 2 + .8F);
        }
        for (float z = -2; z > -m_plan.depth + 4; z -= 5) {
            const float x = in(.06F);
            lampBox({{x - .03F, .75F, z - 2.4F}, {x + .03F, .81F, z}}, m_paint.side * .8F);
            m_shape.lamps.push_back({{in(.35F), .78F, z - 1.2F}, m_paint.side * .35F, 1.8F});
        }
    }

    void tray(float x, float near, float far)
    {
        const float y = 4.35F;
        for (const float aside : {-.22F, .22F})
            m_shape.solid.box({{x + aside - .02F, y, far}, {x + aside + .02F, y + .12F, near}},
                              matt(m_paint.tray));
        for (float z = near - .3F; z > far; z -= .75F)
            m_shape.solid.box({{x - .2F, y + .01F, z - .03F}, {x + .2F, y + .04F, z}}, matt(m_paint.tray));
        for (const float aside : {-.1F, .02F, .12F})
            m_shape.solid.rod({x + aside, y + .08F, near}, {x + aside, y + .08F, far}, .035F, 5,
                              matt(m_paint.dark));
        for (float z = near - 2; z > far; z -= bay)
            m_shape.solid.rod({x, y, z}, {x, m_plan.height, z}, .015F, 3, matt(m_paint.dark));
    }

    void pendant(float x, float z, float side)
    {
        const float y = 3.7F;
        const QVector3D up(0, 1, 0);
        const QVector3D colour = m_paint.side * (side < 0 ? 1.F : .8F) + m_paint.farLight * .5F;
        m_shape.solid.rod({x, y + .3F, z}, {x, m_plan.height, z}, .015F, 3, matt(m_paint.dark));
        const std::array<QVector2D, 4> shade{QVector2D{.42F, 0}, {.16F, .2F}, {.08F, .34F}, {0, .34F}};
        m_shape.solid.lathe({x, y, z}, up, shade, 14, matt(m_paint.dark));
        const std::array<QVector2D, 2> bulb{QVector2D{0, .03F}, {.38F, .03F}};
        m_shape.solid.lathe({x, y, z}, up, bulb, 14, {colour * 1.4F, Finish::lamp});
        m_shape.mirrored.lathe({x, y, z}, up, bulb, 8, {colour * 1.4F, Finish::lamp});
        m_shape.lamps.push_back({{x, y - .15F, z}, colour * .8F, 2.6F});
        m_shape.cards.push_back({{x, y - .05F, z}, colour * .16F, 1.5F, 1.2F});
    }

    void cabinet(float x, float z, float side)
    {
        const Box body = boxAt({x, 0, z}, {.7F, 1.5F, 1.1F});
        both(body, matt(m_paint.dark));
        m_shape.blockers.push_back(body);
        const float face = x - side * .36F;
        for (int i = 0; i < 3; ++i)
            m_shape.solid.box(
                boxAt({face, 1.25F, z - .3F + .12F * static_cast<float>(i)}, {.02F, .05F, .05F}),
                {i == 0 ? m_paint.side : m_paint.strip * .35F, Finish::lamp});
    }

    void railing(float x, float near, float far)
    {
        if (!free(x, (near + far) / 2, 4.2F))
            return;
        const Surface paint = matt(m_paint.rail);
        for (const float y : {.55F, 1.05F})
            m_shape.solid.rod({x, y, near}, {x, y, far}, .035F, 6, paint);
        for (float z = near; z >= far - .01F; z -= (near - far) / 3)
            both(boxAt({x, 0, z}, {.06F, 1.05F, .06F}), paint);
        m_shape.blockers.push_back({{x - .05F, 0, far}, {x + .05F, 1.05F, near}});
    }

    const HallPlan &m_plan;
    const HallPaint &m_paint;
    HallShape m_shape{MeshDraft(1.1F), MeshDraft(2.5F), {}, {}, {}, {}};
};

} // namespace

int navesOf(const HallPlan &plan)
{
    return std::max(1, static_cast<int>(std::round(plan.width / 20)));
}

float naveWidth(const HallPlan &plan)
{
    return plan.width / static_cast<float>(navesOf(plan));
}

float naveMiddle(const HallPlan &plan, int nave)
{
    return -plan.width / 2 + naveWidth(plan) * (static_cast<float>(nave) + .5F);
}

HallShape hallShapeOf(const HallPlan &plan, const HallPaint &paint)
{
    return Builder(plan, paint).build();
}

MeshDraft fanBlades(const HallPaint &paint)
{
    MeshDraft draft(3);
    constexpr int blades = 5;
    const Surface surface{paint.dark * .35F, Finish::matt};
    for (int i = 0; i < blades; ++i) {
        const float middle = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / blades;
        const auto at = [&](float radius, float aside, float z) {
            return QVector3D(radius * std::cos(middle) - aside * std::sin(middle),
                             radius * std::sin(middle) + aside * std::cos(middle), z);
        };
        const QVector3D a = at(.25F, -.16F, .04F), b = at(1.68F, -.34F, .1F), c = at(1.68F, .34F, -.06F),
                        d = at(.25F, .16F, -.02F);
        draft.quad(a, b, c, d, surface);
        draft.quad(d, c, b, a, surface);
    }
    const std::array<QVector2D, 4> hub{QVector2D{.36F, -.05F}, {.36F, .12F}, {.2F, .2F}, {0, .2F}};
    draft.lathe({}, {0, 0, 1}, hub, 20, surface);
    return draft;
}

} // namespace rig::qml
