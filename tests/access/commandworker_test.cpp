#include "access/tests.h"
#include "pipeline/commandworker.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QScopeGuard>
#include <QTest>
#include <QThread>

#include <atomic>
#include <future>

using namespace rig;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

class HandClock : public Clock
{
public:
    Instant now() const override { return {}; }
    std::chrono::nanoseconds steady() const override { return m_time.load(); }
    void advance(std::chrono::nanoseconds time) { m_time = m_time.load() + time; }

private:
    std::atomic<std::chrono::nanoseconds> m_time{0ns};
};

/// Does what it is told by the test, and notes what came and where.
class TestHandler : public CommandHandler
{
public:
    explicit TestHandler(std::function<Result<QString>(const Command &)> act) : m_act(std::move(act)) {}

    Result<QString> execute(const Command &command) override { return m_act(command); }

private:
    std::function<Result<QString>(const Command &)> m_act;
};

pipeline::OpenCommandHandler handler(std::function<Result<QString>(const Command &)> act)
{
    return [act = std::move(act)](const rig::WaitCheck &) { return std::make_unique<TestHandler>(act); };
}

Command command(const std::string &id)
{
    return {id, {"alice", Actor::Role::admin, "console"}, StartSimulatedMachine{"A"}};
}

} // namespace

class CommandWorkerTest : public QObject
{
    Q_OBJECT

private:
    /// Where answers are to arrive: this thread.
    pipeline::Executor executor()
    {
        return [this](std::function<void()> function) {
            QMetaObject::invokeMethod(this, std::move(function), Qt::QueuedConnection);
        };
    }

    /// Notes the answers in the order in which they come.
    std::function<void(Result<QString>)> noted()
    {
        return [this](const Result<QString> &answer) {
            m_answers.append(answer ? *answer : u"error %1"_s.arg(static_cast<int>(answer.error().kind)));
            m_onRightThread = m_onRightThread && QThread::currentThread() == thread();
        };
    }

    static QString error(ErrorKind kind) { return u"error %1"_s.arg(static_cast<int>(kind)); }

    HandClock m_clock;
    QStringList m_answers;
    bool m_onRightThread = true;

private Q_SLOTS:
    void init()
    {
        m_answers.clear();
        m_onRightThread = true;
    }

    void shouldAnswerInOrderOnTheThreadThatSubmitted()
    {
        std::atomic<bool> elsewhere = true;
        pipeline::CommandWorker worker(handler([&](const Command &one) -> Result<QString> {
                                           elsewhere = elsewhere && QThread::currentThread() != thread();
                                           return QString::fromStdString(one.id);
                                       }),
                                       executor(), m_clock);
        worker.submit(command("1"), noted());
        worker.submit(command("2"), noted());
        QVERIFY(m_answers.isEmpty());
        QTRY_COMPARE(m_answers, (QStringList{u"1"_s, u"2"_s}));
        QVERIFY(m_onRightThread);
        QVERIFY(elsewhere);
    }

    void shouldLogWhoAskedAndFromWhereOnce()
    {
        QLoggingCategory::setFilterRules(u"rig.command.info=true"_s);
        const auto quiet = qScopeGuard([] { QLoggingCategory::setFilterRules(u"rig.command.info=false"_s); });
        pipeline::CommandWorker worker(handler([](const Command &) -> Result<QString> { return u"Done."_s; }),
                                       executor(), m_clock);
        Command atTheWindow = command("2");
        atTheWindow.actor.user = atTheWindow.actor.origin;
        QTest::ignoreMessage(QtInfoMsg, "alice, console: Done.");
        QTest::ignoreMessage(QtInfoMsg, "console: Done.");
        worker.submit(command("1"), noted());
        worker.submit(atTheWindow, noted());
        QTRY_COMPARE(m_answers.size(), 2);
    }

    void shouldPassOnWhyNothingWasChanged()
    {
        pipeline::CommandWorker worker(
            handler([](const Command &) -> Result<QString> { return failure(ErrorKind::refused, u"no"_s); }),
            executor(), m_clock);
        worker.submit(command("1"), noted());
        QTRY_COMPARE(m_answers, QStringList{error(ErrorKind::refused)});
    }

    void shouldRefuseAtOnceWhatFindsNoRoom()
    {
        std::promise<void> begun;
        std::promise<void> gate;
        std::shared_future<void> open(gate.get_future());
        pipeline::CommandWorker worker(handler([&](const Command &one) -> Result<QString> {
                                           if (one.id == "first") {
                                               begun.set_value();
                                               open.wait();
                                           }
                                           return u"done"_s;
                                       }),
                                       executor(), m_clock);
        worker.submit(command("first"), noted());
        begun.get_future().wait();
        for (int i = 0; i < 64; ++i)
            worker.submit(command("queued"), noted());
        QCoreApplication::processEvents();
        QVERIFY(m_answers.isEmpty());
        worker.submit(command("too many"), noted());
        QCoreApplication::processEvents();
        QCOMPARE(m_answers, QStringList{error(ErrorKind::full)});
        gate.set_value();
        QTRY_COMPARE(m_answers.size(), 66);
        QCOMPARE(m_answers.count(u"done"_s), 65);
    }

    void shouldDoWhatIsQueuedBeforeItStops()
    {
        {
            pipeline::CommandWorker worker(handler([](const Command &) -> Result<QString> {
                                               std::this_thread::sleep_for(10ms);
                                               return u"done"_s;
                                           }),
                                           executor(), m_clock);
            for (int i = 0; i < 5; ++i)
                worker.submit(command("queued"), noted());
        }
        QTRY_COMPARE(m_answers, QStringList(5, u"done"_s));
    }

    void shouldCancelWhatIsLeftWhenAStopTakesTooLong()
    {
        std::promise<void> begun;
        {
            pipeline::CommandWorker worker(
                [&](const rig::WaitCheck &interrupted) {
                    return std::make_unique<TestHandler>(
                        [&, interrupted](const Command &one) -> Result<QString> {
                            if (one.id != "first")
                                return u"done"_s;
                            begun.set_value();
                            // A database that does not answer: the time of a stop runs out while it is waited
                            // for.
                            while (!interrupted(0ms)) {
                                m_clock.advance(1s);
                                std::this_thread::sleep_for(1ms);
                            }
                            return failure(ErrorKind::cancelled, u"interrupted"_s);
                        });
                },
                executor(), m_clock);
            worker.submit(command("first"), noted());
            worker.submit(command("second"), noted());
            begun.get_future().wait();
        }
        QTRY_COMPARE(m_answers, QStringList(2, error(ErrorKind::cancelled)));
    }
};

std::unique_ptr<QObject> makeCommandWorkerTest()
{
    return std::make_unique<CommandWorkerTest>();
}

#include "commandworker_test.moc"
