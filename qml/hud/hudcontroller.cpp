#include "qml/hud/hudcontroller.h"

#include "qml/hall/machineshape.h"
#include "qml/hud/projection.h"
#include "qml/hud/taglayout.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace rig::qml {

namespace {

constexpr std::size_t mostTags = 8;   ///< sensors of a finding that are marked
constexpr std::size_t brightTags = 3; ///< of these, those that stand out
constexpr QSizeF tagSize{236, 44};    ///< px
constexpr QSizeF smallTag{176, 26};   ///< px, of one that has no room for what the sensor says
constexpr double tagsFrom = 900;      ///< px: a narrower picture has small ones, of what stands out alone
constexpr double ringAround = 12;     ///< px around a mount that no plate covers
constexpr double aboveTags = 60;      ///< px, for the banner
constexpr double belowTags = 90;      ///< px, for what lies at the bottom
constexpr double margin = 12;         ///< px between a plate and the picture's edge
constexpr auto sayingFor = std::chrono::seconds(4);
constexpr int compassSize = 96;     ///< px
constexpr double seenAcross = 78;   ///< degrees that one sees from left to right, of a usual window
constexpr float notesSeenFrom = 18; ///< metres
constexpr double flagWidth = 32;    ///< px, of a note's flag and a little air
constexpr double flagHeight = 36;   ///< px
constexpr float drumRadius = 1.35F; ///< metres
const QVector3D aboveGauge(0, .45F, 0);
const QVector3D anchorAt(0, 2.95F, 0); ///< of a machine's plate: above its drum

QImage compassIn(const QColor &colour)
{
    constexpr int fine = 2; // device pixels, so that it stays sharp when it is turned
    QImage image(compassSize * fine, compassSize * fine, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(fine);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(compassSize / 2., compassSize / 2.);
    painter.setPen(Qt::NoPen);
    const double reach = compassSize / 2. - 1;
    const double aside = reach * std::tan(seenAcross / 2 * std::numbers::pi / 180) * .62;
    QColor cone = colour;
    cone.setAlphaF(.28F);
    painter.setBrush(cone);
    painter.drawPolygon(QPolygonF{{0, 0}, {-aside, -reach}, {aside, -reach}});
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF{{0, -7}, {5, 6}, {0, 3}, {-5, 6}});
    return image;
}

/// Where a machine's drum and console are seen.
QRectF bodyOf(const Placement &machine, const Stance &stance, const QSizeF &picture)
{
    QRectF body;
    for (const float x : {coreAt.x() - drumRadius, gaugeAt.x() + .3F})
        for (const float y : {coreAt.y() - drumRadius, coreAt.y() + drumRadius})
            for (const float z : {-drumRadius, barFront})
                if (const auto seen = seenAt(placeOn(machine, {x, y, z}), stance, picture))
                    body |= QRectF(*seen, QSizeF(1, 1));
    return body;
}

} // namespace

HudController::HudController(const SceneStyle &style, QObject *parent)
    : QObject(parent),
      m_style(style),
      m_compass(compassIn(style.accent)),
      m_parts(std::make_unique<QObject>())
{
    m_saying.setSingleShot(true);
    connect(&m_saying, &QTimer::timeout, this, [this] {
        m_said.clear();
        Q_EMIT saidChanged();
    });
}

HudController::~HudController() = default;

void HudController::build(const BakedHallPtr &hall)
{
    const auto old = std::move(m_parts); // until QML has heard that there are others
    m_parts = std::make_unique<QObject>();
    m_hall = hall;
    m_plates.clear();
    for (const Placement &machine : hall->plan.machines) {
        auto *plate = new PlateModel(m_parts.get());
        MachinePlate empty;
        empty.machine = machine.machine;
        empty.name = machine.title;
        plate->set(empty, m_style);
        m_plates.append(plate);
    }
    aim(&m_nothing);
    present(m_presented);
    choose(m_chosenNumber);
    show(m_cause);
    Q_EMIT rebuilt();
}

