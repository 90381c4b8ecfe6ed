#include "access/steps.h"

#include "access/maintenancesteps.h"
#include "access/notesteps.h"
#include "access/plantdifference.h"
#include "domain/shown.h"
#include "domain/unprintable.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace rig::access {

using namespace Qt::Literals::StringLiterals;

namespace {

bool printable(const std::string &text)
{
    return std::ranges::none_of(shown(text).toUcs4(),
                                [](uint character) { return isUnprintable(char32_t{character}); });
}

/// Names what an action is about.
struct Description
{
    AuditRecord &record;

    void operator()(const StartSimulatedMachine &start) { name("START", "machine", start.machine); }
    void operator()(const StopSimulatedMachine &stop) { name("STOP", "machine", stop.machine); }
    void operator()(const SetSimulationRate &) { name("UPDATE", "setting", "simulation rate"); }
    void operator()(const InjectFault &injection) { name("INJECT", "machine", injection.machine); }
    void operator()(const ClearFaults &clear) { name("CLEAR", "machine", clear.machine); }
    void operator()(const ImportPlant &) { name("IMPORT", "plant", {}); }
    void operator()(const EditPlant &edit)
    {
        EditSubject subject = subjectOf(edit.edit);
        record.action = subject.action;
        record.resourceType = subject.type;
        record.resource = std::move(subject.name);
    }
    void operator()(const AcceptGap &gap)
    {
        name("ACCEPT", "offset", gap.reader + " " + gap.stream.topic + "/" + std::to_string(gap.partition));
    }
    void operator()(const SetRetention &) { name("UPDATE", "setting", "retention"); }
    void operator()(const PutIntoMaintenance &put)
    {
        name("CREATE", "maintenance", placeOf(put.maintenance.machine, put.maintenance.sensor));
    }
    void operator()(const EndMaintenance &end)
    {
        name("END", "maintenance", placeOf(end.machine, end.sensor));
    }

    void operator()(const PinNote &pin) { name("PIN", "note", placeOf(pin.machine, pin.sensor)); }
    void operator()(const UnpinNote &unpin) { name("UNPIN", "note", std::to_string(unpin.note)); }

    static std::string placeOf(const std::string &machine, const std::string &sensor)
    {
        return sensor.empty() ? machine : machine + "/" + sensor;
    }

    void operator()(const MarkFinding &mark)
    {
        name(mark.mark ? "MARK" : "UNMARK", "finding", std::to_string(mark.finding));
    }
    void operator()(const UseModel &use) { name("UPDATE", "model", use.machine); }

    void name(const char *action, const char *resourceType, std::string resource)
    {
        record.action = action;
        record.resourceType = resourceType;
        record.resource = std::move(resource);
    }
};

/// The rules and changes, one function per action.
class Steps
{
    Q_DECLARE_TR_FUNCTIONS(rig::access::Steps)

public:
    Steps(Change &change, const Reach &reach, AuditRecord &record)
        : m_change(change), m_simulator(reach.simulator), m_models(reach.models), m_record(record)
    {
    }

    Result<Step> operator()(const StartSimulatedMachine &start)
    {
        return run(start.machine, true, tr("Machine %1 starts.").arg(shown(start.machine)));
    }

    Result<Step> operator()(const StopSimulatedMachine &stop)
    {
        return run(stop.machine, false, tr("Machine %1 stops.").arg(shown(stop.machine)));
    }

    Result<Step> operator()(const SetSimulationRate &set)
    {
        if (!m_simulator)
            return noSimulator();
        if (!(set.rate >= 1 && set.rate <= 20))
            return failure(
                ErrorKind::refused,
                tr("%1 readings per second are out of range: 1 to 20 can be simulated.").arg(set.rate));
        m_record.previous[u"rate"_s] = m_simulator->state().rate;
        m_record.next[u"rate"_s] = set.rate;
        return Step{tr("The simulator makes %1 readings per second and machine.").arg(set.rate),
                    [simulator = m_simulator, rate = set.rate] { return simulator->setRate(rate, {}); }};
    }

