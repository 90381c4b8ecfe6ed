#include "composition/core/commanding.h"
#include "ctl/commanddatabase.h"
#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/consoleactor.h"
#include "ctl/terminal.h"
#include "domain/shown.h"
#include "storage/findingtables.h"
#include "storage/planttables.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Findings", text);
}

QString kindWord(FindingKind kind)
{
    switch (kind) {
    case FindingKind::frozen:
        return u"frozen"_s;
    case FindingKind::lost:
        return u"lost"_s;
    case FindingKind::unusual:
        break;
    }
    return u"unusual"_s;
}

QString instantText(const Instant &at)
{
    return shown(formatInstant(at));
}

QJsonValue nullable(const std::optional<double> &number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

/// What the words of the line are about.
struct Lookup
{
    const composition::Database &database;
    PlantPtr plant;

    QString machine(std::int32_t number) const
    {
        const MachineLayout *layout = plant->machineByNumber(number);
        return layout ? shown(layout->machine().id) : QString::number(number);
    }

    QJsonObject jsonOf(const StoredFinding &stored) const
    {
        const Finding &finding = stored.finding;
        QJsonArray shares;
        for (const FindingShare &one : finding.shares)
            shares.append(QJsonObject{{u"sensor"_s, shown(one.sensor)}, {u"share"_s, one.share}});
        QJsonObject json{
            {u"id"_s, static_cast<qint64>(stored.id)},
            {u"machine"_s, machine(finding.machine)},
            {u"kind"_s, kindWord(finding.kind)},
            {u"sensor"_s, finding.sensor.empty() ? QJsonValue() : QJsonValue(shown(finding.sensor))},
            {u"started"_s, instantText(finding.started)},
            {u"peaked"_s, instantText(finding.peaked)},
            {u"ended"_s, finding.ended ? QJsonValue(instantText(*finding.ended)) : QJsonValue()},
            {u"score"_s, finding.score},
            {u"p_value"_s, finding.pValue},
            {u"isolation_forest"_s, nullable(finding.isolationForest)},
            {u"lstm_autoencoder"_s, nullable(finding.autoencoder)},
            {u"subspace"_s, nullable(finding.subspace)},
            {u"shares"_s, shares},
            {u"degraded"_s, shown(finding.degraded)},
            {u"model_version"_s, shown(finding.model)},
            {u"mark"_s, QJsonValue()}};
        if (stored.mark) {
            json[u"mark"_s] = shown(word(stored.mark->mark));
            json[u"note"_s] = shown(stored.mark->note);
            json[u"marked_by"_s] = shown(stored.mark->by);
        }
        return json;
    }

    QString lineOf(const StoredFinding &stored) const
    {
        const Finding &finding = stored.finding;
        QStringList sensors;
        for (std::size_t i = 0; i < std::min<std::size_t>(3, finding.shares.size()); ++i)
            sensors.append(u"%1 %2 %"_s.arg(shown(finding.shares[i].sensor))
                               .arg(finding.shares[i].share * 100, 0, 'f', 0));
        return QString::number(stored.id).rightJustified(7) + u"  "_s +
               machine(finding.machine).leftJustified(8) + kindWord(finding.kind).leftJustified(9) +
               QString::number(finding.score, 'f', 2) + u"  "_s + instantText(finding.started).left(19) +
               u"  "_s +
               (finding.ended ? instantText(*finding.ended).left(19) : tr("stands")).leftJustified(21) +
               (stored.mark ? shown(word(stored.mark->mark)) : u"-"_s).leftJustified(12) +
               (finding.kind == FindingKind::unusual ? sensors.join(u", "_s) : shown(finding.sensor));
    }
};

Result<Lookup> lookUp(const composition::Database &database)
{
    storage::PlantTables tables(database.app, {});
    return tables.load().map([&](PlantPtr plant) { return Lookup{database, std::move(plant)}; });
}

Result<FindingsQuestion> questionOf(const CommandLine &line, const Lookup &lookup)
{
    FindingsQuestion question;
    bool isNumber = false;
    question.most = line.value(u"most"_s).toULongLong(&isNumber);
    if (!isNumber || question.most < 1 || question.most > FindingsQuestion::mostFindings)
        return failure(ErrorKind::badConfiguration, tr("--most is a number from 1 to %1, not '%2'.")
                                                        .arg(FindingsQuestion::mostFindings)
                                                        .arg(line.value(u"most"_s)));
    if (!line.isSet(u"machine"_s))
        return question;
    const std::string id = line.value(u"machine"_s).toStdString();
    for (const MachineLayout &layout : lookup.plant->machines())
        if (layout.machine().id == id)
            question.machine = layout.machine().number;
    if (!question.machine)
        return failure(ErrorKind::notFound, tr("The plant has no machine '%1'.").arg(shown(id)));
    return question;
}

int list(const CommandLine &line, const Lookup &lookup)
{
    const auto question = questionOf(line, lookup);
    if (!question)
        return complain(question.error());
    auto view = storage::FindingTables(lookup.database.app, {}).findings(*question);
    if (!view)
        return complain(view.error());
    if (view->findings.size() > question->most)
        view->findings.resize(question->most);
    if (line.isSet(u"json"_s)) {
        QJsonArray findings;
        for (const StoredFinding &stored : view->findings)
            findings.append(lookup.jsonOf(stored));
        printJson({{u"findings"_s, findings}, {u"standing"_s, static_cast<qint64>(view->standing)}});
        return succeeded;
    }
    if (view->findings.empty())
        print(tr("Nothing was found."));
    for (const StoredFinding &stored : view->findings)
        print(lookup.lineOf(stored));
    return succeeded;
}

QJsonObject jsonOf(const ExpectedStep &step)
{
    return {{u"at"_s, instantText(step.at)},
            {u"actual"_s, std::isfinite(step.actual) ? QJsonValue(step.actual) : QJsonValue()},
            {u"expected"_s, step.expected},
            {u"deviation"_s, step.deviation}};
}

QJsonObject jsonOf(const FindingDetails &details, const Lookup &lookup)
{
    QJsonObject json = lookup.jsonOf(details.stored);
    QJsonArray expected;
    for (const SensorEvidence &one : details.stored.finding.evidence.sensors) {
        QJsonObject sensor = jsonOf(one.peak);
        sensor[u"sensor"_s] = shown(one.sensor);
        QJsonArray course;
        for (const ExpectedStep &step : one.course)
            course.append(jsonOf(step));
        sensor[u"course"_s] = course;
        expected.append(sensor);
    }
    QJsonArray relations;
    for (const BrokenRelation &one : details.stored.finding.evidence.relations)
        relations.append(QJsonObject{{u"one"_s, shown(one.one)},
                                     {u"other"_s, shown(one.other)},
                                     {u"usual"_s, one.usual},
                                     {u"now"_s, one.now}});
    QJsonArray similar;
    for (const SimilarFinding &one : details.similar) {
        QJsonObject finding = lookup.jsonOf(one.stored);
        finding[u"similarity"_s] = one.similarity;
        similar.append(finding);
    }
    json[u"expected"_s] = expected;
    json[u"broken_correlations"_s] = relations;
    json[u"similar"_s] = similar;
    json[u"limit_stood"_s] = details.limitStood;
    json[u"limit_crossed"_s] =
        details.limitCrossed ? QJsonValue(instantText(*details.limitCrossed)) : QJsonValue();
    return json;
}

void printDetails(const FindingDetails &details, const Lookup &lookup)
{
    const Finding &finding = details.stored.finding;
    print(lookup.lineOf(details.stored));
    for (const SensorEvidence &one : finding.evidence.sensors)
        print(tr("  %1: %2, expected %3 ± %4")
                  .arg(shown(one.sensor), QString::number(one.peak.actual, 'g', 6),
                       QString::number(one.peak.expected, 'g', 6),
                       QString::number(2 * one.peak.deviation, 'g', 3)));
    for (const BrokenRelation &one : finding.evidence.relations)
        print(tr("  correlation of %1 and %2: %3, else %4")
                  .arg(shown(one.one), shown(one.other), QString::number(one.now, 'f', 2),
                       QString::number(one.usual, 'f', 2)));
    if (!finding.degraded.empty())
        print(tr("  left out: %1").arg(shown(finding.degraded)));
    if (details.limitStood)
        print(tr("  a limit stood before it began"));
    if (details.limitCrossed)
        print(tr("  the first limit was crossed at %1").arg(instantText(*details.limitCrossed)));
    if (details.stored.mark)
        print(tr("  marked %1 by %2 %3")
                  .arg(shown(word(details.stored.mark->mark)), shown(details.stored.mark->by),
                       shown(details.stored.mark->note)));
    for (const SimilarFinding &one : details.similar)
        print(tr("  like it by %1:").arg(one.similarity, 0, 'f', 2) + lookup.lineOf(one.stored));
    print(tr("  model %1").arg(shown(finding.model)));
}

int show(const CommandLine &line, const Lookup &lookup, std::int64_t id)
{
    const auto details = storage::FindingTables(lookup.database.app, {}).finding(id);
    if (!details)
        return complain(details.error());
    if (line.isSet(u"json"_s))
        printJson(jsonOf(*details, lookup));
    else
        printDetails(*details, lookup);
    return succeeded;
}

int mark(const CommandLine &line, const Lookup &lookup, const MarkFinding &action)
{
    const auto answer = composition::execute(lookup.database, consoleActor(), action);
    if (!answer)
        return complain(answer.error());
    if (line.isSet(u"json"_s))
        return show(line, lookup, action.finding);
    print(*answer);
    return succeeded;
}

/// How many words each verb takes besides itself.
std::optional<qsizetype> wordsOf(const QString &verb)
{
    const std::array<std::pair<QLatin1StringView, qsizetype>, 4> verbs{
        {{"list"_L1, 0}, {"show"_L1, 1}, {"mark"_L1, 2}, {"unmark"_L1, 1}}};
    for (const auto &[name, count] : verbs)
        if (verb == name)
            return count;
    return {};
}

} // namespace