void HudController::present(const std::vector<MachinePlate> &plates)
{
    m_presented = plates;
    for (const MachinePlate &one : plates) {
        MachinePlate plate = one;
        if (!m_expecting)
            for (PlateValue &value : plate.values)
                value.expected.clear();
        if (PlateModel *model = plateOf(plate.machine))
            model->set(plate, m_style);
    }
}

void HudController::setExpecting(bool expecting)
{
    m_expecting = expecting;
    present(std::vector(m_presented));
}

void HudController::choose(std::int32_t machine)
{
    m_chosenNumber = machine;
    PlateModel *chosen = plateOf(machine);
    if (!chosen)
        chosen = &m_nothing;
    if (chosen == m_chosen)
        return;
    m_chosen = chosen;
    Q_EMIT chosenChanged();
}

void HudController::layOut(const Stance &stance, const QSizeF &picture)
{
    if (!m_hall)
        return;
    const HallPlan &plan = m_hall->plan;
    std::vector<PlateWish> wishes;
    std::vector<PlatePlace> before;
    for (qsizetype i = 0; i < m_plates.size(); ++i) {
        const Placement &machine = plan.machines[static_cast<std::size_t>(i)];
        const auto *plate = static_cast<const PlateModel *>(m_plates[i]);
        const auto anchor = seenAt(machine.at + anchorAt, stance, picture);
        const bool pressing = plate->plate().pressing;
        const bool aside =
            m_cause && m_cause->machine != machine.machine; // who stands at a cause sees it alone
        const bool seen = anchor && (pressing || (!aside && !isHidden(machine, stance.eye)));
        const bool central = m_cause && m_cause->machine == machine.machine;
        wishes.push_back({anchor.value_or(QPointF()), seen, (machine.at - stance.eye).length(),
                          plate->plate().follower && plate != m_chosen, central, pressing, plate->fullSize(),
                          plate->foldedSize(), central ? bodyOf(machine, stance, picture) : QRectF()});
        before.push_back(plate->place());
    }
    const QRectF room = QRectF({}, picture).adjusted(margin, margin, -margin, -margin);
    std::vector<QRectF> taken(m_taken.begin(), m_taken.end());
    for (const QRectF &tag : layOutTags(stance, picture))
        taken.push_back(tag);
    layOutNotes(stance, picture, taken);
    const auto places = layOutPlates(wishes, before, room, taken);
    for (std::size_t i = 0; i < places.size(); ++i)
        static_cast<PlateModel *>(m_plates[static_cast<qsizetype>(i)])->put(places[i], wishes[i].anchor);
    const auto target = pointedAt(plan, stance);
    if (!target)
        return aim(&m_nothing);
    aim(static_cast<PlateModel *>(m_plates[static_cast<qsizetype>(*target)]),
        mountPointedAt(plan.machines[*target], stance).value_or(-1));
}

void HudController::pin(const std::vector<PinnedNote> &notes)
{
    if (notes == m_pinned)
        return;
    const auto old = std::move(m_noteParts); // until QML has heard that there are others
    m_noteParts = std::make_unique<QObject>();
    m_pinned = notes;
    m_notes.clear();
    for (const PinnedNote &note : notes)
        m_notes.append(new NoteModel(note, m_noteParts.get()));
    Q_EMIT notesChanged();
    Q_EMIT targetChanged();
}

NoteModel *HudController::note() const
{
    const int slot = m_sensor ? m_sensor->slot() : -1;
    for (QObject *one : m_notes)
        if (auto *model = static_cast<NoteModel *>(one);
            model->note().machine == m_target->plate().machine && model->note().slot == slot)
            return model;
    return nullptr;
}