    Result<Step> operator()(const InjectFault &injection)
    {
        return simulated(injection.machine).and_then([&](const SimulatedMachine &machine) -> Result<Step> {
            const std::vector<FaultKind> kinds = m_simulator->state().kinds;
            const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                           [&](const FaultKind &one) { return one.name == injection.fault; });
            if (kind == kinds.end())
                return failure(ErrorKind::notFound,
                               tr("The simulator knows no fault '%1'.").arg(shown(injection.fault)));
            if (!(injection.severity > 0 && injection.severity <= 1))
                return failure(
                    ErrorKind::refused,
                    tr("A fault's severity is above 0 and at most 1, not %1.").arg(injection.severity));
            QJsonArray faults = faultsOf(machine);
            m_record.previous[u"faults"_s] = faults;
            if (!faults.contains(shown(injection.fault)))
                faults.append(shown(injection.fault));
            m_record.next[u"faults"_s] = faults;
            m_record.next[u"severity"_s] = injection.severity;
            FaultInjection order;
            order.fault = injection.fault;
            order.severity = injection.severity;
            return Step{tr("%1 grows on machine %2.").arg(shown(kind->title), shown(injection.machine)),
                        [simulator = m_simulator, machine = injection.machine, order] {
                            return simulator->inject(machine, order);
                        }};
        });
    }

    Result<Step> operator()(const ClearFaults &clear)
    {
        return simulated(clear.machine).map([&](const SimulatedMachine &machine) {
            m_record.previous[u"faults"_s] = faultsOf(machine);
            m_record.next[u"faults"_s] = QJsonArray();
            return Step{tr("Machine %1 is repaired.").arg(shown(clear.machine)),
                        [simulator = m_simulator, clear] { return simulator->clear(clear.machine); }};
        });
    }

    Result<Step> operator()(const ImportPlant &import)
    {
        return changePlant([&](const PlantDefinition &present) {
                   return merged(present, import.plant, import.absent);
               })
            .map([](const PlantPtr &next) {
                return Step{tr("The plant is at revision %1: %2 machines, %3 kinds of sensors.")
                                .arg(next->revision())
                                .arg(inUse(next->definition().machines))
                                .arg(inUse(next->definition().sensors)),
                            {}};
            });
    }

    Result<Step> operator()(const EditPlant &edit)
    {
        if (edit.edit.empty())
            return failure(ErrorKind::refused, tr("There is nothing to change in the plant."));
        return changePlant([&](const PlantDefinition &present) { return edited(present, edit.edit); })
            .map([](const PlantPtr &next) {
                return Step{tr("Done; the plant is at revision %1.").arg(next->revision()), {}};
            });
    }

    Result<Step> operator()(const AcceptGap &gap)
    {
        if ((gap.reader != "keep" && gap.reader != "judge") || gap.partition < 0 || gap.from < 0 ||
            gap.to < 0 || gap.from == gap.to)
            return failure(ErrorKind::refused, tr("There is no such gap: a reader is keep or judge, and goes "
                                                  "from one offset to another one."));
        const auto passed = m_change.passGap(gap);
        if (!passed)
            return tl::unexpected(passed.error());
        if (!*passed)
            return failure(
                ErrorKind::conflict,
                tr("Reader %1 does not stand at offset %2 of partition %3 of topic %4 any more. Look "
                   "again with `rigctl offsets show`.")
                    .arg(shown(gap.reader))
                    .arg(gap.from)
                    .arg(gap.partition)
                    .arg(shown(gap.stream.topic)));
        m_record.previous = {{u"next_offset"_s, static_cast<qint64>(gap.from)}};
        m_record.next = {{u"next_offset"_s, static_cast<qint64>(gap.to)},
                         {u"cluster"_s, shown(gap.stream.cluster)}};
        if (gap.to > gap.from)
            m_record.next[u"never_read"_s] =
                QJsonArray{static_cast<qint64>(gap.from), static_cast<qint64>(gap.to - 1)};
        return Step{tr("Reader %1 goes on at offset %2 of partition %3 of topic %4, where it stood at %5.")
                        .arg(shown(gap.reader))
                        .arg(gap.to)
                        .arg(gap.partition)
                        .arg(shown(gap.stream.topic))
                        .arg(gap.from),
                    {}};
    }

