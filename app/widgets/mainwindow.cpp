#include "widgets/mainwindow.h"

#include "presentation/commanddeck.h"
#include "presentation/numbers.h"
#include "presentation/originmark.h"
#include "presentation/sensorcardmodel.h"
#include "presentation/statusfigures.h"
#include "presentation/waiting.h"
#include "widgets/cardview.h"
#include "widgets/commandpanel.h"
#include "widgets/focusring.h"
#include "widgets/headerbar.h"
#include "widgets/keysdialog.h"
#include "widgets/machinetabs.h"
#include "widgets/scenepanel.h"
#include "widgets/statusstrip.h"
#include "widgets/stepslist.h"
#include "widgets/stylesheet.h"
#include "widgets/waitingbanner.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Glyph;
using presentation::MachineSummary;
using presentation::Role;

namespace {

constexpr QSize least{1280, 720};
constexpr int gap = 8;
constexpr int lowHeader = 48;
constexpr int highHeader = 52;
constexpr int highFrom = 800; ///< windows of this height and more have room for the higher header
constexpr int narrowestSide = 276;
constexpr int widestSide = 540;
constexpr int startingSide = 472;   ///< the steps of coming up need their details beside them
constexpr double sceneShape = .955; ///< the scene panel's height to its width
constexpr int leastCommand = 230;   ///< what the command panel needs below the others
constexpr int machineKeys = 9;

void addCount(std::vector<TextRun> &runs, int count, const QString &word)
{
    if (count > 0) {
        runs.push_back({u" · "_s});
        runs.push_back({QString::number(count), true});
        runs.push_back({u' ' + word});
    }
}

} // namespace

MainWindow::MainWindow(Parts parts, QWidget *parent)
    : QWidget(parent),
      m_parts(std::move(parts)),
      m_model(new presentation::SensorCardModel(m_parts.states, this)),
      m_deck(new presentation::CommandDeck(m_parts.commands, m_parts.simulation, m_parts.actor, this)),
      m_header(new HeaderBar(m_parts.theme)),
      m_banner(new WaitingBanner(m_parts.theme)),
      m_telemetry(new Panel(m_parts.theme)),
      m_cards(new CardView(m_parts.theme)),
      m_starting(new Panel(m_parts.theme)),
      m_steps(new StepsList(m_parts.theme)),
      m_scene(new ScenePanel(m_parts.scene, m_parts.theme)),
      m_command(new CommandPanel(*m_deck, m_parts.theme)),
      m_strip(new StatusStrip(m_parts.theme)),
      m_side(new QWidget)
{
    setWindowTitle(tr("Rig Alpha"));
    setMinimumSize(least);
    resize(least);
    setStyleSheet(widgets::styleSheet(m_parts.theme));
    m_cards->setModel(m_model);
    m_cards->setAccessibleName(tr("Sensors"));
    layOut();
    addKeys();
    auto *ring = new FocusRing(m_parts.theme, this);
    ring->except(m_cards);
    connect(&m_header->tabs(), &MachineTabs::chosen, this, &MainWindow::choose);
    connect(m_banner, &WaitingBanner::retryWanted, this, [this] { m_parts.system.retryNow(); });
    connect(m_strip, &StatusStrip::keysWanted, this, &MainWindow::showKeys);
    connect(&m_tick, &QTimer::timeout, this, &MainWindow::refresh);
    m_tick.setInterval(m_parts.tick);
    refresh();
}

MainWindow::~MainWindow() = default;

void MainWindow::layOut()
{
    m_telemetry->setContent(m_cards);
    m_starting->setTitle(tr("Starting"));
    m_starting->setContent(m_steps);
    m_starting->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_starting->hide();

    auto *side = new QVBoxLayout(m_side);
    side->setContentsMargins(0, 0, 0, 0);
    side->setSpacing(gap);
    side->addWidget(m_starting);
    side->addWidget(m_scene);
    side->addWidget(m_command, 1);

    auto *body = new QHBoxLayout;
    body->setSpacing(gap);
    body->addWidget(m_telemetry, 1);
    body->addWidget(m_side);

    auto *middle = new QVBoxLayout;
    middle->setContentsMargins(gap, gap, gap, gap);
    middle->setSpacing(gap);
    middle->addWidget(m_banner);
    middle->addLayout(body, 1);

    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(m_header);
    whole->addLayout(middle, 1);
    whole->addWidget(m_strip);
}

void MainWindow::addKeys()
{
    const auto add = [this](const QKeySequence &key, auto act) {
        auto *shortcut = new QShortcut(key, this);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    add(Qt::Key_F1, [this] { showKeys(); });
    add(Qt::Key_R, [this] {
        if (m_banner->isVisible())
            m_parts.system.retryNow();
    });
    for (int n = 0; n < machineKeys; ++n)
        add(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + n)),
            [this, n] { chooseNth(static_cast<std::size_t>(n)); });
}