int runFindings(const QStringList &arguments)
{
    CommandLine line(
        u"findings list  or  rigctl findings show ID | mark ID true|false|known-work | unmark ID"_s,
        tr("Lists what detection found, what stands first and then the newest, shows one with its evidence, "
           "or says what it "
           "was.\n\n"
           "true: something was wrong with the machine; false: nothing was; known-work: people were at it.\n"
           "A mark stands in the audit under your login name; a new one takes the place of the old one."));
    line.value(u"machine"_s, u"ID"_s, tr("list: only those of this machine."));
    line.value(u"most"_s, u"N"_s, tr("list: how many, 1 to 1000."), u"100"_s);
    line.value(u"note"_s, u"TEXT"_s, tr("mark: what it was, 500 bytes at most."));
    line.flag(u"json"_s, tr("Prints the result as JSON."));
    line.words({tr("list, show, mark or unmark")}, 2);
    line.choices({u"list"_s, u"show"_s, u"mark"_s, u"unmark"_s});
    if (const auto code = line.parse(arguments))
        return *code;
    const QStringList words = line.words();
    if (words.size() - 1 != wordsOf(words.at(0)))
        return complain(
            {ErrorKind::badConfiguration,
             tr("`rigctl findings list`, `show ID`, `mark ID true|false|known-work` or `unmark ID`."),
             {}});
    MarkFinding action;
    if (words.size() > 1) {
        bool isNumber = false;
        action.finding = words.at(1).toLongLong(&isNumber);
        if (!isNumber || action.finding < 1)
            return complain({ErrorKind::badConfiguration,
                             tr("A finding's ID is a number, as `rigctl findings list` has it, not '%1'.")
                                 .arg(words.at(1)),
                             {}});
    }
    if (words.size() > 2) {
        action.mark = findingMarkFromWord(QString(words.at(2)).replace(u'-', u' ').toStdString());
        action.note = line.value(u"note"_s).toStdString();
        if (!action.mark)
            return complain({ErrorKind::badConfiguration,
                             tr("'%1' is no mark: say true, false or known-work.").arg(words.at(2)),
                             {}});
    }
    const auto database = CommandDatabase::openCurrent(line);
    if (!database)
        return complain(database.error());
    const auto lookup = lookUp(**database);
    if (!lookup)
        return complain(lookup.error());
    if (words.at(0) == "list"_L1)
        return list(line, *lookup);
    if (words.at(0) == "show"_L1)
        return show(line, *lookup, action.finding);
    return mark(line, *lookup, action);
}

} // namespace rig::ctl
