#pragma once

#include "presentation/theme.h"
#include "widgets/page.h"

namespace rig {
class StateSource;
}

namespace rig::presentation {
class CommandDeck;
class MaintenanceDesk;
class SensorCardModel;
} // namespace rig::presentation

namespace rig::widgets {

class CardView;
class CommandPanel;
class Panel;
class ScenePanel;
class StepsList;

/// One machine: its sensors as cards, the machine in three dimensions, its commands; while the program comes
/// up, also how far it is.
class MachinePage : public Page
{
    Q_OBJECT

public:
    /// What it refers to outlives the page. It shows the scene's panel while it is seen; another page may do
    /// so too.
    MachinePage(const StateSource &states, presentation::CommandDeck &deck,
                presentation::MaintenanceDesk &maintenance, ScenePanel &scene,
                const presentation::Theme &theme, QWidget *parent = nullptr);

    void present(const Moment &moment) override;
    bool showsFindings() const override { return true; }
    std::vector<KeyMeaning> keys() const override;

    CardView &cards() { return *m_cards; }
    /// Opens what is about the maintenance of the machine; the sensor that has the ring is chosen there.
    void openMaintenance(bool ofSensor);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void layOut();
    void presentMachine(const Moment &moment, const presentation::MachineSummary &machine);
    void presentNone();
    void presentSystem(const Moment &moment);
    void arrange();

    presentation::CommandDeck &m_deck;
    presentation::MaintenanceDesk &m_maintenance;
    presentation::Theme m_theme;
    presentation::SensorCardModel *m_model;
    Panel *m_telemetry;
    CardView *m_cards;
    Panel *m_starting;
    StepsList *m_steps;
    ScenePanel &m_scene;
    CommandPanel *m_command;
    QWidget *m_side;
    bool m_comingUp = false;
    std::int32_t m_machine = 0;
};

} // namespace rig::widgets