void MainWindow::showKeys()
{
    auto *dialog = new KeysDialog({{u"F1"_s, tr("This list")},
                                   {u"Ctrl+1 … Ctrl+9"_s, tr("Choose the first to ninth machine")},
                                   {u"← →"_s, tr("Previous or next machine, on the tabs")},
                                   {u"← ↑ → ↓"_s, tr("Walk over the sensors; Home and End jump")},
                                   {u"Tab, Shift+Tab"_s, tr("Next or previous part of the window")},
                                   {u"Space, Enter"_s, tr("Press the button that has the ring")},
                                   {u"R"_s, tr("Retry now, while the database is away")}},
                                  m_parts.theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::choose(std::int32_t machine)
{
    m_chosen = machine;
    refresh();
}

void MainWindow::chooseNth(std::size_t index)
{
    const auto machines = presentation::summaries(*m_parts.states.state());
    if (index < machines.size())
        choose(machines[index].number);
}

void MainWindow::refresh()
{
    const auto state = m_parts.states.state();
    const auto status = m_parts.system.status();
    const auto machines = presentation::summaries(*state);
    const bool known = std::any_of(machines.begin(), machines.end(), [this](const MachineSummary &machine) {
        return machine.number == m_chosen;
    });
    if (!known)
        m_chosen = machines.empty() ? 0 : machines.front().number;
    m_model->show(state, m_chosen);
    m_header->presentMachines(machines, m_chosen);
    m_header->presentDots({presentation::systemDot(*status), presentation::commDot(*status, *state),
                           presentation::powerDot(*state), presentation::safetyDot(*state)});
    m_header->presentTime(m_parts.clock.now());
    refreshMachine(*state, machines);
    if (machines.empty())
        presentNoPlant(status->database.there);
    refreshSystem(*status, presentation::plantSourceOf(*state));
}

void MainWindow::refreshMachine(const PlantState &state, const std::vector<MachineSummary> &machines)
{
    const auto machine =
        std::find_if(machines.begin(), machines.end(),
                     [this](const MachineSummary &candidate) { return candidate.number == m_chosen; });
    if (machine == machines.end()) {
        m_telemetry->setTitle(tr("Telemetry"));
        m_telemetry->setSummary(Glyph::none, {});
        m_telemetry->setChips({});
        m_scene->setChips({});
        m_scene->setTitle(tr("Rig"));
        return;
    }
    std::vector<TextRun> runs{{presentation::runWord(machine->run)}};
    addCount(runs, machine->sensors, machine->sensors == 1 ? tr("sensor") : tr("sensors"));
    addCount(runs, machine->alarms, tr("in alarm"));
    addCount(runs, machine->warnings, tr("in warning"));
    addCount(runs, machine->stale, tr("stale"));
    addCount(runs, machine->bad, tr("bad"));
    addCount(runs, machine->unknown, tr("unknown"));
    if (state.plantKeptAt)
        runs.push_back({tr(" · plant as kept %1 %2")
                            .arg(presentation::dayText(*state.plantKeptAt),
                                 presentation::timeText(*state.plantKeptAt))});
    m_telemetry->setTitle(tr("Machine %1 · Telemetry").arg(machine->id));
    m_telemetry->setSummary(presentation::glyphOf(machine->run), std::move(runs));
    std::vector<Chip> chips;
    std::vector<Chip> briefChips;
    for (const Origin origin : machine->origins)
        if (const auto mark = presentation::markOf(origin)) {
            chips.push_back({tr("%1 DATA").arg(mark->word), mark->status});
            briefChips.push_back({mark->brief, mark->status});
        }
    m_telemetry->setChips(std::move(chips));
    m_scene->setTitle(tr("Rig %1").arg(machine->title));
    m_scene->setChips(std::move(briefChips));
    m_scene->present(state, m_chosen);
    m_deck->refresh(machine->id.toStdString());
}

void MainWindow::presentNoPlant(bool databaseThere)
{
    if (databaseThere)
        m_cards->setEmptyText(
            tr("There is no plant yet"),
            tr("rigctl plant import FILE brings one; \"rigctl plant import demo\" the demo's."));
    else
        m_cards->setEmptyText(tr("The plant is not known yet"),
                              tr("It comes from the database, which is waited for."));
}

void MainWindow::refreshSystem(const SystemStatus &status, presentation::PlantSource source)
{
    m_strip->present(presentation::flowFigures(status), presentation::placeFigures(status));
    m_banner->present(presentation::waitingFor(status, source));
    m_command->presentServers(presentation::serverNotes(status));
    m_steps->present(status.steps);
    m_starting->setNote(presentation::progressText(status));
    const bool comingUp = presentation::comingUp(status);
    if (comingUp != m_comingUp || bannerRoom() != m_bannerRoom) {
        m_comingUp = comingUp;
        arrange();
    }
}

int MainWindow::bannerRoom() const
{
    return m_banner->isHidden() ? 0 : m_banner->height() + gap;
}

void MainWindow::arrange()
{
    m_header->setFixedHeight(height() < highFrom ? lowHeader : highHeader);
    const int side = std::clamp(narrowestSide + (width() - least.width()) / 5, narrowestSide, widestSide);
    m_side->setFixedWidth(m_comingUp ? startingSide : side);
    const int scene = static_cast<int>(side * sceneShape);
    m_scene->setFixedHeight(scene);
    m_starting->setVisible(m_comingUp);
    const int taken = m_comingUp ? m_starting->sizeHint().height() + gap : 0;
    m_bannerRoom = bannerRoom();
    const int room = height() - m_header->height() - m_strip->height() - 2 * gap - m_bannerRoom - taken;
    m_scene->setVisible(room >= scene + gap + leastCommand);
}

void MainWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_parts.theme.colour(Role::bg));
}

void MainWindow::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    arrange();
    // Nothing wears the focus ring before a person has asked for it.
    setFocus();
    m_tick.start();
    // The scene takes a moment to come up; the window does not wait for it.
    QTimer::singleShot(0, m_scene, &ScenePanel::open);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

QImage MainWindow::screenshot()
{
    QImage picture = grab().toImage();
    m_scene->paintInto(picture, *this);
    return picture;
}

} // namespace rig::widgets
