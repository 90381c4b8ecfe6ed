#include "composition/window/desktop.h"

#include "bus/consumer.h"
#include "composition/core/commanding.h"
#include "composition/window/arrangementfile.h"
#include "composition/window/floorscene.h"
#include "composition/window/latetables.h"
#include "storage/keptplantfile.h"

#include <QCoreApplication>
#include <QLoggingCategory>

namespace rig::composition {

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.window")

/// How often it is looked whether the next part can be started.
constexpr auto advanceInterval = 50ms;
/// Where machines are going is told once a minute.
constexpr auto outlookInterval = 10s;

/// Commands for a database that becomes known later.
class LateCommands : public CommandHandler
{
public:
    LateCommands(const LocalServers &servers, Simulator &simulator, ModelStore &models, WaitCheck interrupted)
        : m_servers(servers), m_simulator(simulator), m_models(models), m_interrupted(std::move(interrupted))
    {
    }

    Result<QString> execute(const Command &command) override
    {
        const auto servers = m_servers.status();
        if (servers->generation != m_generation)
            m_handler.reset();
        if (servers->database && !m_handler) {
            m_handler = openDispatcher(*servers->database, {&m_simulator, &m_models}, m_interrupted);
            m_generation = servers->generation;
        }
        return m_handler ? m_handler->execute(command) : Result<QString>(noDatabaseYet());
    }

private:
    const LocalServers &m_servers;
    Simulator &m_simulator;
    ModelStore &m_models;
    WaitCheck m_interrupted;
    std::uint64_t m_generation = 0; ///< of the servers that m_handler asks
    std::unique_ptr<CommandHandler> m_handler;
};

/// The program that trains lies where this one does.
QString rigctlBeside()
{
    return QCoreApplication::applicationDirPath() + QStringLiteral("/rigctl");
}

/// Runs functions on the GUI thread, whoever asks.
void onGuiThread(std::function<void()> function)
{
    QMetaObject::invokeMethod(QCoreApplication::instance(), std::move(function), Qt::QueuedConnection);
}

FloorOptions floorHere(FloorOptions floor, const settings::DataDirectory &directory)
{
    floor.viewpoints = QString::fromStdString((directory.path() / "views.json").string());
    floor.shapes = QString::fromStdString((directory.path() / "shapes").string());
    return floor;
}

widgets::Arrangement arrangementHere(const settings::DataDirectory &directory)
{
    const ArrangementFile file(QString::fromStdString((directory.path() / "panels.json").string()));
    const auto kept = file.read();
    if (!kept)
        qCWarning(log, "%s", qUtf8Printable(kept.error().sentence));
    return {kept.value_or(QByteArray()), [file](const QByteArray &arrangement) {
                if (const Done written = file.write(arrangement); !written)
                    qCWarning(log, "%s", qUtf8Printable(written.error().sentence));
            }};
}

} // namespace

Desktop::Desktop(const settings::Settings &settings, const settings::DataDirectory &directory,
                 const Clock &clock, CrashPoint &crashPoint, presentation::Theme theme,
                 const FloorOptions &floor)
    : m_settings(settings),
      m_directory(directory),
      m_clock(clock),
      m_crashPoint(crashPoint),
      m_folders(ml::ModelFolder::modelsIn(directory.path())),
      m_servers(settings, directory),
      m_board(clock),
      m_plants(openPlant(), clock),
      m_system(settings, m_servers, m_board, m_plants, clock),
      m_models(std::make_unique<LocalModels>(settings, rigctlBeside(), clock)),
      m_commands(std::make_unique<pipeline::CommandWorker>(openCommands(), onGuiThread, clock)),
      m_queries(std::make_unique<pipeline::QueryWorker>(openArchives(), onGuiThread)),
      m_window(std::make_unique<widgets::MainWindow>(widgets::MainWindow::Parts{
          m_board, m_system, *m_commands, *m_queries, *m_queries, *m_queries, *m_queries, *m_models,
          [this] { return m_lateSimulator.state(); }, Actor{"console", Actor::Role::admin, "console"}, clock,
          theme, widgets::MainWindow::usualTick, floorScene(theme, floorHere(floor, directory)),
          arrangementHere(directory)}))
{
    QObject::connect(&m_timer, &QTimer::timeout, m_window.get(), [this] { advance(); });
    m_timer.start(advanceInterval);
    QObject::connect(&m_outlookTimer, &QTimer::timeout, m_window.get(), [this] { askOutlooks(); });
    m_outlookTimer.start(outlookInterval);
}

