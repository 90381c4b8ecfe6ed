#include "widgets/mainwindow.h"

#include "presentation/commanddeck.h"
#include "presentation/dots.h"
#include "presentation/findingbook.h"
#include "presentation/findinglists.h"
#include "presentation/healthbook.h"
#include "presentation/maintenancedesk.h"
#include "presentation/noteboard.h"
#include "presentation/statusfigures.h"
#include "presentation/waiting.h"
#include "widgets/cardview.h"
#include "widgets/findingspage.h"
#include "widgets/floorpage.h"
#include "widgets/focusring.h"
#include "widgets/headerbar.h"
#include "widgets/healthpanel.h"
#include "widgets/keysdialog.h"
#include "widgets/machinepage.h"
#include "widgets/machinetabs.h"
#include "widgets/modelspage.h"
#include "widgets/overviewpage.h"
#include "widgets/plantpage.h"
#include "widgets/scenepanel.h"
#include "widgets/segments.h"
#include "widgets/statusstrip.h"
#include "widgets/stylesheet.h"
#include "widgets/tileview.h"
#include "widgets/trendpage.h"
#include "widgets/waitingbanner.h"

#include <QPainter>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::MachineSummary;
using presentation::Role;

namespace {

constexpr QSize least{1280, 720};
constexpr int gap = 8;
constexpr int lowHeader = 48;
constexpr int highHeader = 52;
constexpr int highFrom = 800; ///< windows of this height and more have room for the higher header
constexpr int machineKeys = 9;
constexpr int firstPageKey = 2; ///< F2

} // namespace

MainWindow::MainWindow(Parts parts, QWidget *parent)
    : QWidget(parent),
      m_parts(std::move(parts)),
      m_deck(new presentation::CommandDeck(m_parts.commands, m_parts.simulation, m_parts.actor, this)),
      m_book(new presentation::FindingBook(m_parts.findings, m_parts.commands, m_parts.actor, this)),
      m_notes(new presentation::NoteBoard(m_parts.notes, m_parts.commands, m_parts.actor, this)),
      m_health(new presentation::HealthBook(m_parts.health, this)),
      m_maintenance(new presentation::MaintenanceDesk(m_parts.commands, m_parts.actor, this)),
      m_header(new HeaderBar(m_parts.theme)),
      m_banner(new WaitingBanner(m_parts.theme)),
      m_pages(new QStackedWidget),
      m_scene(new ScenePanel(m_parts.scene, m_parts.theme, this)),
      m_strip(new StatusStrip(m_parts.theme)),
      m_ring(new FocusRing(m_parts.theme, this))
{
    setWindowTitle(tr("Rig Alpha"));
    setMinimumSize(least);
    resize(least);
    setStyleSheet(widgets::styleSheet(m_parts.theme));
    layOut();
    addPages();
    addKeys();
    connect(&m_header->tabs(), &MachineTabs::chosen, this, &MainWindow::choose);
    connect(&m_header->pages(), &Segments::chosen, this, qOverload<int>(&MainWindow::turnTo));
    connect(m_scene, &ScenePanel::went, this, &MainWindow::choose);
    connect(m_scene, &ScenePanel::picked, this, &MainWindow::choose);
    connect(m_banner, &WaitingBanner::retryWanted, this, [this] { m_parts.system.retryNow(); });
    connect(m_strip, &StatusStrip::keysWanted, this, &MainWindow::showKeys);
    connect(&m_tick, &QTimer::timeout, this, &MainWindow::refresh);
    m_tick.setInterval(m_parts.tick);
    refresh();
}

MainWindow::~MainWindow() = default;

void MainWindow::layOut()
{
    auto *middle = new QVBoxLayout;
    middle->setContentsMargins(gap, gap, gap, gap);
    middle->setSpacing(gap);
    middle->addWidget(m_banner);
    middle->addWidget(m_pages, 1);

    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(m_header);
    whole->addLayout(middle, 1);
    whole->addWidget(m_strip);
}

void MainWindow::addPages()
{
    auto *overview = new OverviewPage(m_parts.states, m_parts.theme);
    auto *machine = new MachinePage(m_parts.states, *m_deck, *m_maintenance, *m_health, *m_scene,
                                    m_parts.arrangement, m_parts.theme);
    addPage(overview);
    addPage(machine);
    auto *floor = new FloorPage(*m_scene, *m_book, *m_notes, m_parts.models, m_parts.theme);
    addPage(floor);
    connect(m_scene, &ScenePanel::noteWanted, this, [this, floor](std::int32_t number, int slot) {
        turnTo(*floor);
        floor->showNotes(number, slot);
    });
    auto *trends = new TrendPage(m_parts.trends, m_parts.theme);
    addPage(trends);
    addPage(new PlantPage(m_parts.commands, m_parts.actor, m_parts.theme));
    auto *findings = new FindingsPage(*m_book, m_parts.models, m_parts.theme);
    addPage(findings);
    connect(findings, &FindingsPage::causeWanted, this, [this, floor](const StoredFinding &finding) {
        m_chosen = finding.finding.machine;
        turnTo(*floor);
        m_scene->walkToCause(finding);
    });
    addPage(new ModelsPage(m_parts.models, m_parts.commands, m_parts.actor, m_parts.theme));
    for (const Page *page : {static_cast<Page *>(overview), static_cast<Page *>(machine)})
        connect(page, &Page::trendWanted, this,
                [this, trends](std::int32_t number, int slot) { showTrend(*trends, number, slot); });
    m_ring->except(&overview->tiles());
    m_ring->except(&machine->cards());
    m_ring->except(&machine->health().cards());
    turnTo(m_pages->indexOf(machine));
}

