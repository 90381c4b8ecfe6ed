#include "madeup/madeupplant.h"
#include "presentation/modelsview.h"
#include "tests.h"

#include <QSignalSpy>
#include <QTest>

using namespace rig;
using namespace rig::presentation;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Step = TrainingRun::Step;
using Kind = Notice::Kind;

namespace {

class ModelsViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void shouldListEveryMachineWithWhatItsModelSays();
    void shouldSayWhatStandsInTheWay();
    void shouldSayThatAModelNoLongerFits();
    void shouldTellOfTheChosenModelAndTheOneBefore();
    void shouldTrainOnTheTimeThatIsChosen();
    void shouldShowHowFarItIs();
    void shouldLetOneTrainingRunAtATime();
    void shouldSayHowATrainingEndedWhereItWasBegun();
    void shouldRollBackAfterAQuestionOnly();
    void shouldForgetTheQuestionOfAnotherMachine();
    void shouldSurviveAnAnswerThatComesTooLate();
    void shouldBeQuietWhileNothingIsDifferent();

private:
    void show(ShelfState state)
    {
        m_models.current = std::make_shared<ShelfState>(std::move(state));
        m_view->present(m_plant, madeup::pictured());
    }
    void end(Result<std::string> outcome)
    {
        ShelfState state = *m_models.current;
        state.ended = TrainingEnd{state.running->machine, std::move(outcome), madeup::pictured() + 3s};
        state.running.reset();
        show(std::move(state));
    }
    QStringList row(std::size_t at) const
    {
        QStringList texts;
        for (const TableCell &cell : m_view->rows()[at].cells)
            texts << cell.text;
        return texts;
    }
    QString fact(const QString &name) const
    {
        for (const auto &one : m_view->facts())
            if (one.name == name)
                return one.value;
        return {};
    }

    PlantPtr m_plant;
    madeup::Models m_models;
    madeup::Commands m_commands;
    std::unique_ptr<ModelsView> m_view;
};

void ModelsViewTest::init()
{
    m_plant = madeup::demoPlant();
    m_models = {};
    m_commands = {};
    m_view =
        std::make_unique<ModelsView>(m_models, m_commands, Actor{"console", Actor::Role::admin, "console"});
    m_view->choose("A");
    show(madeup::modelsState());
}

void ModelsViewTest::shouldListEveryMachineWithWhatItsModelSays()
{
    QCOMPARE(m_view->rows().size(), 3U);
    QCOMPARE(m_view->rows()[0].key, std::string("A"));
    QCOMPARE(row(0), (QStringList{u"A Alpha"_s, u"8c41f09be2d7"_s, u"9 Jan 2026 09:15"_s, u"2.0 d"_s,
                                  u"172\u00A0800"_s, u"0.25"_s, u"1f20aa3c9b54"_s, u"in place"_s}));
    QCOMPARE(row(1).back(), u"Learning · 34 %"_s);
    QCOMPARE(row(2).back(), u"no model"_s);
    QCOMPARE(row(2)[1], u"–"_s);
    QCOMPARE(m_view->withModel(), 1);
    for (const TableRow &one : m_view->rows())
        QCOMPARE(one.cells.size(), modelColumns().size());
}

void ModelsViewTest::shouldSayWhatStandsInTheWay()
{
    QCOMPARE(m_view->obstacle().kind, Kind::none);
    m_view->choose("B");
    QCOMPARE(m_view->obstacle().kind, Kind::refused);
    QVERIFY(m_view->obstacle().sentence.contains(u"models/B/model.rig: The model is not whole"_s));
    m_view->choose("C");
    QCOMPARE(m_view->obstacle().kind, Kind::question);
    QVERIFY(m_view->obstacle().sentence.startsWith(u"It has no model yet"_s));
    QVERIFY(m_view->facts().empty() && m_view->previousFacts().empty() && !m_view->canRollBack());
    show({}); // nobody has looked yet
    QCOMPARE(m_view->obstacle().kind, Kind::none);
    QCOMPARE(row(2).back(), u"–"_s);
}

void ModelsViewTest::shouldSayThatAModelNoLongerFits()
{
    ShelfState state = madeup::modelsState();
    state.machines["A"].present->sensors.push_back("inlet_dust");
    show(std::move(state));
    QCOMPARE(row(0).back(), u"does not fit"_s);
    QCOMPARE(m_view->obstacle().kind, Kind::refused);
    QVERIFY(m_view->obstacle().sentence.contains(u"'inlet_dust'"_s));
}

void ModelsViewTest::shouldTellOfTheChosenModelAndTheOneBefore()
{
    QCOMPARE(fact(u"Version"_s), u"8c41f09be2d7"_s);
    QCOMPARE(fact(u"Trained"_s), u"9 Jan 2026 09:15 UTC"_s);
    QCOMPARE(fact(u"First reading"_s), u"7 Jan 2026 09:15 UTC"_s);
    QCOMPARE(fact(u"Last reading"_s), u"9 Jan 2026 09:15 UTC"_s);
    QCOMPARE(fact(u"Detectors"_s), u"subspace, forest, autoencoder"_s);
    QCOMPARE(fact(u"Anomalous of its own readings"_s), u"0.64 % (1.00 % wanted)"_s);
    QCOMPARE(m_view->previousFacts()[0].value, u"1f20aa3c9b54"_s);
    QVERIFY(fact(u"Left out"_s).isEmpty());
    ShelfState state = madeup::modelsState();
    state.machines["A"].present->leftOut = {"seal_flow", "dust"};
    state.machines["A"].present->first = state.machines["A"].present->last = {};
    show(std::move(state));
    QCOMPARE(fact(u"Left out"_s), u"seal_flow, dust"_s);
    QVERIFY(fact(u"First reading"_s).isEmpty());
    QCOMPARE(fact(u"Findings expected, while healthy"_s), u"–"_s);
}

