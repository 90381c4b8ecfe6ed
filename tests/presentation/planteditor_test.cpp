#include "madeup/madeupplant.h"
#include "presentation/planteditor.h"
#include "tests.h"

#include <QSignalSpy>
#include <QTest>

using namespace rig;
using namespace rig::presentation;
using namespace Qt::Literals::StringLiterals;
using Kind = PlantSubject::Kind;
using NoticeKind = PlantEditor::Notice::Kind;

namespace {

class PlantEditorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void shouldSubmitOneCommandWithTheActorAndSayTheAnswer();
    void shouldKeepWhatWasTypedOverPlantsAndRefusals();
    void shouldSubmitNothingThatTheDomainRefuses();
    void shouldTakeOverWhatOthersChangedWhereNothingIsTyped();
    void shouldTellAConflictAndOfferThePresentValues();
    void shouldSaveOverAConflictWherePeopleSaySo();
    void shouldAskBeforeTypedThingsAreLeft();
    void shouldOpenWhatWasMade();
    void shouldGiveASensorThatThereIsToAnotherMachine();
    void shouldSaveAgainBeforeThePlantIsThere();
    void shouldKnowItsOwnChangeWhereThePlantComesBeforeTheAnswer();
    void shouldRetireAfterAQuestionOnly();
    void shouldSayAnAnswerThatComesAfterLeaving();
    void shouldSurviveAnAnswerThatComesTooLate();

private:
    SensorDraft typed() const { return std::get<SensorDraft>(m_editor->draft()); }
    void type(const QString &hi)
    {
        SensorDraft draft = typed();
        draft.hi = hi;
        m_editor->change(draft);
    }
    const EditPlant &submitted() const { return std::get<EditPlant>(m_commands.submitted.back().action); }
    /// A plant of the next revision in which this was done to the definition.
    template <class Change> void happen(Change change)
    {
        PlantDefinition plant = m_plant->definition();
        change(plant);
        m_plant = *Plant::make(m_plant->revision() + 1, plant);
        m_editor->present(m_plant);
    }
    void takeOver()
    {
        happen([this](PlantDefinition &plant) { plant = *edited(plant, submitted().edit); });
    }

    madeup::Commands m_commands;
    PlantPtr m_plant;
    std::unique_ptr<PlantEditor> m_editor;
};

const PlantSubject bearing{Kind::sensor, "bearing_temp", {}};

void PlantEditorTest::init()
{
    m_commands = {};
    m_plant = madeup::demoPlant();
    m_editor = std::make_unique<PlantEditor>(m_commands, Actor{"console", Actor::Role::admin, "console"});
    m_editor->present(m_plant);
    m_editor->want(bearing);
}

void PlantEditorTest::shouldSubmitOneCommandWithTheActorAndSayTheAnswer()
{
    m_editor->save(); // nothing is typed
    QVERIFY(m_commands.submitted.empty());
    type(u"155"_s);
    for (int click = 0; click < 10; ++click)
        m_editor->save();
    QCOMPARE(m_commands.submitted.size(), std::size_t(1));
    QCOMPARE(m_commands.submitted[0].actor.user, std::string("console"));
    QCOMPARE(m_commands.submitted[0].id.size(), std::size_t(36));
    QCOMPARE(submitted().edit.before.sensors.size(), std::size_t(1));
    QCOMPARE(*submitted().edit.after.sensors[0].limits.hi, 155.0);
    QCOMPARE(m_editor->notice().kind, NoticeKind::working);
    m_commands.answerAll(u"Done; the plant is at revision 2."_s);
    QCOMPARE(m_editor->notice().kind, NoticeKind::said);
    QCOMPARE(m_editor->notice().sentence, u"Done; the plant is at revision 2."_s);
    QVERIFY(!m_editor->dirty());
    // The plant from before, which may come once more, takes nothing back.
    m_editor->present(*Plant::make(m_plant->revision(), m_plant->definition()));
    QCOMPARE(typed().hi, u"155"_s);
    takeOver();
    QCOMPARE(typed().hi, u"155"_s);
    QCOMPARE(m_editor->notice().kind, NoticeKind::said);
}

