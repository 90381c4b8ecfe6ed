// Shows the window on made-up data and saves pictures of it, or measures what it costs: see README.md.
#include "composition/window/floorscene.h"
#include "madeup/lengthened.h"
#include "madeupsystem.h"
#include "presentation/typography.h"
#include "widgets/cardview.h"
#include "widgets/machinepage.h"
#include "widgets/mainwindow.h"
#include "widgets/modelspage.h"
#include "widgets/page.h"
#include "widgets/plantpage.h"
#include "widgets/scenepanel.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QPainter>
#include <QTimer>

#include <ctime>
#include <random>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

using namespace rig;

/// One made-up situation.
struct Exhibit : test::MadeUpSystem
{
    SimulationState simulation = madeup::simulationOf(true);
    std::mt19937 random{1};

    void set(const QString &name);
    void makePlantTelling();
    /// Moves every value a little, as a plant at 20 readings per second does.
    void stir();
};

void makeStale(PlantState &state)
{
    for (SensorState &sensor : state.machines[0].sensors) {
        sensor.quality = Quality::uncertain;
        sensor.reason = QualityReason::stale;
        sensor.recordTime = state.time - 14s;
    }
}

void makeLost(SensorState &sensor, Instant now)
{
    sensor.quality = Quality::bad;
    sensor.reason = QualityReason::lost;
    sensor.recordTime = now - 48s;
}

void Exhibit::set(const QString &name)
{
    const auto plant = madeup::demoPlant();
    PlantState state = name == u"every" ? madeup::everyState(plant) : madeup::spineState(plant);
    if (name == u"waiting") {
        state = madeup::waitingState(plant);
        states.filled = .2;
        system.current = std::make_shared<SystemStatus>(madeup::waitingStatus());
    }
    if (name == u"field")
        state = madeup::quietState(plant, Origin::field);
    if (name == u"replayed")
        state = madeup::quietState(plant, Origin::replayed);
    if (name == u"empty")
        state = PlantState{*Plant::make(0, {}), madeup::pictured(), {}, {}, {}};
    if (name == u"waiting" || name == u"field" || name == u"replayed" || name == u"empty")
        simulation = {};
    if (name == u"stopped") {
        state.machines[0] = state.machines[2];
        state.machines[0].machine = 1;
    }
    if (name == u"stale")
        makeStale(state);
    if (name == u"maintenance") {
        madeup::putIntoMaintenance(state, 1);
        madeup::putIntoMaintenance(state, 0, "torque");
        madeup::putIntoMaintenance(state, 0, "vibration");
        makeLost(madeup::sensor(state, 0, "vibration"), state.time);
    }
    if (name == u"maintained") {
        madeup::putIntoMaintenance(state, 0);
        const Maintenance sensor{"A", "torque", state.time + 24h, state.time + 26h, "new probe"};
        state.plant = *Plant::make(2, state.plant->definition(), {*state.machines[0].maintenance, sensor});
    }
    if (name == u"wall")
        state = madeup::wallState(madeup::wallPlant());
    if (name == u"many")
        state = madeup::quietState(madeup::manySensorsPlant(500), Origin::field);
    if (name == u"wall" || name == u"many")
        simulation = {};
    if (name != u"waiting" && name != u"replayed") {
        madeup::addOutlooks(state);
        health.course = madeup::healthCourse;
    }
    if (name == u"old-outlook")
        for (MachineState &machine : state.machines) {
            auto outlook = std::make_shared<Outlook>(*machine.outlook);
            outlook->at -= 14min;
            machine.outlook = outlook;
        }
    if (name == u"trouble") {
        const auto refused = failure(ErrorKind::unavailable, u"The database cannot be reached."_s);
        health.course = [refused](const HealthQuestion &) -> Result<HealthCourse> { return refused; };
        findings.view = refused;
    }
    states.current = std::make_shared<PlantState>(state);
}