void ModelsViewTest::shouldTrainOnTheTimeThatIsChosen()
{
    show({true, {}, {}, {}});
    m_view->train();
    QVERIFY(m_view->progress());
    for (const auto &[since, hours] : {std::pair(ModelsView::Since::day, std::optional(24h)),
                                       {ModelsView::Since::week, std::optional(168h)},
                                       {ModelsView::Since::all, std::optional<std::chrono::hours>()}}) {
        m_view->setSince(since);
        m_view->train();
        QCOMPARE(m_models.wanted.back().since, hours);
        QCOMPARE(m_models.wanted.back().machine, std::string("A"));
    }
    QCOMPARE(m_models.wanted.front().since, std::optional(48h));
}

void ModelsViewTest::shouldShowHowFarItIs()
{
    QVERIFY(!m_view->progress());
    m_view->choose("B");
    QCOMPARE(m_view->progress()->words, u"Learning · 34 %"_s);
    QCOMPARE(m_view->progress()->time, u"00:42"_s);
    QCOMPARE(m_view->progress()->share, .34);
    ShelfState state = madeup::modelsState();
    state.running->step = Step::starting;
    show(state);
    QCOMPARE(m_view->progress()->words, u"Starting"_s);
    m_view->cancel();
    QCOMPARE(m_models.cancelled, 1);
    state.running->ending = true;
    show(state);
    QVERIFY(m_view->progress()->ending);
    QCOMPARE(m_view->progress()->words, u"Ending"_s);
    // Each second anew, though the training says nothing.
    const QSignalSpy changed(m_view.get(), &ModelsView::changed);
    m_view->present(m_plant, madeup::pictured() + 1s);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_view->progress()->time, u"00:43"_s);
}

void ModelsViewTest::shouldLetOneTrainingRunAtATime()
{
    QVERIFY2(m_view->busyWith().contains(u"Machine B"_s), qPrintable(m_view->busyWith()));
    m_view->choose("B");
    QVERIFY(m_view->busyWith().isEmpty());
}

void ModelsViewTest::shouldSayHowATrainingEndedWhereItWasBegun()
{
    m_view->choose("B");
    end(failure(ErrorKind::refused, u"A model needs at least 100 readings."_s));
    QCOMPARE(m_view->notice().kind, Kind::refused);
    QCOMPARE(m_view->notice().sentence, u"A model needs at least 100 readings."_s);
    m_view->choose("A");
    QCOMPARE(m_view->notice().kind, Kind::none);
    m_view->choose("B");
    m_view->train();
    QCOMPARE(m_view->notice().kind, Kind::none);
    end(std::string("0123456789ab"));
    QCOMPARE(m_view->notice().kind, Kind::said);
    m_view->train();
    end(failure(ErrorKind::cancelled, u"The training was cancelled."_s));
    QCOMPARE(m_view->notice().kind, Kind::said);
}

void ModelsViewTest::shouldRollBackAfterAQuestionOnly()
{
    m_view->rollBack();
    QCOMPARE(m_view->notice().kind, Kind::question);
    QVERIFY(m_view->notice().sentence.contains(u"1f20aa3c9b54 in place of 8c41f09be2d7"_s));
    m_view->answer(false);
    QCOMPARE(m_view->notice().kind, Kind::none);
    QVERIFY(m_commands.submitted.empty());
    m_view->answer(true); // to nothing
    QVERIFY(m_commands.submitted.empty());
    m_view->rollBack();
    m_view->answer(true);
    QCOMPARE(m_commands.submitted.size(), 1U);
    const auto &use = std::get<UseModel>(m_commands.submitted[0].action);
    QCOMPARE(use.machine, std::string("A"));
    QCOMPARE(use.before, std::string("8c41f09be2d7"));
    QCOMPARE(use.version, std::string("1f20aa3c9b54"));
    QCOMPARE(m_view->notice().kind, Kind::working);
    QVERIFY(!m_view->canRollBack());
    m_commands.answerAll(failure(ErrorKind::conflict, u"another model meanwhile"_s));
    QCOMPARE(m_view->notice().kind, Kind::refused);
    QVERIFY(m_view->canRollBack());
}

void ModelsViewTest::shouldForgetTheQuestionOfAnotherMachine()
{
    m_view->rollBack();
    m_view->choose("B");
    QVERIFY(m_view->notice().kind != Kind::question);
    m_view->answer(true);
    QVERIFY(m_commands.submitted.empty());
}

void ModelsViewTest::shouldSurviveAnAnswerThatComesTooLate()
{
    m_view->rollBack();
    m_view->answer(true);
    m_view.reset();
    m_commands.answerAll(u"done"_s);
}

void ModelsViewTest::shouldBeQuietWhileNothingIsDifferent()
{
    const QSignalSpy changed(m_view.get(), &ModelsView::changed);
    const QSignalSpy listed(m_view.get(), &ModelsView::listed);
    for (int i = 0; i < 10; ++i)
        m_view->present(m_plant, madeup::pictured() + i * 50ms);
    QCOMPARE(changed.size() + listed.size(), 0);
}

} // namespace

std::unique_ptr<QObject> makeModelsViewTest()
{
    return std::make_unique<ModelsViewTest>();
}

#include "modelsview_test.moc"
