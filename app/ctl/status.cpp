#include "composition/core/statusreport.h"
#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/terminal.h"
#include "domain/shown.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;
using composition::ReaderOffset;
using composition::StatusReport;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Status", text);
}

/// All partitions of one reader together.
struct ReaderSum
{
    std::int64_t lag = 0;
    int gaps = 0;
};

ReaderSum sumOf(const composition::ReaderOffsets &offsets, std::string_view reader)
{
    ReaderSum sum;
    for (const ReaderOffset &one : offsets.rows)
        if (one.reader == reader) {
            sum.lag += one.lag();
            sum.gaps += one.gap() ? 1 : 0;
        }
    return sum;
}

void printLine(const QString &label, const QString &text)
{
    print(label.leftJustified(10) + u' ' + text);
}

void printServer(const QString &label, const ServerInUse &server)
{
    if (!server.label.isEmpty())
        printLine(label, server.label + u", "_s + server.why);
    printLine(server.label.isEmpty() ? label : QString(),
              server.trouble ? tr("cannot be used: %1").arg(server.trouble->sentence) : tr("there"));
}

void printUnknownNames(const UnknownNameSummary &unknown)
{
    if (unknown.names > 0)
        printLine(tr("Unknown"), tr("names that no sensor of their machine has: %1; values not stored: %2")
                                     .arg(unknown.names)
                                     .arg(unknown.values));
    for (const UnknownName &name : unknown.first)
        printLine({}, tr("%1 (%2), last by machine %3, such as %4")
                          .arg(shown(name.name), QString::number(name.count), shown(name.machine),
                               shown(name.sample)));
    if (unknown.names > unknown.first.size())
        printLine({}, tr("and further ones: %1").arg(unknown.names - unknown.first.size()));
    if (unknown.beyond > 0)
        printLine(unknown.names > 0 ? QString() : tr("Unknown"),
                  tr("values under names too long or too many to list: %1").arg(unknown.beyond));
}

void printStore(const StatusReport &report)
{
    if (report.schemaVersion)
        printLine({}, tr("schema version %1, this program's is %2")
                          .arg(*report.schemaVersion)
                          .arg(storage::programSchemaVersion()));
    if (!report.store)
        return;
    const storage::StoreFacts &store = *report.store;
    printLine({}, tr("store %1").arg(shown(store.identity)));
    printLine(tr("Roles"),
              report.workingRole == report.owningRole
                  ? tr("%1 does everything").arg(shown(store.role))
                  : tr("%1 works, %2 owns the schema").arg(shown(store.role), report.owningRole));
    printLine({}, store.auditProtected ? tr("audit protected from the program's own role")
                                       : tr("audit not protected from the program's own role"));
    printLine(tr("Plant"), tr("revision %1: %2 machines, %3 kinds of sensors")
                               .arg(store.plantRevision)
                               .arg(store.machines)
                               .arg(store.sensors));
    printLine(tr("Rejected"),
              store.rejected == 0
                  ? tr("0 messages that were no readings")
                  : tr("%1 messages that were no readings; SQL view rig_rejected has them, with reasons")
                        .arg(store.rejected));
    printLine(tr("Models"), tr("machines judged by one within the last minute: %1; findings that stand: %2")
                                .arg(store.byModels)
                                .arg(store.findings));
    if (store.skippedSpans > 0)
        printLine(
            {},
            tr("spans of time that models have not judged yet: %1; the node that judges the machine does so "
               "from the database, once it keeps up and has a model of the machine")
                .arg(store.skippedSpans));
    printUnknownNames(store.unknownNames);
}

void printReaders(const StatusReport &report)
{
    if (report.offsetsTrouble)
        printLine(tr("Readers"), report.offsetsTrouble->sentence);
    if (!report.offsets)
        return;
    for (const std::string_view reader : composition::storedReaders()) {
        const ReaderSum sum = sumOf(*report.offsets, reader);
        printLine(shown(reader),
                  tr("%1 records behind in %2 partitions").arg(sum.lag).arg(report.offsets->partitions));
        if (sum.gaps > 0)
            printLine({}, tr("stopped in %1 of them: see `rigctl offsets show`").arg(sum.gaps));
    }
    if (const auto &keyless = report.offsets->keyless)
        printLine(tr("Keyless"), tr("producers set no key, so one node judges the whole topic: %1")
                                     .arg(keyless->holder ? shown(*keyless->holder) : tr("none at present")));
}

void printReport(const StatusReport &report)
{
    printServer(tr("Broker"), report.broker);
    printLine(tr("Topic"), report.topic);
    printServer(tr("Database"), report.database);
    printStore(report);
    printReaders(report);
    for (const QString &notice : report.notices)
        printLine(tr("Notice"), notice);
}

