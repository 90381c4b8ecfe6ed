#include "qml/walker.h"

#include "qml/hall/machineshape.h"
#include "qml/hall/sight.h"
#include "qml/hall/turning.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace rig::qml {

namespace {

constexpr float offTheGround = .02F; ///< metres
constexpr float walkSpeed = 2.4F;    ///< metres a second
constexpr float runSpeed = 5.5F;
constexpr float agility = 9;     ///< a second; how fast one gets going and comes to rest
constexpr float girth = .34F;    ///< metres from the middle to the shoulder
constexpr float knee = .5F;      ///< metres; what begins above the head or ends below here is no obstacle
constexpr float perPixel = .11F; ///< degrees
constexpr float steepest = 85;   ///< degrees
constexpr float atRest = .01F;   ///< metres a second
constexpr double walkTime = .9;  ///< seconds
constexpr float shortStep = 1.F / 120; ///< seconds; shorter than a wall is thin, however fast one flies
constexpr double longest = .25;        ///< seconds; a frame that took longer is not made up for

float degrees(float radians)
{
    return radians * 180 / std::numbers::pi_v<float>;
}

/// The shorter way round.
float turnBetween(float from, float to)
{
    return std::remainder(to - from, 360.F);
}

bool isWithin(const HallPlan &plan, const QVector3D &eye)
{
    constexpr float slack = 1e-4F;
    return std::abs(eye.x()) <= plan.width / 2 - girth + slack && eye.z() <= -girth + slack &&
           eye.z() >= -plan.depth + girth - slack;
}

/// How far a circle has to go on the ground to be out of the obstacle and still within the hall.
QVector3D outOf(const Obstacle &obstacle, const QVector3D &eye, const HallPlan &plan)
{
    const float angle = radians(obstacle.turn);
    const QVector3D across(std::cos(angle), 0, -std::sin(angle));
    const QVector3D along(std::sin(angle), 0, std::cos(angle));
    const QVector3D from = eye - obstacle.middle;
    const QVector2D at(QVector3D::dotProduct(from, across), QVector3D::dotProduct(from, along));
    const QVector2D half(obstacle.size.x() / 2, obstacle.size.z() / 2);
    const QVector2D nearest(std::clamp(at.x(), -half.x(), half.x()), std::clamp(at.y(), -half.y(), half.y()));
    const QVector2D away = at - nearest;
    const float distance = away.length();
    if (distance >= girth)
        return {};
    if (distance > 1e-5F) {
        const QVector2D out = away * ((girth - distance) / distance);
        const QVector3D way = across * out.x() + along * out.y();
        if (isWithin(plan, eye + way))
            return way;
    }
    // Inside it, or between it and a wall: by the nearest side that lies in the hall.
    QVector3D best;
    float shortest = std::numeric_limits<float>::max();
    for (const QVector3D &way : {across * (half.x() + girth - at.x()), across * (-half.x() - girth - at.x()),
                                 along * (half.y() + girth - at.y()), along * (-half.y() - girth - at.y())})
        if (way.length() < shortest && isWithin(plan, eye + way)) {
            shortest = way.length();
            best = way;
        }
    return best;
}

} // namespace

void Walker::enter(BakedHallPtr hall, bool atEntrance)
{
    if (atEntrance) {
        *this = Walker();
        m_stance = entranceOf(*hall);
    }
    if (m_hall && !atEntrance) {
        const QVector3D moved = m_hall->plan.movedIn(hall->plan);
        m_stance.eye += moved;
        if (m_journey)
            for (Stance *end : {&m_journey->from, &m_journey->to})
                end->eye += moved;
    }
    m_hall = std::move(hall);
    pushOut();
}

void Walker::hold(Way way, bool held)
{
    m_held[static_cast<std::size_t>(way)] = held;
    if (held)
        m_journey.reset();
}

void Walker::letGo()
{
    m_held = {};
}

void Walker::look(float right, float down)
{
    m_journey.reset();
    m_stance.yaw = std::remainder(m_stance.yaw - right * perPixel, 360.F);
    m_stance.pitch = std::clamp(m_stance.pitch - down * perPixel, -steepest, steepest);
}

void Walker::setFlying(bool flying)
{
    m_flying = flying;
}

void Walker::goTo(const Stance &stance, bool atOnce)
{
    m_flying = std::abs(stance.eye.y() - eyeHeight) > offTheGround;
    m_speed = {};
    if (atOnce) {
        m_stance = stance;
        m_journey.reset();
    } else {
        m_journey = {m_stance, stance, 0};
    }
}

bool Walker::moving() const
{
    const bool down = !m_flying && std::abs(m_stance.eye.y() - eyeHeight) > .001F;
    return m_journey || down || m_speed.length() > atRest || !wanted().isNull();
}

