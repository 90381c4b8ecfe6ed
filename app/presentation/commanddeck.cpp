#include "presentation/commanddeck.h"

#include "presentation/numbers.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace rig::presentation {

namespace {
constexpr std::size_t mostLines = 3; ///< of faults
}

CommandDeck::CommandDeck(CommandSink &sink, std::function<SimulationState()> simulation, Actor actor,
                         QObject *parent)
    : QObject(parent), m_submitter(sink, std::move(actor)), m_simulation(std::move(simulation))
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
    const auto &faults = m_machine->faults;
    for (std::size_t i = 0; i < std::min(faults.size(), mostLines); ++i)
        lines << lineOf(faults[i]);
    if (faults.size() > mostLines)
        lines.last() = tr("and further faults: %1").arg(faults.size() - mostLines + 1);
    return lines;
}

QString CommandDeck::lineOf(const SimulatedMachine::Fault &fault) const
{
    const auto kind =
        std::ranges::find_if(m_state.kinds, [&](const FaultKind &one) { return one.name == fault.name; });
    QString title = QString::fromStdString(kind == m_state.kinds.end() ? fault.name : kind->title);
    if (!fault.sensor.empty())
        title = tr("%1 %2").arg(title, QString::fromStdString(fault.sensor));
    if (fault.receding)
        return tr("%1 recedes").arg(title);
    const QString since = tr("%1 since %2").arg(title, timeText(fault.since));
    return fault.sensor.empty()
               ? tr("%1, %2 %").arg(since).arg(std::floor(fault.severity * 100 + 0.5), 0, 'f', 0)
               : since;
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

bool CommandDeck::grows(const std::string &fault, double severity) const
{
    return m_machine && std::ranges::any_of(m_machine->faults, [&](const SimulatedMachine::Fault &each) {
               return each.name == fault && !each.receding && std::abs(each.worst - severity) < 0.01;
           });
}

void CommandDeck::inject(const std::string &fault, double severity)
{
    if (grows(fault, severity)) {
        Q_EMIT answered(tr("It grows already."), false);
        return;
    }
    submit(Control::inject, InjectFault{m_id, fault, severity});
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
    m_submitter.submit(std::move(action), this,
                       [this, control](const Result<QString> &result) { answer(control, result); });
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
