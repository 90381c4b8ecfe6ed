#include "composition/core/commanding.h"
#include "composition/core/readeroffsets.h"
#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/consoleactor.h"
#include "ctl/terminal.h"
#include "domain/shown.h"
#include "settings/validate.h"
#include "storage/schema.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;
using composition::ReaderOffset;
using composition::ReaderOffsets;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Offsets", text);
}

tl::unexpected<Error> badLine(const QString &sentence)
{
    return failure(ErrorKind::badConfiguration, sentence);
}

QString describe(const ReaderOffset &one, const ReaderOffset::Gap &gap)
{
    return gap.anew
               ? tr("stopped: the log ends at %1, before the stored offset: the topic was made anew, or cut")
                     .arg(one.high)
               : tr("stopped: offsets %1 to %2 are gone and were never read").arg(gap.from).arg(gap.to - 1);
}

void printTable(const ReaderOffsets &offsets)
{
    print(tr("Topic %1 of cluster %2").arg(shown(offsets.stream.topic), shown(offsets.stream.cluster)));
    const auto row = [](const QString &reader, const QStringList &numbers, const QString &remark) {
        QString line = reader.leftJustified(8);
        for (const QString &number : numbers)
            line += number.rightJustified(12);
        print(remark.isEmpty() ? line : line + u"  "_s + remark);
    };
    row(tr("reader"), {tr("partition"), tr("stored"), tr("first"), tr("end"), tr("lag")}, {});
    for (const ReaderOffset &one : offsets.rows)
        row(shown(one.reader),
            {QString::number(one.partition), one.stored ? QString::number(*one.stored) : u"-"_s,
             QString::number(one.low), QString::number(one.high), QString::number(one.lag())},
            one.gap() ? describe(one, *one.gap()) : QString());
}

QJsonObject jsonOf(const ReaderOffset &one)
{
    const auto gap = one.gap();
    return {{u"reader"_s, shown(one.reader)},
            {u"partition"_s, one.partition},
            {u"stored"_s, one.stored ? QJsonValue(static_cast<qint64>(*one.stored)) : QJsonValue()},
            {u"low"_s, static_cast<qint64>(one.low)},
            {u"high"_s, static_cast<qint64>(one.high)},
            {u"lag"_s, static_cast<qint64>(one.lag())},
            {u"gap"_s, gap ? QJsonValue(QJsonObject{{u"from"_s, static_cast<qint64>(gap->from)},
                                                    {u"to"_s, static_cast<qint64>(gap->to)},
                                                    {u"made_anew"_s, gap->anew}})
                           : QJsonValue()}};
}

/// Both servers, found and named.
struct Place
{
    composition::ServerChoice choice;
    composition::Servers servers;
};

Result<ReaderOffsets> lookUp(const composition::Servers &servers)
{
    const auto connection = storage::Connection::open(servers.database.app);
    if (!connection)
        return tl::unexpected(connection.error());
    if (Done current = storage::requireCurrentSchema(**connection); !current)
        return tl::unexpected(current.error());
    return composition::readOffsets(servers.bus, servers.inProcess, **connection);
}

int show(const CommandLine &line, const Place &place)
{
    const auto offsets = lookUp(place.servers);
    if (!offsets)
        return complain(offsets.error());
    if (!line.isSet(u"json"_s)) {
        if (place.choice.brokerOffered)
            print(tr("Broker %1, %2").arg(shown(place.servers.bus.servers), place.choice.whyBroker()));
        if (place.choice.databaseOffered)
            print(tr("Database %1, %2").arg(place.servers.database.app.label(), place.choice.whyDatabase()));
        printTable(*offsets);
        return succeeded;
    }
    QJsonArray rows;
    for (const ReaderOffset &one : offsets->rows)
        rows.append(jsonOf(one));
    printJson({{u"topic"_s, shown(offsets->stream.topic)},
               {u"cluster"_s, shown(offsets->stream.cluster)},
               {u"broker_why"_s, place.choice.whyBroker()},
               {u"database_why"_s, place.choice.whyDatabase()},
               {u"offsets"_s, rows}});
    return succeeded;
}

/// What `accept-gap` was asked for.
struct Wish
{
    QString reader;
    std::int32_t partition = 0;
    bool atEnd = false;
};

Result<Wish> wishOf(const CommandLine &line)
{
    bool number = false;
    const Wish wish{line.value(u"reader"_s), line.words().at(2).toInt(&number), line.isSet(u"at-end"_s)};
    if (!number || wish.partition < 0)
        return badLine(tr("'%1' is no partition: give its number.").arg(line.words().at(2)));
    const auto known = composition::storedReaders();
    if (wish.reader != "both"_L1 && std::ranges::find(known, wish.reader.toStdString()) == known.end())
        return badLine(tr("--reader is keep, judge or both, not '%1'.").arg(wish.reader));
    return wish;
}

/// What one reader is let go on behind.
struct Acceptance
{
    ReaderOffset offset;
    ReaderOffset::Gap gap; ///< with the end that was wished for
};

