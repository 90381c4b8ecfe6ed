#include "madeup/madeupplant.h"
#include "tests.h"
#include "widgets/button.h"
#include "widgets/cardview.h"
#include "widgets/choicebox.h"
#include "widgets/maintenancedialog.h"
#include "widgets/mainwindow.h"

#include <QLineEdit>
#include <QPointer>
#include <QTest>

using namespace rig;
using namespace rig::widgets;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using presentation::Theme;

namespace {

class MaintenanceDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void shouldPutTheMachineIntoMaintenanceByTheButtonOfItsPage();
    void shouldOfferTheSensorThatHasTheRing();
    void shouldKeepWhatIsTypedWhereTheAnswerIsNo();
    void shouldEndWhatHolds();

private:
    void maintain(std::vector<Maintenance> maintenance)
    {
        auto state = std::make_shared<PlantState>(*m_states.current);
        state->plant =
            *Plant::make(state->plant->revision() + 1, state->plant->definition(), std::move(maintenance));
        m_states.current = state;
    }
    MaintenanceDialog *dialog() const { return m_window->findChild<MaintenanceDialog *>(); }
    template <class Field> Field *field(QWidget *in, const QString &name) const
    {
        for (Field *one : in->findChildren<Field *>())
            if (one->isVisible() &&
                (one->accessibleName().startsWith(name) || one->property("text").toString() == name))
                return one;
        return nullptr;
    }
    void press(QWidget *in, const QString &name) const
    {
        auto *button = field<Button>(in, name);
        QVERIFY2(button, qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void open() const
    {
        press(m_window.get(), u"Maintenance of the machine"_s);
        QVERIFY(dialog() && QTest::qWaitForWindowExposed(dialog()));
    }

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

void MaintenanceDialogTest::init()
{
    m_commands = {};
    m_states.current = std::make_shared<PlantState>(madeup::quietState(madeup::demoPlant(), Origin::field));
    m_window = std::make_unique<MainWindow>(
        MainWindow::Parts{m_states, m_system, m_commands, m_trends, m_findings, m_notes, m_health, m_models,
                          [] { return SimulationState(); }, Actor{"alice", Actor::Role::operator_, "console"},
                          m_clock, Theme(Theme::Kind::neon), 20ms, Scene{}});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void MaintenanceDialogTest::shouldPutTheMachineIntoMaintenanceByTheButtonOfItsPage()
{
    open();
    for (const QLineEdit *line : dialog()->findChildren<QLineEdit *>())
        QVERIFY2(line->visibleRegion().boundingRect() == line->rect(), qPrintable(line->accessibleName()));
    field<QLineEdit>(dialog(), u"To"_s)->setText(u"12:00"_s);
    field<QLineEdit>(dialog(), u"Reason"_s)->setText(u"oil change"_s);
    press(dialog(), u"Put into maintenance"_s);
    press(dialog(), u"Put into maintenance"_s);
    QCOMPARE(m_commands.submitted.size(), std::size_t(1));
    QVERIFY(std::get<PutIntoMaintenance>(m_commands.submitted[0].action).maintenance ==
            (Maintenance{"A", {}, madeup::pictured(), *parseInstant("2026-01-12T12:00Z"), "oil change"}));
    QCOMPARE(m_commands.submitted[0].actor.user, "alice");
    m_commands.answerAll(u"Machine A is in maintenance."_s);
    QVERIFY(field<QLineEdit>(dialog(), u"Reason"_s)->text().isEmpty());
    const QPointer<MaintenanceDialog> shown = dialog();
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QTRY_VERIFY(!shown);
}

void MaintenanceDialogTest::shouldOfferTheSensorThatHasTheRing()
{
    auto *cards = m_window->findChild<CardView *>();
    cards->setFocus();
    cards->setCurrentIndex(cards->model()->index(3, 0));
    QTRY_VERIFY(cards->hasFocus()); // of the active window
    QTest::keyClick(cards, Qt::Key_M);
    QVERIFY(dialog());
    QCOMPARE(dialog()->findChild<ChoiceBox *>()->currentText(), u"Rotor speed"_s);
    field<QLineEdit>(dialog(), u"Reason"_s)->setText(u"new probe"_s);
    QTest::keyClick(field<QLineEdit>(dialog(), u"Reason"_s), Qt::Key_Return);
    QCOMPARE(m_commands.submitted.size(), std::size_t(1));
    QCOMPARE(std::get<PutIntoMaintenance>(m_commands.submitted[0].action).maintenance.sensor, "rpm");
}

void MaintenanceDialogTest::shouldKeepWhatIsTypedWhereTheAnswerIsNo()
{
    open();
    auto *reason = field<QLineEdit>(dialog(), u"Reason"_s);
    press(dialog(), u"Put into maintenance"_s); // without a reason nothing is given
    QVERIFY(m_commands.submitted.empty());
    reason->setText(u"oil"_s);
    press(dialog(), u"Put into maintenance"_s);
    m_commands.answerAll(failure(ErrorKind::conflict, u"already"_s));
    QCOMPARE(reason->text(), u"oil"_s);
}

void MaintenanceDialogTest::shouldEndWhatHolds()
{
    const Instant now = madeup::pictured();
    maintain({{"A", "torque", now - 1h, {}, "new probe"}, {"A", {}, now + 1h, {}, "oil"}});
    QTest::qWait(60); // a tick
    open();
    press(dialog(), u"Take back: The whole machine"_s);
    QCOMPARE(std::get<EndMaintenance>(m_commands.submitted[0].action).from, std::optional(now + 1h));
    m_commands.answerAll(u"Taken back."_s);
    maintain({{"A", "torque", now - 1h, {}, "new probe"}});
    QTRY_VERIFY(!field<Button>(dialog(), u"Take back"_s));
    QTRY_VERIFY(field<Button>(dialog(), u"End: Torque"_s));
    press(dialog(), u"End: Torque · 07:15 until it is ended · new probe"_s);
    QCOMPARE(m_commands.submitted.size(), std::size_t(2));
    const auto &end = std::get<EndMaintenance>(m_commands.submitted[1].action);
    QCOMPARE(end.sensor, "torque");
    QCOMPARE(end.from, std::optional(now - 1h));
}

} // namespace

std::unique_ptr<QObject> makeMaintenanceDialogTest()
{
    return std::make_unique<MaintenanceDialogTest>();
}

#include "maintenancedialog_test.moc"
