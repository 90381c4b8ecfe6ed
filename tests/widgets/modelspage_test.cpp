#include "madeup/madeupplant.h"
#include "tests.h"
#include "widgets/button.h"
#include "widgets/machinetabs.h"
#include "widgets/mainwindow.h"
#include "widgets/modelform.h"
#include "widgets/modelspage.h"
#include "widgets/noticebox.h"
#include "widgets/progressline.h"
#include "widgets/rowstable.h"
#include "widgets/segments.h"

#include <QTest>

using namespace rig;
using namespace rig::widgets;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using presentation::Theme;

namespace {

class ModelsPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void shouldShowTheModelOfTheMachineThatIsClicked();
    void shouldFollowTheTabs();
    void shouldTrainWithAClickAndShowHowFarItIs();
    void shouldNotTrainWhileAnotherMachineIsLearnt();
    void shouldRollBackAfterAQuestion();
    void shouldSayWhatIsWrongWithADamagedModel();
    void shouldBeUsableByKeysAlone();
    void shouldKeepTheKeyboardWhereItWasRolledBack();
    void shouldShowTheChosenRowThatASortMoved();

private:
    void show(ShelfState state)
    {
        m_models.current = std::make_shared<ShelfState>(std::move(state));
        QTest::qWait(60);
    }
    ModelsPage &page() const { return *m_window->findChild<ModelsPage *>(); }
    Button *button(const QString &text) const
    {
        for (Button *each : page().findChildren<Button *>())
            if (each->text() == text && each->isVisible())
                return each;
        return nullptr;
    }
    QStringList notices() const
    {
        QStringList all;
        for (const NoticeBox *each : page().findChildren<NoticeBox *>())
            if (each->isVisible())
                all << each->accessibleName();
        return all;
    }
    void click(const std::string &key) const
    {
        RowsTable &table = page().table();
        for (int row = 0; row < table.count(); ++row)
            if (table.row(row).key == key)
                QTest::mouseClick(table.viewport(), Qt::LeftButton, {},
                                  table.visualRect(table.model()->index(row, 1)).center());
        QTest::qWait(60);
    }
    QString title() const { return page().findChild<ModelForm *>()->accessibleName(); }

    madeup::States m_states;
    madeup::System m_system;
    madeup::Commands m_commands;
    madeup::Trends m_trends;
    madeup::Findings m_findings;
    madeup::Notes m_notes;
    madeup::Health m_health;
    madeup::Models m_models;
    madeup::StoppedClock m_clock;
    std::unique_ptr<MainWindow> m_window;
};

void ModelsPageTest::init()
{
    m_commands.submitted.clear();
    m_models = {};
    m_models.current = std::make_shared<ShelfState>(madeup::modelsState());
    m_states.current = std::make_shared<PlantState>(madeup::quietState(madeup::demoPlant(), Origin::field));
    m_window = std::make_unique<MainWindow>(
        MainWindow::Parts{m_states, m_system, m_commands, m_trends, m_findings, m_notes, m_health, m_models,
                          [] { return SimulationState(); }, Actor{"console", Actor::Role::admin, "console"},
                          m_clock, Theme(Theme::Kind::neon), 20ms, Scene{}});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_window->turnTo(page());
    QVERIFY(page().isVisible());
}

void ModelsPageTest::shouldShowTheModelOfTheMachineThatIsClicked()
{
    QCOMPARE(page().table().count(), 3);
    QVERIFY2(title().contains(u"A Alpha"_s), qPrintable(title()));
    QVERIFY(notices().isEmpty());
    click("C");
    QVERIFY2(title().contains(u"C Gamma"_s), qPrintable(title()));
    QVERIFY2(notices().join(u'\n').contains(u"no model yet"_s), qPrintable(notices().join(u'\n')));
    QVERIFY(!button(u"Roll back"_s));
}

void ModelsPageTest::shouldFollowTheTabs()
{
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
    QVERIFY(page().isVisible());
    QTRY_VERIFY(title().contains(u"C Gamma"_s));
    click("A");
    QTest::qWait(60); // the tab stays where it is, and takes nothing back
    QVERIFY(title().contains(u"A Alpha"_s));
}