Result<std::vector<Acceptance>> gapsFor(const Wish &wish, const ReaderOffsets &offsets)
{
    const auto isIt = [&](const ReaderOffset &one) { return one.partition == wish.partition; };
    if (std::ranges::none_of(offsets.rows, isIt))
        return badLine(tr("Topic %1 has no partition %2: its %3 partitions have the numbers from 0 on.")
                           .arg(shown(offsets.stream.topic))
                           .arg(wish.partition)
                           .arg(offsets.partitions));
    std::vector<Acceptance> gaps;
    for (const ReaderOffset &one : offsets.rows) {
        auto gap = one.gap();
        if (one.partition != wish.partition || !gap ||
            (wish.reader != "both"_L1 && wish.reader != shown(one.reader)))
            continue;
        if (gap->anew && wish.atEnd)
            gap->to = one.high;
        gaps.push_back({one, *gap});
    }
    if (gaps.empty())
        return failure(ErrorKind::refused, tr("There is no gap in partition %1 of topic %2 to accept.")
                                               .arg(wish.partition)
                                               .arg(shown(offsets.stream.topic)));
    return gaps;
}

/// One sentence per reader: what it gives up.
QString question(const std::vector<Acceptance> &gaps, const StreamId &stream)
{
    QStringList sentences;
    for (const auto &[one, gap] : gaps) {
        sentences.append(
            gap.anew
                ? tr("Reader %1 stands at offset %2 of partition %3 of topic %4, and the log ends at %5: the "
                     "topic was made anew, or its log was cut. The reader goes on at offset %6.")
                          .arg(shown(one.reader))
                          .arg(gap.from)
                          .arg(one.partition)
                          .arg(shown(stream.topic))
                          .arg(one.high)
                          .arg(gap.to) +
                      u' ' +
                      (gap.to < one.high
                           ? tr("Right where the topic was made anew: all that is there is read. Where the "
                                "log was cut, give --at-end: it was read before.")
                           : QString())
                : tr("Reader %1 gives up offsets %2 to %3 of partition %4 of topic %5, which the "
                     "broker no longer has.")
                      .arg(shown(one.reader))
                      .arg(gap.from)
                      .arg(gap.to - 1)
                      .arg(one.partition)
                      .arg(shown(stream.topic)));
    }
    return sentences.join(u'\n');
}

int acceptGap(const CommandLine &line, const Place &place)
{
    const auto wish = wishOf(line);
    if (!wish)
        return complain(wish.error());
    const auto offsets = lookUp(place.servers);
    if (!offsets)
        return complain(offsets.error());
    const auto gaps = gapsFor(*wish, *offsets);
    if (!gaps)
        return complain(gaps.error());
    if (Done agreement = agreed(question(*gaps, offsets->stream), line.isSet(u"yes"_s)); !agreement)
        return complain(agreement.error());

    QJsonArray accepted;
    for (const auto &[one, gap] : *gaps) {
        const auto answer =
            composition::execute(place.servers.database, consoleActor(),
                                 AcceptGap{one.reader, offsets->stream, one.partition, gap.from, gap.to});
        if (!answer)
            return complain(answer.error());
        accepted.append(jsonOf(one));
        if (!line.isSet(u"json"_s))
            print(*answer);
    }
    if (line.isSet(u"json"_s))
        printJson({{u"topic"_s, shown(offsets->stream.topic)}, {u"accepted"_s, accepted}});
    return succeeded;
}

} // namespace

int runOffsets(const QStringList &arguments)
{
    CommandLine line(
        u"offsets show  or  rigctl offsets accept-gap TOPIC PARTITION [--reader keep|judge|both] [--at-end] [--yes]"_s,
        tr("Shows where keep and judge stand in each partition of the topic, and what the broker has of "
           "it.\n\n"
           "Where the broker no longer has the records at a stored offset, the reader stops in that\n"
           "partition. accept-gap lets it go on at the first offset that is there: a decision of a person,\n"
           "recorded in the audit with the exact range and the login name. Readers that run go on by\n"
           "themselves within seconds.\n\n"
           "A topic that was deleted and made anew ends before the stored offset. There accept-gap goes on "
           "at\n"
           "its beginning, because nothing of the new one was read; with --at-end, for a log that was only "
           "cut,\n"
           "at its end. Accept it for each partition; one whose new log has grown past the stored offset "
           "before\n"
           "anybody looked cannot be told from the old one."));
    line.value(u"reader"_s, u"keep|judge|both"_s, tr("Whose gap is accepted."), u"both"_s);
    line.flag(u"at-end"_s, tr("Where the log was cut: goes on at its end, not at its beginning."));
    line.flag(u"yes"_s, tr("Agrees without being asked."));
    line.flag(u"json"_s, tr("Prints the result as JSON."));
    line.words({tr("show or accept-gap")}, 2);
    line.choices({u"show"_s, u"accept-gap"_s});
    if (const auto code = line.parse(arguments))
        return *code;
    const QStringList words = line.words();
    const bool shows = words.at(0) == "show"_L1 && words.size() == 1;
    if (!shows && !(words.at(0) == "accept-gap"_L1 && words.size() == 3))
        return complain({ErrorKind::badConfiguration,
                         tr("`rigctl offsets show` or `rigctl offsets accept-gap TOPIC PARTITION`."),
                         {}});
    auto settings = line.settings();
    if (!settings)
        return complain(settings.error());
    if (!shows) {
        settings->bus.topic = words.at(1).toStdString();
        settings->origins["bus.topic"] = settings->bus.names.topic = u"TOPIC"_s;
        if (const auto wrong = settings::validate(*settings); !wrong.empty())
            return complain(wrong.front());
    }
    Place place{composition::chooseServers(*settings), {}};
    auto servers = place.choice.servers();
    if (!servers)
        return complain(servers.error());
    place.servers = std::move(*servers);
    return shows ? show(line, place) : acceptGap(line, place);
}

} // namespace rig::ctl
