#pragma once

#include "domain/ports/simulator.h"

#include <functional>

namespace rig::test {

/// Machine A with one kind of fault; notes what it is told.
class TestSimulator : public Simulator
{
public:
    TestSimulator()
    {
        m_state.rate = 5;
        m_state.kinds = {{"bearing_wear", "Bearing wear"}};
        m_state.machines["A"] = {};
    }

    Done start(const std::string &machine) override { return called("start " + machine); }
    Done stop(const std::string &machine) override { return called("stop " + machine); }
    Done setRate(double rate, const std::string &machine) override
    {
        return called("rate " + shortest(rate) + machine);
    }
    Done setInterval(const std::string &sensor, milliseconds, const std::string &machine) override
    {
        return called("interval " + sensor + machine);
    }
    Done inject(const std::string &machine, const FaultInjection &injection) override
    {
        return called("inject " + machine + " " + injection.fault + " " + shortest(injection.severity));
    }
    Done clear(const std::string &machine) override { return called("clear " + machine); }
    SimulationState state() const override { return m_state; }

    std::vector<std::string> calls;
    std::function<void()> onCall = [] {};
    Done answer;

private:
    static std::string shortest(double number) { return QByteArray::number(number).toStdString(); }

    Done called(std::string what)
    {
        calls.push_back(std::move(what));
        onCall();
        return answer;
    }

    SimulationState m_state;
};

} // namespace rig::test