QString word(ServerInUse::Kind kind)
{
    switch (kind) {
    case ServerInUse::Kind::configured:
        return u"configured"_s;
    case ServerInUse::Kind::ownPrivate:
        return u"private"_s;
    case ServerInUse::Kind::inProcess:
        return u"in-process"_s;
    }
    return {};
}

QJsonObject jsonOf(const ServerInUse &server)
{
    return {{u"address"_s, server.label},
            {u"kind"_s, server.label.isEmpty() ? u"none"_s : word(server.kind)},
            {u"why"_s, server.why},
            {u"there"_s, server.there},
            {u"trouble"_s, server.trouble ? QJsonValue(server.trouble->sentence) : QJsonValue()}};
}

QJsonObject jsonOf(const UnknownNameSummary &unknown)
{
    QJsonArray first;
    for (const UnknownName &name : unknown.first)
        first.append(QJsonObject{{u"name"_s, shown(name.name)},
                                 {u"values"_s, static_cast<qint64>(name.count)},
                                 {u"machine"_s, shown(name.machine)},
                                 {u"sample"_s, shown(name.sample)}});
    return {{u"values"_s, static_cast<qint64>(unknown.values)},
            {u"names"_s, static_cast<qint64>(unknown.names)},
            {u"values_beyond"_s, static_cast<qint64>(unknown.beyond)},
            {u"first"_s, first}};
}

QJsonObject jsonOfReaders(const composition::ReaderOffsets &offsets)
{
    QJsonObject readers;
    for (const std::string_view reader : composition::storedReaders()) {
        const ReaderSum sum = sumOf(offsets, reader);
        readers[shown(reader)] = QJsonObject{{u"lag"_s, static_cast<qint64>(sum.lag)}, {u"gaps"_s, sum.gaps}};
    }
    return readers;
}

QJsonObject jsonOf(const StatusReport &report)
{
    QJsonObject json{{u"broker"_s, jsonOf(report.broker)},
                     {u"topic"_s, report.topic},
                     {u"database"_s, jsonOf(report.database)},
                     {u"program_schema_version"_s, storage::programSchemaVersion()},
                     {u"notices"_s, QJsonArray::fromStringList(report.notices)}};
    if (report.schemaVersion)
        json[u"schema_version"_s] = *report.schemaVersion;
    if (report.store) {
        json[u"store"_s] = shown(report.store->identity);
        json[u"role"_s] = shown(report.store->role);
        json[u"owner"_s] =
            report.workingRole == report.owningRole ? shown(report.store->role) : report.owningRole;
        json[u"audit_protected"_s] = report.store->auditProtected;
        json[u"plant"_s] = QJsonObject{{u"revision"_s, static_cast<qint64>(report.store->plantRevision)},
                                       {u"machines"_s, static_cast<qint64>(report.store->machines)},
                                       {u"sensors"_s, static_cast<qint64>(report.store->sensors)}};
        json[u"rejected"_s] = static_cast<qint64>(report.store->rejected);
        json[u"unknown_names"_s] = jsonOf(report.store->unknownNames);
        json[u"judged_by_models"_s] = static_cast<qint64>(report.store->byModels);
        json[u"standing_findings"_s] = static_cast<qint64>(report.store->findings);
        json[u"spans_not_judged"_s] = static_cast<qint64>(report.store->skippedSpans);
    }
    if (report.offsets) {
        const auto &keyless = report.offsets->keyless;
        json[u"readers"_s] = jsonOfReaders(*report.offsets);
        json[u"keyless"_s] = keyless.has_value();
        json[u"judged_by"_s] =
            keyless && keyless->holder ? QJsonValue(shown(*keyless->holder)) : QJsonValue();
    }
    if (report.offsetsTrouble)
        json[u"readers_trouble"_s] = report.offsetsTrouble->sentence;
    return json;
}

} // namespace

int runStatus(const QStringList &arguments)
{
    CommandLine line(
        u"status [--json]"_s,
        tr("Says which broker and which database are in use and why, whether they are there, what the\n"
           "database holds, whether the audit is protected, how far the readers are behind, and which\n"
           "node judges a topic whose producers set no key.\n"
           "Where none is configured, those that a running rig-alpha offers.\n"
           "Exit code 0: both are there; 3: one is not."));
    line.flag(u"json"_s, tr("Prints the result as JSON."));
    if (const auto code = line.parse(arguments))
        return *code;
    const auto settings = line.settings();
    if (!settings)
        return complain(settings.error());
    const StatusReport report = composition::reportStatus(composition::chooseServers(*settings));
    if (line.isSet(u"json"_s))
        printJson(jsonOf(report));
    else
        printReport(report);
    return report.allUsable() ? succeeded : unreachable;
}

} // namespace rig::ctl