    Result<Step> operator()(const SetRetention &set)
    {
        if (Done sound = check(set.retention); !sound)
            return tl::unexpected(sound.error());
        const auto present = m_change.holdRetention();
        if (!present)
            return tl::unexpected(present.error());
        if (*present != set.before)
            return failure(ErrorKind::conflict,
                           tr("Somebody has set meanwhile how long the history is kept: %1. Look at that and "
                              "set it again.")
                               .arg(wordsFor(*present)));
        if (Done stored = m_change.storeRetention(set.retention); !stored)
            return tl::unexpected(stored.error());
        m_record.previous = jsonOf(*present);
        m_record.next = jsonOf(set.retention);
        return Step{tr("Kept from now on: %1.").arg(wordsFor(set.retention)), {}};
    }

    Result<Step> operator()(const MarkFinding &mark)
    {
        if (mark.note.size() > MarkOfFinding::mostNote || !printable(mark.note))
            return failure(
                ErrorKind::refused,
                tr("A note has at most %1 bytes and no control characters.").arg(MarkOfFinding::mostNote));
        const auto held = m_change.holdFinding(mark.finding);
        if (!held)
            return tl::unexpected(held.error());
        if (!*held)
            return failure(ErrorKind::notFound,
                           tr("There is no finding of the number %1.").arg(mark.finding));
        std::optional<MarkOfFinding> next;
        if (mark.mark)
            next = MarkOfFinding{*mark.mark, mark.note, m_record.actor.user, {}};
        m_record.previous = jsonOf((*held)->mark);
        m_record.next = jsonOf(next);
        if (Done stored = m_change.storeMark(mark.finding, next); !stored)
            return tl::unexpected(stored.error());
        const QString finding = tr("Finding %1 of machine %2").arg(mark.finding).arg(shown((*held)->machine));
        return Step{mark.mark ? tr("%1 is marked: %2.").arg(finding, shown(word(*mark.mark)))
                              : tr("%1 is not marked any more.").arg(finding),
                    {}};
    }

    Result<Step> operator()(const PutIntoMaintenance &put)
    {
        return putIntoMaintenance(put, m_change, m_record).map(step);
    }

    Result<Step> operator()(const EndMaintenance &end)
    {
        return endMaintenance(end, m_change, m_record).map(step);
    }

    Result<Step> operator()(const PinNote &pin) { return pinNote(pin, m_change, m_record).map(step); }
    Result<Step> operator()(const UnpinNote &unpin) { return unpinNote(unpin, m_change, m_record).map(step); }

    Result<Step> operator()(const UseModel &use)
    {
        if (!m_models)
            return failure(ErrorKind::notFound, tr("This program keeps no models."));
        const StoredModels stored = m_models->of(use.machine);
        if (versionOf(stored.present) != use.before)
            return failure(
                ErrorKind::conflict,
                tr("Machine %1 is judged by another model meanwhile (%2). Look at that and decide "
                   "again.")
                    .arg(shown(use.machine), stored.present ? shown(stored.present->version) : tr("none")));
        const bool back = versionOf(stored.previous) == use.version;
        const std::optional<ModelFacts> &wanted = back ? stored.previous : stored.trained;
        if (use.version.empty() || versionOf(wanted) != use.version)
            return failure(ErrorKind::notFound, tr("Machine %1 has no model %2 that could take the place.")
                                                    .arg(shown(use.machine), shown(use.version)));
        m_record.previous = jsonOf(stored.present);
        m_record.next = jsonOf(wanted);
        m_record.next[u"from"_s] = back ? u"previous"_s : u"training"_s;
        return Step{
            back ? tr("Machine %1 is judged by the model before again: %2.")
                       .arg(shown(use.machine), shown(use.version))
                 : tr("Machine %1 is judged by a new model: %2.").arg(shown(use.machine), shown(use.version)),
            [models = m_models, use] { return models->use(use.machine, use.version); }};
    }

private:
    static QJsonObject jsonOf(const std::optional<MarkOfFinding> &mark)
    {
        if (!mark)
            return {};
        return {
            {u"mark"_s, shown(word(mark->mark))}, {u"note"_s, shown(mark->note)}, {u"by"_s, shown(mark->by)}};
    }
    static Step step(const QString &answer) { return {answer, {}}; }
    static std::string versionOf(const std::optional<ModelFacts> &model)
    {
        return model ? model->version : std::string();
    }

