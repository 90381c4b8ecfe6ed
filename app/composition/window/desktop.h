#pragma once

#include "composition/core/localmodels.h"
#include "composition/core/simulation.h"
#include "composition/window/flooroptions.h"
#include "composition/window/latesimulator.h"
#include "composition/window/systemboard.h"
#include "domain/crashpoint.h"
#include "pipeline/commandworker.h"
#include "pipeline/queryworker.h"
#include "widgets/mainwindow.h"

#include <thread>

namespace rig::composition {

/// The desktop program: window, board and the readers behind them. The window stands at once; servers and
/// readers come in their own time. GUI thread.
class Desktop
{
public:
    /// Everything given must outlive it.
    Desktop(const settings::Settings &settings, const settings::DataDirectory &directory, const Clock &clock,
            CrashPoint &crashPoint, presentation::Theme theme, const FloorOptions &floor);
    /// In reverse: window, a training, simulator, readers, servers; drains, at most some 20 s.
    ~Desktop();

    Desktop(const Desktop &) = delete;
    Desktop &operator=(const Desktop &) = delete;

    widgets::MainWindow &window() { return *m_window; }
    TrendSource &trends() { return *m_queries; }

private:
    pipeline::OpenPlant openPlant() const;
    pipeline::OpenCommandHandler openCommands();
    pipeline::OpenArchives openArchives() const;
    void askOutlooks();
    void advance();
    void retire();
    void startShow(const LocalServers::Status &servers);
    void startNode(const Servers &servers);
    void startSimulation(const Servers &servers);

    const settings::Settings &m_settings;
    const settings::DataDirectory &m_directory;
    const Clock &m_clock;
    CrashPoint &m_crashPoint;
    LateSimulator m_lateSimulator;
    ml::ModelFolders m_folders;
    LocalServers m_servers;
    pipeline::LiveBoard m_board;
    pipeline::PlantWatch m_plants;
    std::unique_ptr<pipeline::ShowReader> m_show;
    std::unique_ptr<Node> m_node;
    std::optional<Error> m_nodeTrouble;
    std::unique_ptr<Simulation> m_simulation;
    SystemBoard m_system;
    std::uint64_t m_generation = 0;        ///< of the servers that show, node and simulation work with
    std::jthread m_retiring;               ///< ends those of an earlier one, which may take its time
    std::unique_ptr<LocalModels> m_models; ///< outlives the window
    std::unique_ptr<pipeline::CommandWorker> m_commands;
    std::unique_ptr<pipeline::QueryWorker> m_queries; ///< outlives the window, which asks it
    std::unique_ptr<widgets::MainWindow> m_window;
    QTimer m_timer;
    QTimer m_outlookTimer;
    HealthSource::Interest m_outlooks; ///< while an answer is waited for
};

} // namespace rig::composition
