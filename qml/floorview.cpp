#include "qml/floorview.h"

#include "qml/renderwatch.h"

#include <QGuiApplication>
#include <QLoggingCategory>
#include <QQmlEngine>
#include <QScreen>

#include <algorithm>
#include <utility>

// The module is linked in; nothing else in the program names its registration, so the linker would leave it
// out.
extern void qml_register_types_RigAlpha();

namespace rig::qml {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.floor")

constexpr float sameSpot = .5F;  ///< metres
constexpr auto handOver = 150ms; ///< of the focus from one window to another

QUrl sceneUrl()
{
    return QUrl(u"qrc:/qml/RigAlpha/FloorScene.qml"_s);
}

} // namespace

FloorView::FloorView(const HallPaint &paint, const SceneStyle &style, QWindow *parent)
    : QQuickView(parent),
      m_paint(paint),
      m_floor(new FloorController(this)),
      m_hud(new HudController(style, this))
{
    qml_register_types_RigAlpha();
    engine()->addImportPath(u"qrc:/qml"_s);
    setResizeMode(QQuickView::SizeRootObjectToView);
    setColor(paint.seenClear());
    setInitialProperties({{u"floor"_s, QVariant::fromValue(m_floor)},
                          {u"style"_s, QVariant::fromValue(style)},
                          {u"hud"_s, QVariant::fromValue(m_hud)}});
    setSource(sceneUrl());
    connect(&m_worker, &HallWorker::baked, this, &FloorView::build);
    connect(m_hud, &HudController::clicked, this, &FloorView::click);
    connect(m_hud, &HudController::dragged, this, &FloorView::drag);
    connect(m_hud, &HudController::tapped, this, &FloorView::tap);
    connect(m_hud, &HudController::leaveWanted, this, &FloorView::stepBack);
    connect(m_hud, &HudController::takenChanged, this, &FloorView::look);
    connect(qGuiApp, &QGuiApplication::focusWindowChanged, this, &FloorView::mindFocus);
    m_unfocused.setSingleShot(true);
    m_unfocused.setInterval(handOver);
    connect(&m_unfocused, &QTimer::timeout, this, [this] {
        if (!QGuiApplication::focusWindow())
            leave();
    });
    auto *watch = new RenderWatch(*this, this);
    connect(watch, &RenderWatch::begun, this, &FloorView::rendersBy);
    connect(watch, &RenderWatch::rendered, this, &FloorView::rendered);
    m_frames.setTimerType(Qt::PreciseTimer);
    m_frames.setInterval(m_pace.interval(false));
    connect(&m_frames, &QTimer::timeout, this, &FloorView::moveOn);
}

FloorView::~FloorView()
{
    // Qt Quick 3D 6.4 frees a scene's nodes while the window's own thread may still be drawing them; hiding
    // waits for its frame to end, and no other follows.
    hide();
}

void FloorView::setReducedMotion(bool reduced)
{
    m_reduced = reduced;
    m_floor->setReducedMotion(reduced);
}

void FloorView::setTier(std::optional<FloorTier> tier)
{
    m_choosesTier = !tier;
    if (tier)
        m_floor->setTier(*tier);
    else if (m_tiers)
        m_floor->setTier(m_tiers->tier());
}

void FloorView::rendersBy(const QString &renderer)
{
    const double rate = screen() ? screen()->refreshRate() : 60;
    const bool same = std::exchange(m_renderer, renderer) == renderer;
    if (m_tiers && hall())
        makeAnew();
    // What it turned out not to be able to do it still is not, after its graphics were lost.
    const FloorTier guess = tierOfRenderer(renderer);
    const FloorTier start = m_tiers && same ? std::min(guess, m_tiers->tier()) : guess;
    m_tiers.emplace(start, TierChooser::Milliseconds(1000 / std::max(rate, 1.)));
    if (m_choosesTier)
        m_floor->setTier(m_tiers->tier());
}