void ModelsPageTest::shouldTrainWithAClickAndShowHowFarItIs()
{
    show({true, {}, {}, {}});
    QVERIFY(!page().findChild<ProgressLine *>()->isVisible());
    QTest::mouseClick(page().findChild<Segments *>(), Qt::LeftButton, {},
                      page().findChild<Segments *>()->place(2).center());
    QTest::mouseClick(button(u"Train"_s), Qt::LeftButton);
    QCOMPARE(m_models.wanted.size(), 1U);
    QCOMPARE(m_models.wanted[0].since, std::optional(168h));
    QVERIFY(page().findChild<ProgressLine *>()->isVisible());
    QVERIFY(!button(u"Train"_s));
    ShelfState state = *m_models.current;
    state.running->step = TrainingRun::Step::learning;
    state.running->share = .5;
    show(state);
    QCOMPARE(page().findChild<ProgressLine *>()->accessibleName(), u"Learning · 50 %"_s);
    QTest::mouseClick(button(u"Cancel"_s), Qt::LeftButton);
    QCOMPARE(m_models.cancelled, 1);
    state.running->ending = true;
    show(state);
    QTest::mouseClick(button(u"Cancel"_s), Qt::LeftButton);
    QCOMPARE(m_models.cancelled, 1);
    state.ended =
        TrainingEnd{"A", failure(ErrorKind::refused, u"There are only 12 readings."_s), m_clock.now()};
    state.running.reset();
    show(state);
    QVERIFY(notices().contains(u"There are only 12 readings."_s));
    QVERIFY(button(u"Train"_s)->isEnabled());
}

void ModelsPageTest::shouldNotTrainWhileAnotherMachineIsLearnt()
{
    QVERIFY(!button(u"Train"_s)->isEnabled());
    QTest::mouseClick(button(u"Train"_s), Qt::LeftButton);
    QVERIFY(m_models.wanted.empty());
}

void ModelsPageTest::shouldRollBackAfterAQuestion()
{
    QTest::mouseClick(button(u"Roll back"_s), Qt::LeftButton);
    QTest::qWait(60);
    QVERIFY(notices().join(u'\n').contains(u"model before again"_s));
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(notices().isEmpty() && m_commands.submitted.empty());
    page().view().rollBack();
    QTest::qWait(60);
    QTest::mouseClick(button(u"Keep"_s), Qt::LeftButton);
    QVERIFY(m_commands.submitted.empty());
    page().view().rollBack();
    QTest::qWait(60);
    Button *yes = nullptr;
    for (Button *each : page().findChild<ModelForm *>()->findChildren<Button *>())
        if (each->text() == u"Roll back"_s && qobject_cast<NoticeBox *>(each->parentWidget()))
            yes = each;
    QVERIFY(yes && yes->isVisible());
    QTest::mouseClick(yes, Qt::LeftButton);
    QCOMPARE(m_commands.submitted.size(), 1U);
    QVERIFY(std::holds_alternative<UseModel>(m_commands.submitted[0].action));
    m_commands.answerAll(u"Machine A is judged by the model before again."_s);
    QVERIFY(notices().contains(u"Machine A is judged by the model before again."_s));
}

void ModelsPageTest::shouldSayWhatIsWrongWithADamagedModel()
{
    click("B");
    QVERIFY2(notices().join(u'\n').contains(u"not whole"_s), qPrintable(notices().join(u'\n')));
}

void ModelsPageTest::shouldBeUsableByKeysAlone()
{
    show({true, {}, {}, {}});
    page().table().setFocus();
    QTest::keyClick(&page().table(), Qt::Key_Down);
    QTest::keyClick(&page().table(), Qt::Key_Return);
    QVERIFY2(title().contains(u"B Beta"_s), qPrintable(title()));
    QWidget *const train = button(u"Train"_s);
    for (int i = 0; i < 30 && m_window->focusWidget() != train; ++i)
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Tab);
    QCOMPARE(m_window->focusWidget(), train);
    QTest::keyClick(train, Qt::Key_Space);
    QCOMPARE(m_models.wanted.size(), 1U);
    QCOMPARE(m_models.wanted[0].machine, std::string("B"));
    // The button that takes its place has the keyboard, and gives it back.
    QCOMPARE(m_window->focusWidget(), button(u"Cancel"_s));
    show({true, {}, {}, {}});
    QCOMPARE(m_window->focusWidget(), train);
}

void ModelsPageTest::shouldKeepTheKeyboardWhereItWasRolledBack()
{
    Button *const rollBack = button(u"Roll back"_s);
    rollBack->setFocus();
    QTest::keyClick(rollBack, Qt::Key_Space);
    QTest::qWait(60);
    QCOMPARE(m_window->focusWidget(), rollBack);
    button(u"Keep"_s)->setFocus();
    QTest::keyClick(button(u"Keep"_s), Qt::Key_Space);
    QCOMPARE(m_window->focusWidget(), rollBack);
}

/// Progress moves no mark and no row.
void ModelsPageTest::shouldShowTheChosenRowThatASortMoved()
{
    click("C");
    page().table().sortByColumn(0, Qt::DescendingOrder);
    QCOMPARE(page().table().row(0).key, std::string("C"));
    ShelfState state = madeup::modelsState();
    state.running->share = .9;
    show(state);
    QCOMPARE(page().table().row(0).key, std::string("C"));
    QVERIFY(title().contains(u"C Gamma"_s));
}

} // namespace

std::unique_ptr<QObject> makeModelsPageTest()
{
    return std::make_unique<ModelsPageTest>();
}

#include "modelspage_test.moc"
