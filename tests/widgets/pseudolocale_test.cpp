#include "madeup/lengthened.h"
#include "madeup/madeupplant.h"
#include "paintedtexts.h"
#include "tests.h"
#include "widgets/keysdialog.h"
#include "widgets/machinepage.h"
#include "widgets/maintenancedialog.h"
#include "widgets/mainwindow.h"
#include "widgets/page.h"
#include "widgets/wordslabel.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QPainter>
#include <QRegularExpression>
#include <QTest>

using namespace rig;
using namespace rig::widgets;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using presentation::Theme;

namespace {

/// The window in a language with longer words: nothing that is ours to say may be cut or painted over.
class PseudoLocaleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_language); }
    void cleanupTestCase() { QCoreApplication::removeTranslator(&m_language); }
    void cleanup() { m_window.reset(); }
    void shouldMakeTextsLonger();
    void shouldNoticeWhatIsCut();
    void shouldCutNothing_data();
    void shouldCutNothing();
    void shouldCutNothingInWhatIsAboutMaintenance();
    void shouldCutNothingInTheListOfKeys();

private:
    void open(const QString &name, const QSize &size);
    QStringList complaints(QWidget &window) const;
    bool isForeign(const QString &text) const;

    Lengthened m_language;
    madeup::States m_states;
    madeup::System m_system;
    madeup::Commands m_commands;
    madeup::Trends m_trends;
    madeup::Findings m_findings;
    madeup::Notes m_notes;
    madeup::Health m_health;
    madeup::Models m_models;
    madeup::StoppedClock m_clock;
    SimulationState m_simulation;
    std::unique_ptr<MainWindow> m_window;
};

void PseudoLocaleTest::open(const QString &name, const QSize &size)
{
    const auto plant = madeup::demoPlant();
    SystemStatus status = name == u"waiting" ? madeup::waitingStatus() : madeup::runningStatus();
    for (StartStep &step : status.steps)
        for (QString *words : {&step.what, &step.detail})
            *words = m_language.translate("rig::x", words->toUtf8(), nullptr, -1);
    m_system.current = std::make_shared<SystemStatus>(std::move(status));
    m_simulation = name == u"spine" ? madeup::simulationOf(true) : SimulationState();
    PlantState state = name == u"spine"      ? madeup::spineState(plant)
                       : name == u"every"    ? madeup::everyState(plant)
                       : name == u"waiting"  ? madeup::waitingState(plant)
                       : name == u"replayed" ? madeup::quietState(plant, Origin::replayed)
                       : name == u"wall"     ? madeup::wallState(madeup::wallPlant())
                                         : PlantState{*Plant::make(0, {}), madeup::pictured(), {}, {}, {}};
    m_states.current = std::make_shared<PlantState>(std::move(state));
    m_trends.atOnce = true;
    m_models.current = std::make_shared<ShelfState>(name == u"spine" ? madeup::modelsState() : ShelfState());
    m_window = std::make_unique<MainWindow>(MainWindow::Parts{
        m_states, m_system, m_commands, m_trends, m_findings, m_notes, m_health, m_models,
        [this] { return m_simulation; }, Actor{}, m_clock, Theme(Theme::Kind::neon), 20ms, Scene{}});
    m_window->resize(size);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QTRY_COMPARE(m_window->size(), size);
}

/// By the library; what stands between blanks means a range.
bool isShortened(const QString &text)
{
    return text.contains(u'…') && !text.contains(u" … "_s);
}

bool scrolls(const QWidget &widget)
{
    for (const QWidget *around = &widget; around != nullptr; around = around->parentWidget())
        if (qobject_cast<const QAbstractScrollArea *>(around))
            return true;
    return false;
}

/// A line of a paragraph that does not end where a word does.
bool broken(const QWidget &widget, const QString &line)
{
    static const QRegularExpression blanks(u"\\s+"_s);
    const QStringList words = widget.accessibleName().split(blanks);
    return qobject_cast<const WordsLabel *>(&widget) &&
           !std::ranges::all_of(line.split(blanks, Qt::SkipEmptyParts),
                                [&words](const QString &word) { return words.contains(word); });
}

/// Names and sentences that come from elsewhere may be longer than any room there is.
bool PseudoLocaleTest::isForeign(const QString &text) const
{
    QStringList foreign;
    for (const Machine &machine : m_states.current->plant->definition().machines)
        foreign << QString::fromStdString(machine.id + ' ' + machine.title)
                << QString::fromStdString(machine.title);
    for (const Sensor &sensor : m_states.current->plant->definition().sensors)
        foreign << QString::fromStdString(sensor.title);
    for (const FaultKind &kind : m_simulation.kinds)
        foreign << QString::fromStdString(kind.title);
    foreign << m_system.current->broker.label << m_system.current->database.label;
    const QStringList ends = text.split(u'…');
    return std::ranges::any_of(foreign, [&ends](const QString &whole) {
        return whole.startsWith(ends.front().trimmed()) && whole.endsWith(ends.back().trimmed());
    });
}