void FloorView::makeAnew()
{
    // A scene that is there goes on with what it had of the renderer that was lost, and draws nothing (6.8):
    // it goes first, and with the next frame all that it had. What geometries hold is given to one renderer
    // only.
    setSource({});
    connect(
        this, &QQuickWindow::afterSynchronizing, this,
        [this] {
            m_floor->build(hall());
            m_floor->show(*m_state);
            setSource(sceneUrl());
            look();
            keepTime();
        },
        static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
    update();
}

void FloorView::rendered(TierChooser::Milliseconds frame)
{
    m_pace.take(frame);
    if (!m_choosesTier || !m_tiers || !m_floor->hall())
        return;
    if (const auto tier = m_tiers->take(frame))
        m_floor->setTier(*tier);
}

void FloorView::goTo(const Stance &stance)
{
    m_walker.goTo(stance, m_reduced || !isExposed());
    look();
    keepTime();
}

void FloorView::present(const std::shared_ptr<const PlantState> &state)
{
    m_state = state;
    if (m_state->plant != m_plant) {
        m_plant = m_state->plant;
        if (HallPlan plan = hallPlanOf(*m_plant); !hall() || plan != m_plan) {
            m_plan = std::move(plan);
            m_worker.ask(m_plan, m_paint, m_shapes);
        }
    }
    m_floor->show(*m_state);
    keepTime();
}

void FloorView::build(const BakedHallPtr &hall)
{
    // Who has walked far into it does not want to begin anew because a machine was added.
    const bool entering = !m_floor->hall();
    if (m_before)
        m_before->eye += m_floor->hall()->plan.movedIn(hall->plan);
    m_walker.enter(hall, entering);
    if (m_tiers)
        m_tiers->startOver();
    m_floor->build(hall);
    if (m_hud->cause() && !m_floor->placement(m_hud->cause()->machine))
        dropCause();
    m_hud->build(hall);
    m_floor->show(*m_state);
    look();
    keepTime();
    if (m_wanted)
        walkToCause(*std::exchange(m_wanted, {}));
    for (const QString &problem : hall->problems)
        qCWarning(log).noquote() << problem;
    if (!hall->problems.isEmpty())
        m_hud->say(hall->problems.size() == 1
                       ? hall->problems.first()
                       : tr("%1 The log names %n more.", nullptr, static_cast<int>(hall->problems.size() - 1))
                             .arg(hall->problems.first()));
    Q_EMIT hallShown();
}

void FloorView::choose(std::int32_t machine)
{
    if (machine == m_told || !hall())
        return;
    const bool first = m_told == 0;
    m_told = machine;
    const bool there = std::exchange(m_chosen, machine) == machine && !first;
    m_hud->choose(machine);
    if (entered() || there)
        return;
    dropCause(); // of another machine
    if (const Placement *placement = m_floor->placement(machine))
        m_walker.goTo(viewOf(*placement), first || m_reduced || !isExposed());
    look();
    keepTime();
}

void FloorView::presentPlates(const std::vector<MachinePlate> &plates)
{
    m_hud->present(plates);
    m_hud->refreshSensors();
    look();
}

void FloorView::showExpected(bool expecting)
{
    if (expecting == m_floor->expecting())
        return;
    m_floor->setExpecting(expecting);
    m_hud->setExpecting(expecting);
    if (expecting && hall() && !m_floor->anyExpected())
        m_hud->say(tr("No model says now what to expect of these machines."));
    look();
    keepTime();
}

void FloorView::pin(const std::vector<PinnedNote> &notes)
{
    m_hud->pin(notes);
    look();
}

void FloorView::nameSensorsBy(HudController::NameSensor name)
{
    m_hud->nameSensorsBy(std::move(name));
}

void FloorView::walkToCause(const Cause &cause)
{
    if (!hall())
        m_wanted = cause;
    const Placement *machine = m_floor->placement(cause.machine);
    if (!machine)
        return;
    if (!m_before)
        m_before = m_walker.stance();
    m_chosen = cause.machine;
    m_hud->choose(cause.machine);
    m_hud->show(cause);
    goTo(closeViewpointOf(hall()->plan, *machine));
}

void FloorView::renewCause(const Cause &cause)
{
    if (!m_hud->cause() || m_hud->cause()->title != cause.title)
        return;
    m_hud->show(cause);
    look();
}

void FloorView::stepBack()
{
    m_wanted.reset();
    if (!m_before)
        return leave();
    const Stance before = *m_before;
    dropCause();
    goTo(before);
}

void FloorView::returnToChosen()
{
    leave();
    dropCause();
    m_wanted.reset();
    m_hud->choose(m_chosen);
    if (const Placement *placement = m_floor->placement(m_chosen)) {
        m_walker.goTo(viewOf(*placement), true);
        look();
    }
}

void FloorView::dropCause()
{
    m_before.reset();
    m_hud->show({});
}

void FloorView::setViewpoints(Viewpoints viewpoints)
{
    m_viewpoints = std::move(viewpoints);
}

void FloorView::say(const QString &sentence)
{
    m_hud->say(sentence);
}

Stance FloorView::viewOf(const Placement &machine) const
{
    if (const auto kept = m_viewpoints.find(machine.id); kept != m_viewpoints.end())
        if (const Stance stance = inHall(machine, kept->second); isWithin(hall()->plan, stance))
            return stance;
    return viewpointOf(hall()->plan, machine);
}

void FloorView::keepView()
{
    const std::int32_t looked = m_hud->target()->plate().machine;
    const Placement *machine = m_floor->placement(looked != 0 ? looked : m_hud->chosen()->plate().machine);
    if (!machine)
        return m_hud->say(tr("Look at a machine to keep where you stand as the view of it."));
    const Stance here = aboutMachine(*machine, m_walker.stance());
    const auto kept = m_viewpoints.find(machine->id);
    if (kept != m_viewpoints.end() && (kept->second.eye - here.eye).length() < sameSpot) {
        m_viewpoints.erase(kept);
        m_hud->say(tr("%1 is seen from before it again.").arg(machine->title));
    } else {
        m_viewpoints.insert_or_assign(machine->id, here);
        m_hud->say(tr("%1 is seen from here from now on. B here again drops that.").arg(machine->title));
    }
    Q_EMIT viewpointsChanged(m_viewpoints);
}

QImage FloorView::picture()
{
    // What is drawn before that is drawn by a renderer of its own, and with it the scene's meshes are lost.
    return isExposed() ? grabWindow() : QImage();
}

void FloorView::goTo(std::int32_t machine)
{
    const Placement *placement = m_floor->placement(machine);
    if (!placement)
        return;
    dropCause();
    m_chosen = machine;
    m_hud->choose(machine);
    goTo(viewOf(*placement));
    Q_EMIT wentTo(machine);
}

void FloorView::stand(const Stance &stance)
{
    m_walker.goTo(stance, true);
    look();
}

int FloorView::models() const
{
    return m_floor->models();
}

void FloorView::exposeEvent(QExposeEvent *event)
{
    QQuickView::exposeEvent(event);
    if (!isExposed())
        leave();
    keepTime();
}

void FloorView::resizeEvent(QResizeEvent *event)
{
    QQuickView::resizeEvent(event);
    if (m_tiers)
        m_tiers->startOver();
    look();
}

void FloorView::look()
{
    m_floor->setStance(m_walker.stance());
    m_floor->setFlying(m_walker.flying());
    m_hud->layOut(m_walker.stance(), size());
}

void FloorView::keepTime()
{
    const bool walks = entered() || m_walker.moving();
    if (const auto frame = m_pace.interval(walks); m_frames.intervalAsDuration() != frame)
        m_frames.setInterval(frame);
    const bool run = isExposed() && m_floor->hall() && (m_floor->moving() || m_walker.moving());
    if (run == m_frames.isActive())
        return;
    if (run) {
        m_since.start();
        m_frames.start();
    } else {
        m_frames.stop();
    }
}

void FloorView::moveOn()
{
    const double seconds = static_cast<double>(m_since.nsecsElapsed()) / 1e9;
    m_since.start();
    m_floor->advance(seconds);
    m_walker.advance(seconds);
    look();
    keepTime();
}

} // namespace rig::qml