/// At their mounts, those of machines at the gauge; from afar, or where `taken` or another flag is, not. What
/// they take is added to it.
void HudController::layOutNotes(const Stance &stance, const QSizeF &picture, std::vector<QRectF> &taken)
{
    std::vector<std::pair<float, NoteModel *>> byDistance;
    std::map<NoteModel *, QPointF> places;
    for (QObject *one : std::as_const(m_notes)) {
        auto *model = static_cast<NoteModel *>(one);
        model->put({});
        const auto machine =
            std::ranges::find(m_hall->plan.machines, model->note().machine, &Placement::machine);
        if (machine == m_hall->plan.machines.end() || isHidden(*machine, stance.eye))
            continue;
        const auto mount = std::ranges::find(machine->mounts, model->note().slot, &Mount::slot);
        const QVector3D at =
            placeOn(*machine, mount == machine->mounts.end() ? gaugeAt + aboveGauge : mount->at);
        const float away = (at - stance.eye).length();
        const auto seen = away < notesSeenFrom ? seenAt(at, stance, picture) : std::nullopt;
        if (!seen || !QRectF({}, picture).contains(*seen))
            continue;
        places[model] = *seen;
        byDistance.emplace_back(away, model);
    }
    std::ranges::sort(byDistance);
    for (const auto &[away, model] : byDistance) {
        const QPointF at = places[model];
        const QRectF flag(at - QPointF(1, flagHeight), QSizeF(flagWidth, flagHeight));
        if (std::ranges::any_of(taken, [&](const QRectF &other) { return other.intersects(flag); }))
            continue;
        taken.push_back(flag);
        model->put(at);
    }
}

void HudController::nameSensorsBy(NameSensor name)
{
    m_name = std::move(name);
}

SensorTag HudController::tagOf(std::int32_t machine, int slot) const
{
    return m_name ? m_name(machine, slot) : SensorTag();
}

void HudController::refreshSensors()
{
    if (m_sensor)
        m_sensor->set(tagOf(m_target->plate().machine, m_sensor->slot()));
    for (QObject *tag : std::as_const(m_tags)) {
        auto *model = static_cast<TagModel *>(tag);
        SensorTag words = tagOf(m_cause->machine, model->slot());
        if (!m_cause->ended.isEmpty()) { // what the sensor says now is of another time
            words.value.clear();
            words.sign = {};
            words.edge = m_style.text;
        }
        model->set(words);
    }
}

void HudController::say(const QString &sentence)
{
    m_said = sentence;
    m_saying.start(sayingFor);
    Q_EMIT saidChanged();
}

int HudController::causePercent() const
{
    int sum = 0;
    for (std::size_t i = 0; m_cause && i < std::min(m_cause->shares.size(), mostTags); ++i)
        sum += m_cause->shares[i].percent;
    return sum;
}

void HudController::show(const std::optional<Cause> &cause)
{
    const auto old = std::move(m_tagParts); // until QML has heard that there are others
    m_tagParts = std::make_unique<QObject>();
    m_cause = cause;
    m_tags.clear();
    if (cause)
        for (std::size_t i = 0; i < std::min(cause->shares.size(), mostTags); ++i)
            m_tags.append(new TagModel(cause->shares[i], i >= brightTags, m_tagParts.get()));
    refreshSensors();
    Q_EMIT causeChanged();
}