QStringList PseudoLocaleTest::complaints(QWidget &window) const
{
    QStringList all;
    QList<QWidget *> widgets = window.findChildren<QWidget *>();
    widgets.prepend(&window);
    for (QWidget *widget : std::as_const(widgets)) {
        if (!widget->isVisible() || widget->window() != &window)
            continue;
        const auto texts = paintedTexts(*widget);
        const QString where = QString::fromLatin1(widget->metaObject()->className());
        for (const PaintedText &one : texts)
            if (one.cut(scrolls(*widget)) || broken(*widget, one.text) ||
                (isShortened(one.text) && !isForeign(one.text)))
                all << u"%1 cuts '%2'"_s.arg(where, one.text);
        for (qsizetype i = 0; i < texts.size(); ++i)
            for (qsizetype j = 0; j < i; ++j)
                if (const QRectF both = texts[i].place & texts[j].place;
                    both.width() > 1 && both.height() > 1)
                    all << u"%1 paints '%2' over '%3'"_s.arg(where, texts[i].text, texts[j].text);
    }
    all.removeDuplicates();
    return all;
}

void PseudoLocaleTest::shouldMakeTextsLonger()
{
    QCOMPARE(QCoreApplication::translate("rig::x", "Stop"), u"Stopöö"_s);
    QCOMPARE(QCoreApplication::translate("rig::x", "Not a sensor of %1"), u"[Not a sensor of %1 öööö]"_s);
}

/// A check that sees nothing would pass everything.
void PseudoLocaleTest::shouldNoticeWhatIsCut()
{
    class Painting : public QWidget
    {
    public:
        double x = 0;

    protected:
        void paintEvent(QPaintEvent *) override
        {
            QPainter painter(this);
            painter.drawText(QPointF(x, 20), u"Words"_s);
            painter.drawText(QPointF(100, 20), u"Others"_s);
        }
    };
    Painting painting;
    painting.resize(200, 40);
    painting.show();
    m_states.current = std::make_shared<PlantState>(madeup::spineState(madeup::demoPlant()));
    QCOMPARE(complaints(painting), QStringList());
    painting.x = 95;
    QCOMPARE(complaints(painting).size(), 1);
    painting.x = -5;
    QCOMPARE(complaints(painting).size(), 1);
    painting.x = 0;
    painting.resize(110, 40);
    QCOMPARE(complaints(painting).size(), 1);
}

void PseudoLocaleTest::shouldCutNothing_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QSize>("size");
    for (const QString &name : {u"spine"_s, u"every"_s, u"waiting"_s, u"replayed"_s, u"wall"_s, u"empty"_s})
        for (const QSize &size : {QSize(1280, 720), QSize(1920, 1080)})
            QTest::addRow("%s, %d wide", qPrintable(name), size.width()) << name << size;
}

void PseudoLocaleTest::shouldCutNothing()
{
    QFETCH(const QString, name);
    QFETCH(const QSize, size);
    open(name, size);
    QStringList all;
    for (const Page *page : m_window->findChildren<Page *>()) {
        m_window->turnTo(*page);
        QTest::qWait(100); // until everything lies where it stays
        for (const QString &complaint : complaints(*m_window))
            all << u"%1: %2"_s.arg(page->name(), complaint);
    }
    QVERIFY2(all.isEmpty(), qPrintable(u'\n' + all.join(u'\n')));
}

void PseudoLocaleTest::shouldCutNothingInWhatIsAboutMaintenance()
{
    open(u"spine"_s, {1280, 720});
    PlantState state = *m_states.current;
    state.plant =
        *Plant::make(2, state.plant->definition(),
                     {{"A", {}, state.time, {}, "oil"}, {"A", "rpm", state.time + 1h, {}, "cable"}});
    m_states.current = std::make_shared<PlantState>(std::move(state));
    auto *page = m_window->findChild<MachinePage *>();
    m_window->turnTo(*page);
    QTest::qWait(100);
    page->openMaintenance(false);
    auto *dialog = m_window->findChild<MaintenanceDialog *>();
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    QCOMPARE(complaints(*dialog), QStringList());
}

void PseudoLocaleTest::shouldCutNothingInTheListOfKeys()
{
    open(u"spine"_s, {1280, 720});
    for (const Page *page : m_window->findChildren<Page *>()) {
        m_window->turnTo(*page);
        // A key of the window is heard only while it is the active one, which the dialog was just now.
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        QTRY_VERIFY(m_window->findChild<KeysDialog *>());
        auto *dialog = m_window->findChild<KeysDialog *>();
        const QStringList all = complaints(*dialog);
        QVERIFY2(all.isEmpty(), qPrintable(u'\n' + all.join(u'\n')));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!m_window->findChild<KeysDialog *>());
    }
}

} // namespace

std::unique_ptr<QObject> makePseudoLocaleTest()
{
    return std::make_unique<PseudoLocaleTest>();
}

#include "pseudolocale_test.moc"
