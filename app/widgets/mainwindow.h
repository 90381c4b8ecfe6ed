#pragma once

#include "domain/clock.h"
#include "domain/ports/commandsink.h"
#include "domain/ports/statesource.h"
#include "domain/ports/systemsource.h"
#include "domain/simulation.h"
#include "presentation/theme.h"
#include "widgets/scene.h"

#include <QTimer>
#include <QWidget>

namespace rig::presentation {
enum class PlantSource;
class CommandDeck;
class SensorCardModel;
struct MachineSummary;
} // namespace rig::presentation

namespace rig::widgets {

class CardView;
class CommandPanel;
class FocusRing;
class HeaderBar;
class Panel;
class ScenePanel;
class StatusStrip;
class StepsList;
class WaitingBanner;

/// The window: it places panels and, once per tick, hands each the newest state. It owns nothing of what it
/// shows, waits for nothing, and stands before any server answers. GUI thread.
class MainWindow : public QWidget
{
    Q_OBJECT

public:
    struct Parts
    {
        const StateSource &states;
        SystemSource &system;
        CommandSink &commands;
        std::function<SimulationState()> simulation;
        Actor actor; ///< whoever sits at the console
        const Clock &clock;
        presentation::Theme theme;
        milliseconds tick{100};
        Scene scene;
    };

    /// Everything that `parts` refers to outlives the window.
    explicit MainWindow(Parts parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// The window with the three-dimensional part in it, in device pixels.
    QImage screenshot();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut();
    void addKeys();
    void refresh();
    void refreshMachine(const PlantState &state, const std::vector<presentation::MachineSummary> &machines);
    void presentNoPlant(bool databaseThere);
    void refreshSystem(const SystemStatus &status, presentation::PlantSource source);
    int bannerRoom() const;
    void arrange();
    void choose(std::int32_t machine);
    void chooseNth(std::size_t index);
    void showKeys();

    Parts m_parts;
    presentation::SensorCardModel *m_model;
    presentation::CommandDeck *m_deck;
    HeaderBar *m_header;
    WaitingBanner *m_banner;
    Panel *m_telemetry;
    CardView *m_cards;
    Panel *m_starting;
    StepsList *m_steps;
    ScenePanel *m_scene;
    CommandPanel *m_command;
    StatusStrip *m_strip;
    QWidget *m_side;
    QTimer m_tick;
    std::int32_t m_chosen = 0;
    bool m_comingUp = false;
    int m_bannerRoom = 0; ///< as last arranged
};

} // namespace rig::widgets