void PlantEditorTest::shouldKeepWhatWasTypedOverPlantsAndRefusals()
{
    type(u"155"_s);
    happen([](PlantDefinition &plant) { plant.sensors[0].limits.hi = 5; });
    QCOMPARE(typed().hi, u"155"_s);
    m_editor->save();
    m_commands.answerAll(failure(ErrorKind::refused, u"observer may not."_s));
    QCOMPARE(m_editor->notice().kind, NoticeKind::refused);
    QCOMPARE(m_editor->notice().sentence, u"observer may not."_s);
    QCOMPARE(typed().hi, u"155"_s);
    QVERIFY(m_editor->dirty() && m_editor->canSave());
    type(u"156"_s);
    QCOMPARE(m_editor->notice().kind, NoticeKind::refused);
}

void PlantEditorTest::shouldSubmitNothingThatTheDomainRefuses()
{
    type(u"60"_s); // below Lo
    m_editor->save();
    QVERIFY(m_commands.submitted.empty());
    QCOMPARE(m_editor->notice().kind, NoticeKind::refused);
    QVERIFY(m_editor->notice().sentence.contains(u"in the order lo_lo, lo, hi, hi_hi"_s));
    type(u"sixty"_s);
    m_editor->save();
    QVERIFY(m_editor->notice().sentence.contains(u"'sixty'"_s));
    QVERIFY(m_commands.submitted.empty());
}

void PlantEditorTest::shouldTakeOverWhatOthersChangedWhereNothingIsTyped()
{
    QSignalSpy loaded(m_editor.get(), &PlantEditor::loaded);
    happen([](PlantDefinition &plant) { plant.sensors[0].limits.hi = 5; });
    QCOMPARE(loaded.size(), 0); // it is another sensor's
    happen([](PlantDefinition &plant) { plant.sensors[1].limits.hi = 155; });
    QCOMPARE(loaded.size(), 1);
    QCOMPARE(typed().hi, u"155"_s);
    QCOMPARE(m_editor->notice().kind, NoticeKind::none);
}

void PlantEditorTest::shouldTellAConflictAndOfferThePresentValues()
{
    type(u"165"_s);
    happen([](PlantDefinition &plant) { plant.sensors[1].limits.hi = 155; });
    QCOMPARE(m_editor->notice().kind, NoticeKind::question);
    QVERIFY2(m_editor->notice().sentence.endsWith(u"Hi: 160 → 155"_s),
             qPrintable(m_editor->notice().sentence));
    QCOMPARE(typed().hi, u"165"_s);
    m_editor->save(); // not before that is answered
    QVERIFY(m_commands.submitted.empty());
    m_editor->answer(true);
    QCOMPARE(typed().hi, u"155"_s);
    QVERIFY(!m_editor->dirty());
}

void PlantEditorTest::shouldSaveOverAConflictWherePeopleSaySo()
{
    type(u"165"_s);
    happen([](PlantDefinition &plant) { plant.sensors[1].limits.hi = 155; });
    m_editor->answer(false);
    QCOMPARE(typed().hi, u"165"_s);
    m_editor->save();
    QCOMPARE(*submitted().edit.before.sensors[0].limits.hi, 155.0);
    QCOMPARE(*submitted().edit.after.sensors[0].limits.hi, 165.0);
}

void PlantEditorTest::shouldAskBeforeTypedThingsAreLeft()
{
    type(u"165"_s);
    m_editor->want({});
    QCOMPARE(m_editor->notice().kind, NoticeKind::question);
    QVERIFY(m_editor->subject() == bearing);
    m_editor->answer(false);
    QCOMPARE(typed().hi, u"165"_s);
    const PlantSubject other{Kind::machine, {}, "B"};
    m_editor->want(other);
    m_editor->answer(true);
    QVERIFY(m_editor->subject() == other);
    m_editor->want({}); // nothing was typed
    QCOMPARE(m_editor->subject().kind, Kind::none);
}

void PlantEditorTest::shouldOpenWhatWasMade()
{
    m_editor->want({Kind::newSensor, "inlet_dust", "A"});
    QVERIFY(m_editor->canSave());
    m_editor->save();
    m_commands.answerAll(u"Done."_s);
    QVERIFY(m_editor->subject() == (PlantSubject{Kind::sensor, "inlet_dust", {}}));
    QVERIFY(!m_editor->dirty());
    takeOver();
    QVERIFY(m_editor->subject() == (PlantSubject{Kind::sensor, "inlet_dust", {}}));
    QCOMPARE(typed().title, u"inlet_dust"_s);
    QVERIFY(typed().machines == std::set<std::string>{"A"});
    QVERIFY(m_plant->machine("A")->slotOf("inlet_dust") >= 0);
}