/// A plant with limits of its own on a machine, something retired, and names that are no sensor.
void Exhibit::makePlantTelling()
{
    auto state = std::make_shared<PlantState>(*states.current);
    PlantDefinition plant = state->plant->definition();
    for (std::size_t i = 0; i < plant.machines.size() && i < 2; ++i) {
        setOwnLimits(plant.machines[i], {"bearing_temp", {}, {}, 150 + 15.0 * double(i), {}, {}});
        setOwnLimits(plant.machines[i], {"pressure", std::optional<double>(), {}, {}, {}, {}});
    }
    plant.sensors[6].retired = true;
    state->plant = *Plant::make(state->plant->revision() + 1, plant);
    states.current = state;
    auto status = std::make_shared<SystemStatus>(*system.current);
    status->keep.unknownNames = {13'461,
                                 3,
                                 0,
                                 {{"inlet_dust", 12'034, "A", "0.72"},
                                  {"seal_gas_flow", 1404, "C", "18.25"},
                                  {"operator_note", 23, "B", "\"belt replaced, watch it\""}}};
    system.current = status;
}

void Exhibit::stir()
{
    auto next = std::make_shared<PlantState>(*states.current);
    next->time += 50ms;
    std::normal_distribution<double> noise(0, .002);
    for (MachineState &machine : next->machines) {
        machine.recordTime = next->time;
        for (SensorState &sensor : machine.sensors) {
            sensor.value *= 1 + noise(random);
            sensor.recordTime = next->time;
        }
    }
    auto status = std::make_shared<SystemStatus>(*system.current);
    status->time = next->time;
    status->newestRecord = next->time - 20ms;
    status->total += 3;
    system.current = status;
    states.current = next;
}

double threadSeconds()
{
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

/// Lets the plant live and says afterwards what looking at it has cost.
void measure(Exhibit &exhibit, int seconds)
{
    auto *feed = new QTimer(qApp);
    QObject::connect(feed, &QTimer::timeout, feed, [&exhibit] { exhibit.stir(); });
    feed->start(50ms);
    // What coming up costs is another question.
    QTimer::singleShot(2s, feed, [feed, seconds] {
        QTimer::singleShot(std::chrono::seconds(seconds), feed,
                           [seconds, thread = threadSeconds(), process = std::clock()] {
                               qInfo("GUI thread %.1f %% of a core, process %.1f %%",
                                     (threadSeconds() - thread) * 100 / seconds,
                                     double(std::clock() - process) * 100 / CLOCKS_PER_SEC / seconds);
                               QCoreApplication::quit();
                           });
    });
}

/// With the dialog before it, where there is one.
QImage picture(widgets::MainWindow &window)
{
    QImage picture = window.screenshot();
    if (QWidget *dialog = QApplication::activeModalWidget())
        QPainter(&picture).drawPixmap((window.width() - dialog->width()) / 2,
                                      (window.height() - dialog->height()) / 2, dialog->grab());
    return picture;
}

void takePicture(widgets::MainWindow &window, const QString &file, int wait)
{
    QTimer::singleShot(wait, &window, [&window, file] {
        if (!file.isEmpty())
            picture(window).save(file);
        QCoreApplication::quit();
    });
}

void focusCard(widgets::MainWindow &window, int row)
{
    auto *cards = window.findChild<widgets::CardView *>();
    cards->setFocus();
    cards->setCurrentIndex(cards->model()->index(row, 0));
}

void turnTo(widgets::MainWindow &window, const QString &name)
{
    for (const widgets::Page *page : window.findChildren<widgets::Page *>())
        if (page->name().contains(name, Qt::CaseInsensitive)) // longer than that in --long-words
            window.turnTo(*page);
}

/// Opens what `--form` names on the plant's page, and types into it.
void openForm(Exhibit &exhibit, widgets::MainWindow &window, const QString &name)
{
    if (name == u"maintenance")
        return window.findChild<widgets::MachinePage *>()->openMaintenance(false);
    using Kind = presentation::PlantSubject::Kind;
    auto &editor = window.findChild<widgets::PlantPage *>()->editor();
    if (name == u"unknown")
        return editor.want({Kind::newSensor, "inlet_dust", "A"});
    if (name == u"machine")
        return editor.want({Kind::machine, {}, "B"});
    if (name == u"new-machine")
        return editor.want({Kind::newMachine, {}, "A"});
    if (name == u"limits")
        return editor.want({Kind::ownLimits, "bearing_temp", "A"});
    editor.want({Kind::sensor, "bearing_temp", {}});
    if (name == u"retire")
        return editor.turnRetirement();
    if (name == u"sensor")
        return;
    auto draft = std::get<presentation::SensorDraft>(editor.draft());
    draft.hi = name == u"wrong" ? u"60"_s : u"165"_s;
    editor.change(draft);
    Q_EMIT editor.loaded();
    if (name == u"conflict") {
        auto state = std::make_shared<PlantState>(*exhibit.states.current);
        PlantDefinition plant = state->plant->definition();
        plant.sensors[1].limits.hi = 155;
        state->plant = *Plant::make(state->plant->revision() + 1, plant);
        exhibit.states.current = state;
    } else if (name == u"leave") {
        editor.want({});
    } else if (name != u"typed") {
        editor.save();
    }
    if (name == u"refused")
        exhibit.commands.answerAll(
            failure(ErrorKind::refused, u"observer console may not change the plant."_s));
}

/// Shows the machine that `--form` names on the page of the models, or asks whether to roll back.
void openModel(widgets::MainWindow &window, const QString &name)
{
    auto &view = window.findChild<widgets::ModelsPage *>()->view();
    if (name == u"roll-back")
        view.rollBack();
    else if (!name.isEmpty() && name != u"none")
        window.findChild<widgets::ModelsPage *>()->choose(name.toStdString());
}

void addOptions(QCommandLineParser &parser)
{
    parser.addOptions({{u"theme"_s, {}, u"name"_s, u"neon"_s},
                       {u"case"_s, {}, u"name"_s, u"spine"_s},
                       {u"size"_s, {}, u"WxH"_s, u"1280x720"_s},
                       {u"out"_s, {}, u"file"_s},
                       {u"page"_s, {}, u"name"_s},
                       {u"form"_s, {}, u"name"_s},
                       {u"focus"_s, {}, u"row"_s},
                       {u"wait"_s, {}, u"ms"_s, u"1500"_s},
                       {u"live"_s, {}, u"seconds"_s},
                       {u"no-scene"_s, {}},
                       {u"long-words"_s, {}}});
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(application);
    if (const auto loaded = presentation::loadFonts(); !loaded)
        qFatal("%s", qUtf8Printable(loaded.error().sentence));

    Lengthened language;
    if (parser.isSet(u"long-words"_s))
        QCoreApplication::installTranslator(&language);
    Exhibit exhibit;
    exhibit.set(parser.value(u"case"_s));
    exhibit.trends.atOnce = true;
    if (parser.value(u"case"_s) != u"empty" && parser.value(u"case"_s) != u"trouble")
        madeup::fill(exhibit.findings);
    if (parser.value(u"page"_s) == u"floor")
        exhibit.notes.view = madeup::someNotes();
    if (parser.value(u"page"_s) == u"overview" && exhibit.findings.view) {
        exhibit.findings.view->scores[1].score = .74;
        exhibit.findings.view->scores[1].shares = {{"bearing_temp", .43}, {"oil_temp", .2}};
    }
    if (parser.value(u"page"_s) == u"plant" && !exhibit.states.current->plant->empty())
        exhibit.makePlantTelling();
    if (parser.value(u"page"_s) == u"models" && parser.value(u"form"_s) != u"none")
        exhibit.models.current = std::make_shared<ShelfState>(madeup::modelsState());
    const presentation::Theme theme(parser.value(u"theme"_s) == u"calm" ? presentation::Theme::Kind::calm
                                                                        : presentation::Theme::Kind::neon);
    widgets::MainWindow window(
        exhibit.parts([&exhibit] { return exhibit.simulation; }, Actor{}, theme, 100ms,
                      parser.isSet(u"no-scene"_s) ? widgets::Scene{} : composition::floorScene(theme)));
    const QStringList size = parser.value(u"size"_s).split(u'x');
    window.resize(size.front().toInt(), size.back().toInt());
    window.show();
    if (parser.isSet(u"page"_s))
        turnTo(window, parser.value(u"page"_s));
    if (parser.value(u"page"_s) == u"models")
        openModel(window, parser.value(u"form"_s));
    else if (parser.value(u"form"_s) == u"notes")
        QTimer::singleShot(
            300, &window, [&window] { Q_EMIT window.findChild<widgets::ScenePanel *>()->noteWanted(1, -1); });
    else if (parser.isSet(u"form"_s))
        openForm(exhibit, window, parser.value(u"form"_s));
    if (parser.isSet(u"focus"_s))
        focusCard(window, parser.value(u"focus"_s).toInt());
    if (parser.isSet(u"live"_s))
        measure(exhibit, parser.value(u"live"_s).toInt());
    else
        takePicture(window, parser.value(u"out"_s), parser.value(u"wait"_s).toInt());
    return application.exec();
}
