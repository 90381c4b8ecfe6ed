#include "widgets/machinepage.h"

#include "presentation/commanddeck.h"
#include "presentation/evidence.h"
#include "presentation/findinglists.h"
#include "presentation/healthbook.h"
#include "presentation/maintenancedesk.h"
#include "presentation/numbers.h"
#include "presentation/originmark.h"
#include "presentation/sensorcardmodel.h"
#include "presentation/waiting.h"
#include "widgets/button.h"
#include "widgets/cardview.h"
#include "widgets/commandpanel.h"
#include "widgets/dockarea.h"
#include "widgets/healthchartpanel.h"
#include "widgets/healthpanel.h"
#include "widgets/maintenancedialog.h"
#include "widgets/scenepanel.h"
#include "widgets/stepslist.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Glyph;
using presentation::MachineSummary;

namespace {

constexpr int gap = 8;
constexpr int narrowestPage = 1264; ///< in the least window
constexpr int narrowestLeft = 276;
constexpr int usualLeft = 320;
constexpr int usualLeftFrom = 1424; ///< wide, as in the pictures
constexpr int startingSide = 472;   ///< the steps of coming up need their details beside them
/// Where there is less room, two dozen sensors at once are worth more than the floor and the charts: these
/// are a key away.
constexpr QSize roomy{1380, 740};
constexpr int wideTitle = 720; ///< of the telemetry: then there is room for long words
constexpr double rightShare = .342;
constexpr int narrowestRight = 440;
constexpr int widestRight = 660;
constexpr double courseShare = .24; ///< of the page's height
constexpr QSize leastScene{240, 150};
constexpr int lowestChart = 168;
constexpr int highestChart = 300;

void addCount(std::vector<TextRun> &runs, int count, const QString &word)
{
    if (count > 0) {
        runs.push_back({u" · "_s});
        runs.push_back({QString::number(count), true});
        runs.push_back({u' ' + word});
    }
}

/// How unusual it is, and why where it is a finding.
void addScore(std::vector<TextRun> &runs, const Moment &moment)
{
    const MachineScore *score =
        presentation::presentScore(moment.findings.get(), moment.chosen, *moment.state);
    if (!score)
        return;
    const bool finding = presentation::isFinding(*score);
    runs.push_back({finding ? MachinePage::tr(" · finding ") : MachinePage::tr(" · score ")});
    runs.push_back({presentation::fixedNumber(*score->score, 2), true});
    if (!finding)
        return;
    Finding what;
    what.machine = score->machine;
    what.shares = score->shares;
    runs.push_back({u' ' + presentation::findingText(what, *moment.state->plant)});
}

} // namespace

MachinePage::MachinePage(const StateSource &states, presentation::CommandDeck &deck,
                         presentation::MaintenanceDesk &maintenance, presentation::HealthBook &health,
                         ScenePanel &scene, Arrangement arrangement, const presentation::Theme &theme,
                         QWidget *parent)
    : Page(tr("Machine"), parent),
      m_deck(deck),
      m_maintenance(maintenance),
      m_theme(theme),
      m_model(new presentation::SensorCardModel(states, this)),
      m_telemetry(new Panel(theme)),
      m_cards(new CardView(theme)),
      m_starting(new Panel(theme)),
      m_steps(new StepsList(theme)),
      m_scene(scene),
      m_sceneHost(new QWidget),
      m_command(new CommandPanel(deck, theme)),
      m_health(new HealthPanel(theme)),
      m_course(new HealthChartPanel(health, theme)),
      m_life(new LifePanel(theme)),
      m_docks(new DockArea(theme, std::move(arrangement), m_telemetry))
{
    m_cards->setModel(m_model);
    m_cards->setAccessibleName(tr("Sensors"));
    layOut();
    addKeys();
    connect(m_command, &CommandPanel::maintenanceWanted, this, [this] { openMaintenance(false); });
    connect(m_docks, &DockArea::usualWanted, this, &MachinePage::arrangeAnew);
}

