#include "ctl/simulatedfaults.h"

#include "ctl/terminal.h"
#include "domain/shown.h"
#include "simulator/faultmoves.h"
#include "simulator/signal.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <cmath>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::SimulatedFaults", text);
}

QString equationOf(const simulator::FaultMove &move)
{
    return move.effect ? shown(move.effect->equation) : tr("by the others");
}

/// What the sensor shows at least and at most, as it follows its equation; empty where nothing holds it.
QString boundsOf(const simulator::Signal &signal)
{
    if (std::isinf(signal.least))
        return {};
    return std::isinf(signal.most) ? tr(", at least %1").arg(signal.least)
                                   : tr(", %1 to %2").arg(signal.least).arg(signal.most);
}

QJsonObject jsonOf(const simulator::Signal &signal)
{
    QJsonObject sensor{
        {u"name"_s, shown(signal.name)}, {u"equation"_s, shown(signal.equation)}, {u"noise"_s, signal.noise}};
    if (!std::isinf(signal.least))
        sensor[u"at_least"_s] = signal.least;
    if (!std::isinf(signal.most))
        sensor[u"at_most"_s] = signal.most;
    return sensor;
}

QJsonObject catalogue()
{
    QJsonArray faults;
    for (const simulator::FaultDescription &fault : simulator::faultTable()) {
        QJsonArray sensors;
        for (const simulator::FaultMove &move : simulator::movesOf(fault, simulator::fullSeverity)) {
            QJsonObject sensor = simulator::jsonOf(move);
            sensor[u"equation"_s] = equationOf(move);
            sensors.append(sensor);
        }
        faults.append(QJsonObject{{u"name"_s, shown(fault.name)},
                                  {u"title"_s, QCoreApplication::translate("rig::simulator", fault.title)},
                                  {u"what"_s, shown(fault.story)},
                                  {u"of_one_sensor"_s, fault.effects.empty()},
                                  {u"sensors"_s, sensors}});
    }
    QJsonArray sensors;
    for (const simulator::Signal &signal : simulator::signalTable())
        sensors.append(jsonOf(signal));
    QJsonObject symbols;
    for (const simulator::Symbol &symbol : simulator::symbols())
        symbols[shown(symbol.symbol)] = shown(symbol.meaning);
    return {{u"severity"_s, simulator::fullSeverity},
            {u"faults"_s, faults},
            {u"sensors"_s, sensors},
            {u"symbols"_s, symbols}};
}

void printCatalogue()
{
    print(
        tr("Faults, what they add to their sensors, and which others move by these. Listed is what moves by\n"
           "more than %1 standard deviations of its noise, in a machine of middling character\n"
           "under rated load, at severity 1 and once all is settled; a slighter fault moves fewer:")
            .arg(simulator::leastMove));
    for (const simulator::FaultDescription &fault : simulator::faultTable()) {
        print(u"\n%1\n    %2"_s.arg(shown(fault.name), shown(fault.story)));
        for (const simulator::FaultMove &move : simulator::movesOf(fault, simulator::fullSeverity))
            print(u"    %1 %2 %3"_s.arg(shown(simulator::signalOf(move.quantity).name), -22)
                      .arg(move.up ? tr("up") : tr("down"), -5)
                      .arg(equationOf(move)));
    }
    print(u"\n"_s + tr("Sensors of a sound machine:"));
    for (const simulator::Signal &signal : simulator::signalTable())
        print(u"    %1 %2%3"_s.arg(shown(signal.name), -22).arg(shown(signal.equation), boundsOf(signal)));
    print(u"\n"_s + tr("Letters:"));
    for (const simulator::Symbol &symbol : simulator::symbols())
        print(u"    %1 %2"_s.arg(shown(symbol.symbol), -22).arg(shown(symbol.meaning)));
}

} // namespace

void showFaults(bool json)
{
    json ? printJson(catalogue()) : printCatalogue();
}

} // namespace rig::ctl