QVector3D Walker::wanted() const
{
    const auto held = [this](Way way) { return m_held[static_cast<std::size_t>(way)] ? 1.F : 0.F; };
    const float yaw = radians(m_stance.yaw);
    const float pitch = m_flying ? radians(m_stance.pitch) : 0;
    const QVector3D ahead(-std::sin(yaw) * std::cos(pitch), std::sin(pitch),
                          -std::cos(yaw) * std::cos(pitch));
    const QVector3D right(std::cos(yaw), 0, -std::sin(yaw));
    QVector3D way =
        ahead * (held(Way::forward) - held(Way::back)) + right * (held(Way::right) - held(Way::left));
    if (m_flying)
        way += QVector3D(0, held(Way::up) - held(Way::down), 0);
    return way.normalized() * (held(Way::run) > 0 ? runSpeed : walkSpeed);
}

void Walker::advance(double seconds)
{
    if (!m_hall || !(seconds > 0))
        return;
    seconds = std::min(seconds, longest);
    if (m_journey)
        return travel(seconds);
    for (double left = seconds; left > 0; left -= shortStep)
        step(static_cast<float>(std::min<double>(left, shortStep)));
}

void Walker::travel(double seconds)
{
    m_journey->gone += seconds;
    const auto t = static_cast<float>(std::min(m_journey->gone / walkTime, 1.));
    const float eased = t * t * (3 - 2 * t);
    const Stance &from = m_journey->from;
    const Stance &to = m_journey->to;
    m_stance.eye = from.eye + (to.eye - from.eye) * eased;
    m_stance.yaw = std::remainder(from.yaw + turnBetween(from.yaw, to.yaw) * eased, 360.F);
    m_stance.pitch = from.pitch + (to.pitch - from.pitch) * eased;
    if (t >= 1)
        m_journey.reset();
}

void Walker::step(float seconds)
{
    const QVector3D want = wanted();
    const float kept = std::exp(-agility * seconds);
    // The way gone while the speed nears what is wanted, exactly: so the length of a step does not matter.
    m_stance.eye += want * seconds + (m_speed - want) * ((1 - kept) / agility);
    m_speed = want + (m_speed - want) * kept;
    if (m_speed.length() < atRest && want.isNull())
        m_speed = {};
    if (!m_flying)
        m_stance.eye.setY(eyeHeight + (m_stance.eye.y() - eyeHeight) * kept);
    pushOut();
}

void Walker::pushOut()
{
    QVector3D &eye = m_stance.eye;
    const HallPlan &plan = m_hall->plan;
    eye.setX(std::clamp(eye.x(), -plan.width / 2 + girth, plan.width / 2 - girth));
    eye.setZ(std::clamp(eye.z(), -plan.depth + girth, -girth));
    eye.setY(std::clamp(eye.y(), .3F, plan.height - .3F));
    const float feet = m_flying ? eye.y() - girth : knee;
    for (const Obstacle &obstacle : m_hall->obstacles) {
        if (obstacle.middle.y() > eye.y() + girth || obstacle.middle.y() + obstacle.size.y() < feet)
            continue;
        const QVector3D out = outOf(obstacle, eye, plan);
        if (out.isNull())
            continue;
        eye += out;
        // What of the speed goes into the wall is gone; the rest slides on.
        const QVector3D normal = out.normalized();
        m_speed -= normal * std::min(0.F, QVector3D::dotProduct(m_speed, normal));
    }
}

namespace {

/// On the ground `away` metres from the machine, `aside` degrees to the left of where it looks, inside the
/// hall.
Stance stanceBefore(const HallPlan &hall, const Placement &machine, float away, float aside, float pitch)
{
    const float angle = radians(machine.turn - aside);
    const QVector3D ahead(std::sin(angle), 0, std::cos(angle));
    QVector3D eye = machine.at + ahead * away + QVector3D(0, eyeHeight, 0);
    eye.setX(std::clamp(eye.x(), -hall.width / 2 + girth, hall.width / 2 - girth));
    eye.setZ(std::clamp(eye.z(), -hall.depth + girth, -girth));
    const QVector3D way = machine.at - eye;
    return {eye, degrees(std::atan2(-way.x(), -way.z())), pitch};
}

/// Likewise; where another machine stands there or in between, from nearer by or from another side.
Stance freeStanceBefore(const HallPlan &hall, const Placement &machine, float away, float aside, float pitch)
{
    const QVector3D drum = machine.at + turned(coreAt, machine.turn);
    const Stance usual = stanceBefore(hall, machine, away, aside, pitch);
    for (const float more : {0.F, 25.F, -25.F, 50.F, -50.F, 80.F, -80.F, 120.F, -120.F, 180.F})
        for (const float nearer : {1.F, .8F, .65F}) {
            const Stance stance = stanceBefore(hall, machine, away * nearer, aside + more, pitch);
            if (!isBlocked(hall, machine, drum, stance.eye))
                return stance;
        }
    return usual;
}

} // namespace

Stance viewpointOf(const HallPlan &hall, const Placement &machine)
{
    return freeStanceBefore(hall, machine, 6.4F, 0, 1);
}

Stance closeViewpointOf(const HallPlan &hall, const Placement &machine)
{
    return freeStanceBefore(hall, machine, 5.2F, 34, -4);
}

Stance entranceOf(const BakedHall &hall)
{
    // The nave in the middle of the hall; of two, the right one.
    const int nave = navesOf(hall.plan) / 2;
    return {{naveMiddle(hall.plan, nave), eyeHeight, -.6F}, 0, -1};
}

} // namespace rig::qml