void MainWindow::addPage(Page *page)
{
    const int number = firstPageKey + m_pages->count();
    const QKeySequence key(Qt::Key(Qt::Key_F1 + number - 1));
    const int index = m_pages->addWidget(page);
    m_header->pages().add(page->name(), key.toString());
    connect(new QShortcut(key, this), &QShortcut::activated, this, [this, index] { turnTo(index); });
    connect(page, &Page::machineWanted, this, [this](std::int32_t machine) {
        m_chosen = machine;
        turnToMachine();
    });
}

Page &MainWindow::page(int index) const
{
    return *static_cast<Page *>(m_pages->widget(index));
}

void MainWindow::turnTo(const Page &page)
{
    for (int index = 0; index < m_pages->count(); ++index)
        if (m_pages->widget(index) == &page)
            turnTo(index);
}

void MainWindow::turnTo(int index)
{
    // What is not seen is not kept up to date.
    if (index != m_pages->currentIndex() || m_header->pages().chosenIndex() < 0)
        page(index).present(moment());
    const bool hadFocus = m_pages->isAncestorOf(focusWidget());
    m_pages->setCurrentIndex(index);
    m_header->pages().setChosen(index);
    if (hadFocus)
        page(index).setFocus();
}

void MainWindow::showTrend(TrendPage &trends, std::int32_t machine, int slot)
{
    const PlantPtr plant = m_parts.states.state()->plant;
    const MachineLayout *layout = plant->machineByNumber(machine);
    if (!layout || slot < 0 || slot >= std::ssize(layout->columns()))
        return; // the plant has changed since
    m_chosen = machine;
    trends.view().show(layout->columns()[static_cast<std::size_t>(slot)].sensor->name);
    turnTo(trends);
}

void MainWindow::turnToMachine()
{
    for (int index = 0; index < m_pages->count(); ++index)
        if (page(index).isOfOneMachine())
            return turnTo(index);
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
    std::vector<KeyMeaning> keys{{u"F1"_s, tr("This list")}};
    for (int index = 0; index < m_pages->count(); ++index)
        keys.push_back({u"F%1"_s.arg(firstPageKey + index), tr("Page: %1").arg(page(index).name())});
    keys.push_back({u"Ctrl+1 … Ctrl+9"_s, tr("Choose the first to ninth machine")});
    keys.push_back({u"← →"_s, tr("Previous or next machine, on the tabs")});
    keys.push_back({u"Tab, Shift+Tab"_s, tr("Next or previous part of the window")});
    keys.push_back({u"Space, Enter"_s, tr("Press the button that has the ring")});
    keys.push_back({u"R"_s, tr("Retry now, while the database is away")});
    const std::vector<KeyMeaning> own = page(m_pages->currentIndex()).keys();
    keys.insert(keys.end(), own.begin(), own.end());
    auto *dialog = new KeysDialog(std::move(keys), m_parts.theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::choose(std::int32_t machine)
{
    m_chosen = machine;
    if (!page(m_pages->currentIndex()).isOfOneMachine())
        turnToMachine();
    refresh();
}

void MainWindow::chooseNth(std::size_t index)
{
    const auto machines = presentation::summaries(*m_parts.states.state());
    if (index < machines.size())
        choose(machines[index].number);
}

Moment MainWindow::moment()
{
    Moment moment{m_parts.states.state(), m_parts.system.status(), {}, 0, m_parts.clock.now(),
                  m_book->view(),         m_notes->view()};
    moment.notesOutdated = m_notes->outdated();
    moment.findingsOutdated = m_book->trouble().has_value();
    moment.machines = presentation::summaries(*moment.state);
    for (MachineSummary &machine : moment.machines) {
        const MachineScore *score =
            presentation::presentScore(moment.findings.get(), machine.number, *moment.state);
        machine.found = score && presentation::isFinding(*score);
    }
    const bool known =
        std::any_of(moment.machines.begin(), moment.machines.end(),
                    [this](const MachineSummary &machine) { return machine.number == m_chosen; });
    if (!known)
        m_chosen = moment.machines.empty() ? 0 : moment.machines.front().number;
    moment.chosen = m_chosen;
    return moment;
}

void MainWindow::refresh()
{
    const Moment now = moment();
    if (page(m_pages->currentIndex()).showsFindings())
        m_book->refresh(now.state->time);
    if (m_scene->isVisible() || page(m_pages->currentIndex()).showsNotes())
        m_notes->refresh(now.state->time);
    m_header->presentMachines(now.machines, now.chosen);
    m_header->presentDots({presentation::systemDot(*now.system),
                           presentation::commDot(*now.system, *now.state), presentation::powerDot(*now.state),
                           presentation::safetyDot(*now.state)});
    m_header->presentTime(now.now);
    page(m_pages->currentIndex()).present(now);
    m_strip->present(presentation::flowFigures(*now.system), presentation::placeFigures(*now.system));
    m_banner->present(presentation::waitingFor(*now.system, presentation::plantSourceOf(*now.state)));
}

void MainWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_parts.theme.colour(Role::bg));
}

void MainWindow::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    // Nothing wears the focus ring before a person has asked for it.
    setFocus();
    m_tick.start();
    // The scene takes a moment to come up; the window does not wait for it.
    QTimer::singleShot(0, m_scene, &ScenePanel::open);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    m_header->setFixedHeight(height() < highFrom ? lowHeader : highHeader);
    QWidget::resizeEvent(event);
}

QImage MainWindow::screenshot()
{
    QImage picture = grab().toImage();
    m_scene->paintInto(picture, *this);
    return picture;
}

} // namespace rig::widgets
