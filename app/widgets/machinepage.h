#pragma once

#include "presentation/theme.h"
#include "widgets/arrangement.h"
#include "widgets/page.h"

class QDockWidget;
class QMainWindow;

namespace rig {
class StateSource;
}

namespace rig::presentation {
class CommandDeck;
class HealthBook;
class MaintenanceDesk;
class SensorCardModel;
} // namespace rig::presentation

namespace rig::widgets {

class CardView;
class CommandPanel;
class DockArea;
class HealthChartPanel;
class HealthPanel;
class LifePanel;
class Panel;
class ScenePanel;
class StepsList;

/// One machine: its sensors as cards, and around them its health over its commands, the floor over its health
/// in time and what is left of its life, in panels that can be moved; while the program comes up, also how
/// far it is.
class MachinePage : public Page
{
    Q_OBJECT

public:
    /// What it refers to outlives the page. It shows the scene's panel while it is seen; another page may do
    /// so too.
    MachinePage(const StateSource &states, presentation::CommandDeck &deck,
                presentation::MaintenanceDesk &maintenance, presentation::HealthBook &health,
                ScenePanel &scene, Arrangement arrangement, const presentation::Theme &theme,
                QWidget *parent = nullptr);

    void present(const Moment &moment) override;
    bool showsFindings() const override { return true; }
    std::vector<KeyMeaning> keys() const override;

    CardView &cards() { return *m_cards; }
    HealthPanel &health() { return *m_health; }
    DockArea &docks() { return *m_docks; }
    /// Opens what is about the maintenance of the machine; the sensor that has the ring is chosen there.
    void openMaintenance(bool ofSensor);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void layOut();
    void addDocks();
    void addKeys();
    void adoptScene();
    void presentMachine(const Moment &moment, const presentation::MachineSummary &machine);
    void presentNone();
    void presentSystem(const Moment &moment);
    void arrange();
    void arrangeAsUsual(QMainWindow &frame);
    void arrangeAnew();

    presentation::CommandDeck &m_deck;
    presentation::MaintenanceDesk &m_maintenance;
    presentation::Theme m_theme;
    presentation::SensorCardModel *m_model;
    Panel *m_telemetry;
    CardView *m_cards;
    Panel *m_starting;
    StepsList *m_steps;
    ScenePanel &m_scene;
    QWidget *m_sceneHost; ///< in whose place the floor is while this page shows it
    CommandPanel *m_command;
    HealthPanel *m_health;
    HealthChartPanel *m_course;
    LifePanel *m_life;
    DockArea *m_docks;
    QDockWidget *m_startingDock = nullptr;
    std::vector<QDockWidget *> m_left;  ///< from above to below, as usual: health, command
    std::vector<QDockWidget *> m_right; ///< likewise: floor, course, life
    bool m_comingUp = false;
    int m_leastCommand = 0; ///< high, as it was arranged for
    std::int32_t m_machine = 0;
};

} // namespace rig::widgets
