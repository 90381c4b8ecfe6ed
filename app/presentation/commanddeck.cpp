#include "presentation/commanddeck.h"

#include "presentation/numbers.h"

#include <QPointer>
#include <QStringList>
#include <QUuid>

#include <algorithm>

namespace rig::presentation {

CommandDeck::CommandDeck(CommandSink &sink, std::function<SimulationState()> simulation, Actor actor,
                         QObject *parent)
    : QObject(parent), m_sink(sink), m_simulation(std::move(simulation)), m_actor(std::move(actor))
{
}

void CommandDeck::refresh(const std::string &machine)
{
    if (m_id != machine) {
        m_id = machine;
        Q_EMIT answered({}, false); // what was said was about another one
    }
    m_state = m_simulation();
    const auto found = m_state.machines.find(machine);
    m_machine = found == m_state.machines.end() ? nullptr : &found->second;
    Q_EMIT changed();
}

QStringList CommandDeck::faults() const
{
    QStringList lines;
    if (!m_machine)
        return lines;
    for (const SimulatedMachine::Fault &fault : m_machine->faults) {
        const auto kind =
            std::find_if(m_state.kinds.begin(), m_state.kinds.end(),
                         [&](const FaultKind &candidate) { return candidate.name == fault.name; });
        const std::string &title = kind == m_state.kinds.end() ? fault.name : kind->title;
        lines << tr("%1 since %2").arg(QString::fromStdString(title), timeText(fault.since));
    }
    return lines;
}

void CommandDeck::start()
{
    submit(Control::startStop, StartSimulatedMachine{m_id});
}

void CommandDeck::stop()
{
    submit(Control::startStop, StopSimulatedMachine{m_id});
}

void CommandDeck::setRate(double rate)
{
    m_wantedRate = std::clamp(rate, 1.0, 20.0);
    if (busy(Control::rate))
        return;
    m_submittedRate = m_wantedRate;
    submit(Control::rate, SetSimulationRate{*m_wantedRate});
}

bool CommandDeck::grows(const std::string &fault) const
{
    return m_machine && std::ranges::any_of(m_machine->faults, [&](const SimulatedMachine::Fault &each) {
               return each.name == fault;
           });
}

void CommandDeck::inject(const std::string &fault)
{
    if (grows(fault)) {
        Q_EMIT answered(tr("It grows already."), false);
        return;
    }
    submit(Control::inject, InjectFault{m_id, fault});
}

void CommandDeck::clear()
{
    submit(Control::clear, ClearFaults{m_id});
}

void CommandDeck::submit(Control control, Action action)
{
    if (!simulated() || !m_busy.insert(control).second)
        return;
    Q_EMIT changed();
    const std::string id = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    m_sink.submit({id, m_actor, std::move(action)},
                  [self = QPointer(this), control](const Result<QString> &result) {
                      if (self)
                          self->answer(control, result);
                  });
}

void CommandDeck::answer(Control control, const Result<QString> &result)
{
    m_busy.erase(control);
    if (control == Control::rate) {
        if (m_wantedRate != m_submittedRate && result)
            return setRate(*m_wantedRate);
        m_wantedRate.reset();
    }
    Q_EMIT answered(result ? *result : result.error().sentence, !result);
    refresh(m_id);
}

} // namespace rig::presentation
