#include "widgets/machinepage.h"

#include "presentation/commanddeck.h"
#include "presentation/evidence.h"
#include "presentation/findinglists.h"
#include "presentation/maintenancedesk.h"
#include "presentation/numbers.h"
#include "presentation/originmark.h"
#include "presentation/sensorcardmodel.h"
#include "presentation/waiting.h"
#include "widgets/cardview.h"
#include "widgets/commandpanel.h"
#include "widgets/maintenancedialog.h"
#include "widgets/scenepanel.h"
#include "widgets/stepslist.h"

#include <QHBoxLayout>
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
constexpr int narrowestSide = 276;
constexpr int widestSide = 540;
constexpr int startingSide = 472;   ///< the steps of coming up need their details beside them
constexpr double sceneShape = .955; ///< the scene panel's height to its width
constexpr int lowestScene = 150;    ///< a scene that is lower shows nothing any more

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
                         presentation::MaintenanceDesk &maintenance, ScenePanel &scene,
                         const presentation::Theme &theme, QWidget *parent)
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
      m_command(new CommandPanel(deck, theme)),
      m_side(new QWidget)
{
    m_cards->setModel(m_model);
    m_cards->setAccessibleName(tr("Sensors"));
    layOut();
    connect(new QShortcut(Qt::Key_T, m_cards, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated,
            this, [this] {
                if (const QModelIndex card = m_cards->currentIndex(); card.isValid())
                    Q_EMIT trendWanted(m_machine, m_model->card(card.row()).slot);
            });
    connect(new QShortcut(Qt::Key_M, m_cards, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated,
            this, [this] { openMaintenance(true); });
    connect(m_command, &CommandPanel::maintenanceWanted, this, [this] { openMaintenance(false); });
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
    m_starting->hide();

    auto *side = new QVBoxLayout(m_side);
    side->setContentsMargins(0, 0, 0, 0);
    side->setSpacing(gap);
    side->addWidget(m_starting);
    side->addWidget(m_command, 1);

    auto *whole = new QHBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(gap);
    whole->addWidget(m_telemetry, 1);
    whole->addWidget(m_side);
}

std::vector<KeyMeaning> MachinePage::keys() const
{
    return {{u"← ↑ → ↓"_s, tr("Walk over the sensors; Home and End jump")},
            {u"T"_s, tr("Show the past of the sensor that has the ring")},
            {u"M"_s, tr("Put the sensor that has the ring into maintenance")}};
}

void MachinePage::present(const Moment &moment)
{
    if (m_scene.parentWidget() != m_side) {
        auto *side = static_cast<QVBoxLayout *>(m_side->layout());
        side->insertWidget(side->indexOf(m_command), &m_scene);
        m_scene.setOfPlant(false);
        arrange();
    }
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
    addCount(runs, machine.sensors, machine.sensors == 1 ? tr("sensor") : tr("sensors"));
    addCount(runs, machine.alarms, tr("in alarm"));
    addCount(runs, machine.warnings, tr("in warning"));
    addCount(runs, machine.stale, tr("stale"));
    addCount(runs, machine.bad, tr("bad"));
    addCount(runs, machine.unknown, tr("unknown"));
    addScore(runs, moment);
    if (const auto kept = moment.state->plantKeptAt)
        runs.push_back(
            {tr(" · plant as kept %1 %2").arg(presentation::dayText(*kept), presentation::timeText(*kept))});
    m_telemetry->setTitle(tr("Machine %1 · Telemetry"), machine.id);
    m_telemetry->setSummary(presentation::glyphOf(machine.run), std::move(runs));
    std::vector<Chip> chips;
    for (const Origin origin : machine.origins)
        if (const auto mark = presentation::markOf(origin))
            chips.push_back({tr("%1 DATA").arg(mark->word), mark->status});
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
    const int side = std::clamp(narrowestSide + (width() - narrowestPage) / 5, narrowestSide, widestSide);
    const int wide = m_comingUp ? startingSide : side;
    m_side->setFixedWidth(wide);
    m_starting->setVisible(m_comingUp);
    const int taken = m_comingUp ? m_starting->sizeHint().height() + gap : 0;
    // The commands keep what they need; the scene may be lower, and gives way at last.
    const int room = height() - taken - gap - m_command->leastHeight(wide);
    if (m_scene.parentWidget() != m_side)
        return;
    m_scene.setVisible(room >= lowestScene);
    m_scene.setFixedHeight(std::clamp(room, lowestScene, static_cast<int>(side * sceneShape)));
}

bool MachinePage::event(QEvent *event)
{
    // What the commands say may need more room, or less.
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return Page::event(event);
}

void MachinePage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

} // namespace rig::widgets