    /// Which one it is, and by what it was taught.
    static QJsonObject jsonOf(const std::optional<ModelFacts> &model)
    {
        if (!model)
            return {{u"version"_s, QJsonValue()}};
        return {{u"version"_s, shown(model->version)},
                {u"fingerprint"_s, shown(model->fingerprint)},
                {u"readings"_s, static_cast<qint64>(model->rows)}};
    }

    /// Makes the next plant of the present one; what differs goes into the record.
    template <class Make> Result<PlantPtr> changePlant(const Make &make)
    {
        const auto present = m_change.holdPlant();
        if (!present)
            return tl::unexpected(present.error());
        const auto next = make((*present)->definition()).and_then([&](PlantDefinition plant) {
            return m_change.storePlant(std::move(plant));
        });
        if (!next)
            return tl::unexpected(next.error());
        PlantDifference difference = differenceOf(**present, **next);
        m_record.previous = std::move(difference.previous);
        m_record.next = std::move(difference.next);
        return *next;
    }

    /// Null: for ever.
    static QJsonObject jsonOf(const Retention &retention)
    {
        const auto days = [](const std::optional<int> &kept) {
            return kept ? QJsonValue(*kept) : QJsonValue();
        };
        return {{u"readings_days"_s, days(retention.readings)},
                {u"rollup_10s_days"_s, days(retention.tenSeconds)},
                {u"rollup_30s_days"_s, days(retention.tenSeconds)},
                {u"rollup_1min_days"_s, days(retention.minutes)}};
    }

    static QString wordsFor(const std::optional<int> &days)
    {
        return !days ? tr("for ever") : *days == 1 ? tr("1 day") : tr("%1 days").arg(*days);
    }

    static QString wordsFor(const Retention &retention)
    {
        return tr("readings %1, rollups of 10 s and 30 s %2, rollups of a minute %3")
            .arg(wordsFor(retention.readings), wordsFor(retention.tenSeconds), wordsFor(retention.minutes));
    }

    static tl::unexpected<Error> noSimulator()
    {
        return failure(ErrorKind::notFound, tr("No simulator runs in this program."));
    }

    Result<SimulatedMachine> simulated(const std::string &machine) const
    {
        if (!m_simulator)
            return noSimulator();
        const SimulationState state = m_simulator->state();
        const auto found = state.machines.find(machine);
        if (found == state.machines.end())
            return failure(ErrorKind::notFound,
                           tr("Machine %1 is not simulated by this program.").arg(shown(machine)));
        return found->second;
    }

    Result<Step> run(const std::string &machine, bool running, const QString &answer)
    {
        return simulated(machine).map([&](const SimulatedMachine &present) {
            m_record.previous[u"running"_s] = present.running;
            m_record.next[u"running"_s] = running;
            return Step{answer, [simulator = m_simulator, machine, running] {
                            return running ? simulator->start(machine) : simulator->stop(machine);
                        }};
        });
    }

    static QJsonArray faultsOf(const SimulatedMachine &machine)
    {
        QJsonArray names;
        for (const SimulatedMachine::Fault &fault : machine.faults)
            names.append(shown(fault.name));
        return names;
    }

    template <class Item> static qsizetype inUse(const std::vector<Item> &items)
    {
        return std::count_if(items.begin(), items.end(), [](const Item &item) { return !item.retired; });
    }

    Change &m_change;
    Simulator *m_simulator;
    ModelStore *m_models;
    AuditRecord &m_record;
};

} // namespace

AuditRecord recordOf(const Command &command)
{
    AuditRecord record;
    record.commandId = command.id;
    record.actor = command.actor;
    std::visit(Description{record}, command.action);
    return record;
}

Result<Step> takeStep(const Action &action, Change &change, const Reach &reach, AuditRecord &record)
{
    return std::visit(Steps(change, reach, record), action);
}

} // namespace rig::access
