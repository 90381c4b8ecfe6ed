#include "pipeline/liveboard.h"
#include "judge/plants.h"
#include "judge/tests.h"
#include "storage/handclock.h"

#include <QTest>

using namespace rig::test;
using namespace std::chrono_literals;
using rig::Instant;
using rig::LimitState;
using rig::Maintenance;
using rig::PlantPtr;
using rig::RunState;
using rig::pipeline::LiveBoard;

namespace {

constexpr Instant start = std::chrono::sys_days{std::chrono::year{2026} / 1 / 12};

/// Machine A with two sensors, both of which break their limit at 11.
PlantPtr plantWith(std::vector<Maintenance> maintenance)
{
    rig::PlantDefinition plant;
    plant.sensors = {sensor("x", {{}, {}, 10, {}, 0}), sensor("y", {{}, {}, 10, {}, 0})};
    plant.machines = {machine("A", 1, plant.sensors)};
    return *rig::Plant::make(1, std::move(plant), std::move(maintenance));
}

} // namespace

class LiveBoardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock.wall = start;
        m_board = std::make_unique<LiveBoard>(m_clock);
        m_board->setPlant(plantWith({}), {});
    }

    void shouldShowAMachineInMaintenanceByTheClock()
    {
        take();
        QCOMPARE(machine().run, RunState::unknown);
        QCOMPARE(machine().sensors[0].limit, LimitState::hi);
        m_board->setPlant(plantWith({{"A", {}, start, start + 2s, "oil"}}), {});
        // At once, not only with its next reading: there may be none.
        QCOMPARE(machine().run, RunState::maintenance);
        QCOMPARE(machine().sensors[0].limit, LimitState::unjudged);
        QCOMPARE(machine().sensors[0].value, 11.);
        m_clock.wall = start + 2s;
        take();
        QCOMPARE(machine().run, RunState::unknown);
        QCOMPARE(machine().sensors[0].limit, LimitState::hi);
    }

    void shouldShowTheValueOfASensorInMaintenanceUnjudged()
    {
        m_board->setPlant(plantWith({{"A", "y", start, {}, "new probe"}}), {});
        take();
        QCOMPARE(machine().run, RunState::unknown);
        QCOMPARE(machine().sensors[0].limit, LimitState::hi);
        QCOMPARE(machine().sensors[1].limit, LimitState::unjudged);
        QCOMPARE(machine().sensors[1].value, 11.);
        QCOMPARE(machine().sensors[1].quality, rig::Quality::good);
    }

    void shouldShowWhatModelsSaidLast()
    {
        rig::MachineScore score;
        score.machine = 1;
        score.at = start;
        score.score = .7;
        m_board->take(score);
        score.at -= 1s;
        score.score = .1;
        m_board->take(score); // an older one
        score.machine = 77;
        m_board->take(score);
        QCOMPARE(machine().score->score, .7);
        m_board->setPlant(plantWith({{"A", {}, start, {}, "oil"}}), {});
        QCOMPARE(machine().score->score, .7);
    }

private:
    void take()
    {
        rig::Reading reading;
        reading.machine = 1;
        reading.at = reading.recordTime = reading.receivedAt = m_clock.wall;
        reading.values = {11, 11};
        m_board->take(reading);
    }
    rig::MachineState machine() const { return m_board->state()->machines.at(0); }

    HandClock m_clock;
    std::unique_ptr<LiveBoard> m_board;
};

std::unique_ptr<QObject> makeLiveBoardTest()
{
    return std::make_unique<LiveBoardTest>();
}

#include "liveboardtest.moc"
