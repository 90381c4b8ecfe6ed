#pragma once

#include "domain/clock.h"
#include "domain/ports/commandsink.h"
#include "domain/ports/findingsource.h"
#include "domain/ports/healthsource.h"
#include "domain/ports/modelshelf.h"
#include "domain/ports/notesource.h"
#include "domain/ports/statesource.h"
#include "domain/ports/systemsource.h"
#include "domain/ports/trendsource.h"
#include "domain/simulation.h"
#include "presentation/theme.h"
#include "widgets/arrangement.h"
#include "widgets/scene.h"

#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace rig::presentation {
class CommandDeck;
class FindingBook;
class HealthBook;
class NoteBoard;
class MaintenanceDesk;
} // namespace rig::presentation

namespace rig::widgets {

class FocusRing;
class HeaderBar;
class Page;
class ScenePanel;
class StatusStrip;
class TrendPage;
class WaitingBanner;
struct Moment;

/// The window: header, one of its pages, strip. Once per tick it hands the newest state to what is seen. It
/// owns nothing of what it shows, waits for nothing, and stands before any server answers. GUI thread.
class MainWindow : public QWidget
{
    Q_OBJECT

public:
    /// Between two looks at the newest state: as often as machines send.
    static constexpr milliseconds usualTick{50};

    struct Parts
    {
        const StateSource &states;
        SystemSource &system;
        CommandSink &commands;
        TrendSource &trends;
        FindingSource &findings;
        NoteSource &notes;
        HealthSource &health;
        ModelShelf &models;
        std::function<SimulationState()> simulation;
        Actor actor; ///< whoever sits at the console
        const Clock &clock;
        presentation::Theme theme;
        milliseconds tick = usualTick;
        Scene scene;
        Arrangement arrangement{}; ///< of the panels around a machine
    };

    /// Everything that `parts` refers to outlives the window.
    explicit MainWindow(Parts parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Shows one of the window's own pages.
    void turnTo(const Page &page);
    /// The window with the three-dimensional part in it, in device pixels.
    QImage screenshot();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut();
    void addPages();
    void addPage(Page *page);
    void addKeys();
    Page &page(int index) const;
    void turnTo(int index);
    void showTrend(TrendPage &trends, std::int32_t machine, int slot);
    /// To the first page that is about one machine.
    void turnToMachine();
    void refresh();
    Moment moment();
    void choose(std::int32_t machine);
    void chooseNth(std::size_t index);
    void showKeys();

    Parts m_parts;
    presentation::CommandDeck *m_deck;
    presentation::FindingBook *m_book;
    presentation::NoteBoard *m_notes;
    presentation::HealthBook *m_health;
    presentation::MaintenanceDesk *m_maintenance;
    HeaderBar *m_header;
    WaitingBanner *m_banner;
    QStackedWidget *m_pages;
    ScenePanel *m_scene; ///< on the page that shows it
    StatusStrip *m_strip;
    FocusRing *m_ring;
    QTimer m_tick;
    std::int32_t m_chosen = 0;
};

} // namespace rig::widgets