void MachinePage::addKeys()
{
    const auto ofCards = [this](Qt::Key key, auto act) {
        connect(new QShortcut(key, m_cards, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated,
                this, act);
    };
    ofCards(Qt::Key_T, [this] {
        if (const QModelIndex card = m_cards->currentIndex(); card.isValid())
            Q_EMIT trendWanted(m_machine, m_model->card(card.row()).slot);
    });
    ofCards(Qt::Key_M, [this] { openMaintenance(true); });
    auto *panels = new Button(Button::Kind::plain, tr("Panels"), m_theme);
    panels->setSmall();
    panels->setKeyHint(u"P"_s);
    panels->setAccessibleName(tr("Show, move and close panels"));
    m_telemetry->setCorner(panels);
    const auto open = [this, panels] {
        m_docks->openMenu(panels->mapToGlobal(QPoint(0, panels->height() + 2)));
    };
    connect(panels, &Button::clicked, this, open);
    connect(new QShortcut(Qt::Key_P, this, nullptr, nullptr, Qt::WindowShortcut), &QShortcut::activated, this,
            open);
}

void MachinePage::openMaintenance(bool ofSensor)
{
    if (m_maintenance.things().empty())
        return;
    const QModelIndex card = m_cards->currentIndex();
    std::string sensor;
    if (ofSensor && card.isValid())
        sensor = m_model->sensor(card.row());
    auto *dialog = new MaintenanceDialog(m_maintenance, sensor, m_theme, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MachinePage::layOut()
{
    m_telemetry->setContent(m_cards);
    m_starting->setTitle(tr("Starting"));
    m_starting->setContent(m_steps);
    m_starting->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *host = new QVBoxLayout(m_sceneHost);
    host->setContentsMargins(0, 0, 0, 0);
    m_sceneHost->setMinimumSize(leastScene); // while the floor is elsewhere too: its place is kept
    addDocks();
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_docks);
    m_docks->restore();
}

void MachinePage::addDocks()
{
    m_startingDock = m_docks->add(u"starting"_s, tr("Starting"), m_starting, Qt::LeftDockWidgetArea, true);
    m_startingDock->hide();
    m_left = {m_docks->add(u"health"_s, tr("Health"), m_health, Qt::LeftDockWidgetArea),
              m_docks->add(u"command"_s, tr("Command"), m_command, Qt::LeftDockWidgetArea)};
    m_right = {m_docks->add(u"floor"_s, tr("Floor"), m_sceneHost, Qt::RightDockWidgetArea),
               m_docks->add(u"course"_s, tr("Health by category"), m_course, Qt::RightDockWidgetArea),
               m_docks->add(u"life"_s, tr("Remaining life"), m_life, Qt::RightDockWidgetArea)};
}

std::vector<KeyMeaning> MachinePage::keys() const
{
    return {{u"← ↑ → ↓"_s, tr("Walk over the sensors; Home and End jump")},
            {u"T"_s, tr("Show the past of the sensor that has the ring")},
            {u"M"_s, tr("Put the sensor that has the ring into maintenance")},
            {u"P"_s, tr("Show, move and close panels; the usual arrangement")}};
}

void MachinePage::adoptScene()
{
    if (m_scene.parentWidget() == m_sceneHost)
        return;
    m_sceneHost->layout()->addWidget(&m_scene);
    DockArea::setPanel(*m_right.front(), m_scene);
    m_scene.setOfPlant(false);
    m_scene.show();
}

void MachinePage::present(const Moment &moment)
{
    adoptScene();
    m_machine = moment.chosen;
    m_model->show(moment.state, moment.chosen);
    m_maintenance.refresh(*moment.state, moment.chosen);
    const auto machine = std::find_if(
        moment.machines.begin(), moment.machines.end(),
        [&moment](const MachineSummary &candidate) { return candidate.number == moment.chosen; });
    if (machine == moment.machines.end())
        presentNone();
    else
        presentMachine(moment, *machine);
    if (moment.machines.empty())
        m_cards->setEmptyNote(noPlantNote(moment));
    m_scene.present(moment);
    m_health->present(moment);
    m_course->present(moment);
    m_life->present(moment);
    presentSystem(moment);
}

void MachinePage::presentNone()
{
    m_telemetry->setTitle(tr("Telemetry"));
    m_telemetry->setSummary(Glyph::none, {});
    m_telemetry->setChips({});
}

void MachinePage::presentMachine(const Moment &moment, const MachineSummary &machine)
{
    std::vector<TextRun> runs{{machine.runWords}};
    if (!machine.reason.isEmpty())
        runs.push_back({u" · "_s + machine.reason});
    addCount(runs, machine.alarms, tr("in alarm"));
    addCount(runs, machine.warnings, tr("in warning"));
    addCount(runs, machine.stale, tr("stale"));
    addCount(runs, machine.bad, tr("bad"));
    addCount(runs, machine.unknown, tr("unknown"));
    addScore(runs, moment);
    addCount(runs, machine.sensors, machine.sensors == 1 ? tr("sensor") : tr("sensors"));
    if (const auto kept = moment.state->plantKeptAt)
        runs.push_back(
            {tr(" · plant as kept %1 %2").arg(presentation::dayText(*kept), presentation::timeText(*kept))});
    m_telemetry->setTitle(tr("Telemetry · %1"), machine.id);
    QString all;
    for (const TextRun &run : runs)
        all += run.text;
    m_telemetry->setToolTip(u"<p>%1</p>"_s.arg(all.toHtmlEscaped()));
    m_telemetry->setSummary(presentation::glyphOf(machine.run), std::move(runs));
    std::vector<Chip> chips;
    for (const Origin origin : machine.origins)
        if (const auto mark = presentation::markOf(origin))
            chips.push_back({m_telemetry->width() < wideTitle ? mark->brief : tr("%1 DATA").arg(mark->word),
                             mark->status});
    m_telemetry->setChips(std::move(chips));
    m_deck.refresh(machine.id.toStdString());
}

void MachinePage::presentSystem(const Moment &moment)
{
    m_command->presentServers(presentation::serverNotes(*moment.system));
    m_steps->present(moment.system->steps);
    m_starting->setNote(presentation::progressText(*moment.system));
    const bool comingUp = presentation::comingUp(*moment.system);
    if (comingUp != m_comingUp) {
        m_comingUp = comingUp;
        arrange();
    }
}

void MachinePage::arrange()
{
    m_docks->arrange([this](QMainWindow &frame) {
        m_startingDock->setVisible(m_comingUp);
        if (!m_docks->isOwn())
            arrangeAsUsual(frame);
    });
}

void MachinePage::arrangeAsUsual(QMainWindow &frame)
{
    const bool wide = width() >= roomy.width() && height() >= roomy.height();
    const int left =
        m_comingUp ? startingSide
                   : std::clamp(narrowestLeft + (width() - narrowestPage) * (usualLeft - narrowestLeft) /
                                                    (usualLeftFrom - narrowestPage),
                                narrowestLeft, usualLeft);
    m_left.front()->setVisible(!m_comingUp);
    for (QDockWidget *dock : m_right)
        dock->setVisible(wide);
    frame.resizeDocks({m_left.back()}, {left}, Qt::Horizontal);
    m_leastCommand = m_command->leastHeight(left);
    QDockWidget *above = m_comingUp ? m_startingDock : m_left.front();
    const int rest = height() - gap - m_leastCommand;
    const int highest = m_comingUp ? m_starting->sizeHint().height() + Panel::headHeight
                                   : m_health->sizeHint().height() + Panel::headHeight;
    const int upper = std::min(rest, highest);
    frame.resizeDocks({above, m_left.back()}, {upper, height() - gap - upper}, Qt::Vertical);
    if (!wide)
        return;
    const int right = std::clamp(static_cast<int>(width() * rightShare), narrowestRight, widestRight);
    frame.resizeDocks({m_right.front()}, {right}, Qt::Horizontal);
    const int chart = std::clamp(static_cast<int>(height() * courseShare), lowestChart, highestChart);
    frame.resizeDocks(QList<QDockWidget *>(m_right.begin(), m_right.end()),
                      {height() - 2 * (gap + chart), chart, chart}, Qt::Vertical);
}

/// Everything back to where it usually is.
void MachinePage::arrangeAnew()
{
    m_docks->arrange([this](QMainWindow &frame) {
        frame.addDockWidget(Qt::LeftDockWidgetArea, m_startingDock);
        for (QDockWidget *dock : m_left)
            frame.addDockWidget(Qt::LeftDockWidgetArea, dock);
        for (QDockWidget *dock : m_right)
            frame.addDockWidget(Qt::RightDockWidgetArea, dock);
    });
    arrange();
}

bool MachinePage::event(QEvent *event)
{
    // What the commands say may need more room, or less.
    if (event->type() == QEvent::LayoutRequest &&
        m_command->leastHeight(m_command->width()) != m_leastCommand)
        arrange();
    return Page::event(event);
}

void MachinePage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

} // namespace rig::widgets