std::vector<QRectF> HudController::layOutTags(const Stance &stance, const QSizeF &picture)
{
    if (m_tags.isEmpty())
        return {};
    const auto machine = std::ranges::find(m_hall->plan.machines, m_cause->machine, &Placement::machine);
    std::vector<QPointF> anchors;
    std::vector<TagModel *> models;
    const bool small = picture.width() < tagsFrom;
    for (QObject *tag : std::as_const(m_tags)) {
        auto *model = static_cast<TagModel *>(tag);
        std::optional<QPointF> anchor;
        if (!(small && model->dim()) && machine != m_hall->plan.machines.end())
            if (const auto mount = std::ranges::find(machine->mounts, model->slot(), &Mount::slot);
                mount != machine->mounts.end())
                anchor = seenAt(placeOn(*machine, mount->at), stance, picture);
        if (!anchor || !QRectF({}, picture).contains(*anchor)) {
            model->put({}, {});
            continue;
        }
        anchors.push_back(*anchor);
        models.push_back(model);
    }
    const QRectF room = QRectF({}, picture).adjusted(margin, aboveTags, -margin, -belowTags);
    QRectF map;
    for (const QRectF &taken : m_taken)
        if (taken.right() > room.right() - 1 && taken.bottom() > room.bottom()) // in the corner
            map = taken;
    const bool seen = machine != m_hall->plan.machines.end();
    auto boxes = qml::layOutTags(anchors, small ? smallTag : tagSize, room,
                                 seen && !small ? bodyOf(*machine, stance, picture) : QRectF(), map);
    for (std::size_t i = 0; i < models.size(); ++i)
        models[i]->put(boxes[i], anchors[i]);
    for (const QPointF &anchor : anchors)
        boxes.push_back(QRectF(anchor - QPointF(ringAround, ringAround), QSizeF(2, 2) * ringAround));
    return boxes;
}

QList<QPointF> HudController::spots() const
{
    QList<QPointF> spots;
    if (!m_hall)
        return spots;
    const HallPlan &plan = m_hall->plan;
    for (const Placement &machine : plan.machines)
        spots.append({machine.at.x() / plan.width + .5, 1 + machine.at.z() / plan.depth});
    return spots;
}

QStringList HudController::ids() const
{
    QStringList ids;
    if (m_hall)
        for (const Placement &machine : m_hall->plan.machines)
            ids << machine.id;
    return ids;
}

QList<QRectF> HudController::zones() const
{
    QList<QRectF> zones;
    if (!m_hall)
        return zones;
    const HallPlan &plan = m_hall->plan;
    for (const Zone &zone : plan.zones)
        zones.append({zone.ground.x() / plan.width + .5, 1 + zone.ground.y() / plan.depth,
                      zone.ground.width() / plan.width, zone.ground.height() / plan.depth});
    return zones;
}

QSizeF HudController::ground() const
{
    return m_hall ? QSizeF(m_hall->plan.width, m_hall->plan.depth) : QSizeF(1, 1);
}

void HudController::setTaken(const QList<QRectF> &taken)
{
    if (taken == m_taken)
        return;
    m_taken = taken;
    Q_EMIT takenChanged();
}

PlateModel *HudController::plateOf(std::int32_t machine) const
{
    for (QObject *plate : m_plates)
        if (auto *model = static_cast<PlateModel *>(plate); model->plate().machine == machine)
            return model;
    return nullptr;
}

/// Behind a pillar, a wall, or another machine.
bool HudController::isHidden(const Placement &machine, const QVector3D &eye) const
{
    const QVector3D way = machine.at + anchorAt - eye;
    const auto pillars = m_hall->obstacles.size() - m_hall->plan.machines.size();
    for (std::size_t i = 0; i < pillars; ++i) {
        const Obstacle &pillar = m_hall->obstacles[i];
        const QVector3D half(pillar.size.x() / 2, 0, pillar.size.z() / 2);
        const Box box{pillar.middle - half, pillar.middle + half + QVector3D(0, pillar.size.y(), 0)};
        if (entryInto(box, eye, way).value_or(1) < 1)
            return true;
    }
    return isBlocked(m_hall->plan, machine, machine.at + anchorAt, eye);
}

void HudController::aim(PlateModel *target, int slot)
{
    if (target == m_target && slot == (m_sensor ? m_sensor->slot() : -1))
        return;
    const auto old = std::move(m_sensor); // until QML has heard that there is another
    m_target = target;
    if (slot >= 0) {
        m_sensor = std::make_unique<TagModel>(CauseShare{slot, 0}, false, nullptr);
        m_sensor->set(tagOf(target->plate().machine, slot));
    }
    Q_EMIT targetChanged();
}

} // namespace rig::qml