void PlantEditorTest::shouldGiveASensorThatThereIsToAnotherMachine()
{
    happen([](PlantDefinition &plant) {
        plant.machines[0] = withoutSensor(plant.machines[0], "rpm");
        plant.machines[0].stateRule.reset(); // which goes by it
    });
    m_editor->want({Kind::sensor, "rpm", "A"});
    QVERIFY(m_editor->dirty());
    QVERIFY(typed().machines.contains("A"));
    m_editor->save();
    QVERIFY(submitted().edit.after.sensors.empty());
    QCOMPARE(submitted().edit.after.machines.at(0).id, std::string("A"));
    m_commands.answerAll(u"Done."_s);
    takeOver();
    QVERIFY(m_plant->machine("A")->slotOf("rpm") >= 0);
    QVERIFY(!m_editor->dirty());
}

void PlantEditorTest::shouldSaveAgainBeforeThePlantIsThere()
{
    type(u"155"_s);
    m_editor->save();
    m_commands.answerAll(u"Done."_s);
    type(u"156"_s);
    m_editor->save();
    QCOMPARE(m_commands.submitted.size(), std::size_t(2));
    QCOMPARE(*submitted().edit.before.sensors[0].limits.hi, 155.0);
}

void PlantEditorTest::shouldKnowItsOwnChangeWhereThePlantComesBeforeTheAnswer()
{
    type(u"155"_s);
    m_editor->save();
    takeOver();
    QCOMPARE(m_editor->notice().kind, NoticeKind::working);
    m_commands.answerAll(u"Done."_s);
    QCOMPARE(m_editor->notice().kind, NoticeKind::said);
    QVERIFY(!m_editor->dirty());
    // And somebody else's, which had this one refused.
    type(u"150"_s);
    m_editor->save();
    happen([](PlantDefinition &plant) { plant.sensors[1].limits.hi = 157; });
    m_commands.answerAll(failure(ErrorKind::conflict, u"It was changed meanwhile."_s));
    QCOMPARE(m_editor->notice().kind, NoticeKind::question);
    QVERIFY(m_editor->notice().sentence.endsWith(u"Hi: 155 → 157"_s));
    QCOMPARE(typed().hi, u"150"_s);
}

void PlantEditorTest::shouldRetireAfterAQuestionOnly()
{
    type(u"155"_s);
    QVERIFY(!m_editor->canRetire());
    m_editor->undo();
    m_editor->turnRetirement();
    QVERIFY(m_commands.submitted.empty());
    QCOMPARE(m_editor->notice().yes, u"Retire"_s);
    m_editor->answer(false);
    QVERIFY(m_commands.submitted.empty());
    m_editor->turnRetirement();
    m_editor->answer(true);
    QVERIFY(submitted().edit.after.sensors[0].retired);
    m_commands.answerAll(u"Done."_s);
    takeOver();
    QVERIFY(m_editor->retired());
    m_editor->turnRetirement();
    QCOMPARE(m_editor->notice().yes, u"Bring back"_s);
    m_editor->answer(true);
    QVERIFY(!submitted().edit.after.sensors[0].retired);
}

void PlantEditorTest::shouldSayAnAnswerThatComesAfterLeaving()
{
    type(u"155"_s);
    m_editor->save();
    m_editor->want({Kind::machine, {}, "B"});
    m_editor->answer(true);
    m_commands.answerAll(failure(ErrorKind::unavailable, u"The database is away."_s));
    QCOMPARE(m_editor->notice().kind, NoticeKind::refused);
    QCOMPARE(m_editor->notice().sentence, u"Sensor Bearing temp.: The database is away."_s);
    QCOMPARE(m_editor->subject().machine, std::string("B"));
}

void PlantEditorTest::shouldSurviveAnAnswerThatComesTooLate()
{
    type(u"155"_s);
    m_editor->save();
    m_editor.reset();
    m_commands.answerAll(u"Done."_s);
}

} // namespace

std::unique_ptr<QObject> makePlantEditorTest()
{
    return std::make_unique<PlantEditorTest>();
}

#include "planteditor_test.moc"