/// What cannot be asked for stays as it was told, and is old.
void Desktop::askOutlooks()
{
    if (m_outlooks)
        return; // the answer takes its time
    m_outlooks = m_queries->askOutlooks([this](Result<std::vector<Outlook>> answer) {
        m_outlooks.reset();
        if (answer)
            for (Outlook &outlook : *answer)
                m_board.take(std::move(outlook));
    });
}

Desktop::~Desktop()
{
    m_timer.stop();
    m_outlookTimer.stop();
    m_outlooks.reset();
    m_window.reset();
    m_models.reset();
    m_queries.reset();
    m_commands.reset();
    m_lateSimulator.set(nullptr);
    m_simulation.reset();
    m_system.setNode(nullptr);
    m_system.setShow(nullptr);
    m_node.reset();
    m_show.reset();
}

pipeline::OpenPlant Desktop::openPlant() const
{
    const std::string file = (m_directory.path() / "plant.kept").string();
    return [this, file](const WaitCheck &interrupted) {
        return pipeline::PlantPorts{latePlant(m_servers, interrupted),
                                    std::make_unique<storage::KeptPlantFile>(QString::fromStdString(file))};
    };
}

pipeline::OpenCommandHandler Desktop::openCommands()
{
    return [this](WaitCheck interrupted) -> std::unique_ptr<CommandHandler> {
        return std::make_unique<LateCommands>(m_servers, m_lateSimulator, m_folders, std::move(interrupted));
    };
}

pipeline::OpenArchives Desktop::openArchives() const
{
    return [this](const WaitCheck &interrupted) {
        return pipeline::Archives{lateHistory(m_servers, interrupted), lateFindings(m_servers, interrupted),
                                  lateNotes(m_servers, interrupted), lateHealth(m_servers, interrupted)};
    };
}

void Desktop::advance()
{
    const auto status = m_servers.status();
    if (status->generation != m_generation) {
        retire();
        m_generation = status->generation;
    }
    if (status->bus && !m_show)
        startShow(*status);
    const auto servers = status->servers();
    if (servers && !m_node && m_settings.role != "watch")
        startNode(*servers);
    if (servers && m_node && servers->inProcess && !m_simulation)
        startSimulation(*servers);
}

/// What works with servers that others have taken the place of ends, without the window waiting for it.
void Desktop::retire()
{
    m_lateSimulator.set(nullptr);
    m_system.setNode(nullptr);
    m_system.setShow(nullptr);
    m_retiring = std::jthread(
        [show = std::move(m_show), node = std::move(m_node), simulation = std::move(m_simulation)]() mutable {
            simulation.reset();
            node.reset();
            show.reset();
        });
}

void Desktop::startShow(const LocalServers::Status &servers)
{
    m_show = std::make_unique<pipeline::ShowReader>(
        [bus = *servers.bus, this] { return bus::readAll(bus, true, m_clock); }, m_plants, m_board,
        m_settings.defaultMachine);
    m_system.setShow(m_show.get());
}

void Desktop::startNode(const Servers &servers)
{
    auto node = Node::start(servers, m_settings.defaultMachine, m_directory, {true, true, &m_board}, m_clock,
                            m_crashPoint);
    if (!node) {
        // Another process keeps and judges; it may end.
        if (!m_nodeTrouble || m_nodeTrouble->sentence != node.error().sentence)
            qCWarning(log, "%s", qUtf8Printable(node.error().sentence));
        m_nodeTrouble = node.error();
        m_system.setNode(nullptr, m_nodeTrouble);
        return;
    }
    m_nodeTrouble.reset();
    m_node = std::move(*node);
    m_system.setNode(m_node.get());
}

/// Once the plant is known to have machines to simulate, and where the broker is ours. Those that the plant
/// gets later wait for the next start.
void Desktop::startSimulation(const Servers &servers)
{
    const auto known = m_plants.known();
    if (!known->plant || known->keptAt)
        return;
    const std::vector<std::string> machines = machinesToSimulate(*known->plant);
    if (machines.empty())
        return;
    auto simulation = Simulation::start(
        servers, machines, [node = m_node.get()] { return node->stored(); }, m_clock);
    if (!simulation) {
        qCWarning(log, "%s", qUtf8Printable(simulation.error().sentence));
        return;
    }
    m_simulation = std::move(*simulation);
    m_lateSimulator.set(&m_simulation->simulator());
}

} // namespace rig::composition
