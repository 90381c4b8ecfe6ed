#include "composition/core/commanding.h"
#include "ctl/commanddatabase.h"
#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/consoleactor.h"
#include "ctl/terminal.h"
#include "domain/shown.h"
#include "storage/retentionrows.h"
#include "storage/schema.h"

#include <QCoreApplication>
#include <QDate>
#include <QJsonArray>
#include <QLocale>

#include <array>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;
using storage::StoredGrain;
using storage::StoredHistory;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Retention", text);
}

/// One grain of the history: its option, its words, its place in a Retention.
struct Grain
{
    QLatin1StringView option; ///< empty where it is kept as long as the one before
    const char *words;
    std::optional<int> Retention::*days;
};

constexpr std::array grains{
    Grain{"readings"_L1, QT_TRANSLATE_NOOP("rig::ctl::Retention", "readings"), &Retention::readings},
    Grain{"rollups-10s"_L1, QT_TRANSLATE_NOOP("rig::ctl::Retention", "rollups of 10 s"),
          &Retention::tenSeconds},
    Grain{{}, QT_TRANSLATE_NOOP("rig::ctl::Retention", "rollups of 30 s"), &Retention::tenSeconds},
    Grain{"rollups-1min"_L1, QT_TRANSLATE_NOOP("rig::ctl::Retention", "rollups of a minute"),
          &Retention::minutes},
};

QString sizeOf(std::int64_t bytes)
{
    return QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

std::int64_t bytesOf(const StoredGrain &grain)
{
    std::int64_t bytes = grain.bytesBeside;
    for (const StoredGrain::Day &day : grain.days)
        bytes += day.bytes;
    return bytes;
}

Result<StoredHistory> lookUp(const composition::Database &database)
{
    const auto connection = storage::Connection::open(database.app);
    if (!connection)
        return tl::unexpected(connection.error());
    if (Done current = storage::requireCurrentSchema(**connection); !current)
        return tl::unexpected(current.error());
    return storage::storedHistory(**connection);
}

std::int64_t amountOf(const StoredGrain::Day &day)
{
    return day.bytes;
}

std::int64_t amountOf(const StoredGrain::Beside &day)
{
    return day.rows;
}

/// Some of a grain's days together.
struct Days
{
    qsizetype count = 0;
    std::int64_t amount = 0; ///< bytes, or rows
    QString first;
    QString last;
};

/// Those from `from` on, where that is a day, and before `past`, where that is one.
template <class Day> Days daysIn(const std::vector<Day> &all, const QDate &from = {}, const QDate &past = {})
{
    Days days;
    for (const Day &one : all) {
        const QDate date = QDate::fromString(shown(one.day), Qt::ISODate);
        if ((from.isValid() && date < from) || (past.isValid() && date >= past))
            continue;
        days.first = days.count == 0 ? shown(one.day) : days.first;
        days.last = shown(one.day);
        days.amount += amountOf(one);
        ++days.count;
    }
    return days;
}

/// "2026-01-12", "2026-01-12 to 2026-01-14".
QString spanOf(const Days &days)
{
    return days.first == days.last ? days.first : tr("%1 to %2").arg(days.first, days.last);
}

QString waiting(const StoredHistory &history)
{
    if (history.unbuiltMinutes == 0 && history.unbuiltDays == 0)
        return {};
    return tr("Not in the rollups yet: %1 minutes of machines, and %2 days from before there were rollups. "
              "Their readings stay until they are.")
        .arg(history.unbuiltMinutes)
        .arg(history.unbuiltDays);
}

QString unfinished(const StoredHistory &history)
{
    if (history.thirtySecondsMissingTo.empty())
        return {};
    return tr("Rollups of 30 s are still being made of those of 10 s, the newest first: of what lies before "
              "%1. Until then trends read those of 10 s there.")
        .arg(shown(history.thirtySecondsMissingTo));
}

void showTable(const StoredHistory &history)
{
    const auto row = [](const QStringList &cells) {
        QString line = cells.first().leftJustified(22);
        for (const QString &cell : cells.mid(1))
            line += cell.rightJustified(14);
        print(line);
    };
    row({tr("history"), tr("kept"), tr("days"), tr("from"), tr("to"), tr("on disk"), tr("dropped to")});
    for (std::size_t i = 0; i < grains.size(); ++i) {
        const StoredGrain &grain = history.grains[i];
        const bool any = !grain.days.empty();
        row({tr(grains[i].words), grain.keepDays ? tr("%1 days").arg(*grain.keepDays) : tr("for ever"),
             QString::number(grain.days.size()), any ? shown(grain.days.front().day) : u"-"_s,
             any ? shown(grain.days.back().day) : u"-"_s, sizeOf(bytesOf(grain)),
             grain.droppedBefore.empty() ? u"-"_s : shown(grain.droppedBefore)});
    }
    for (std::size_t i = 0; i < grains.size(); ++i)
        if (const Days beside = daysIn(history.grains[i].beside); beside.count > 0)
            print(tr("In no table of their day: %1 of %2 (rows: %3).")
                      .arg(tr(grains[i].words), spanOf(beside), QString::number(beside.amount)));
    for (const QString &sentence : {waiting(history), unfinished(history)})
        if (!sentence.isEmpty())
            print(sentence);
}

void showJson(const StoredHistory &history)
{
    QJsonArray rows;
    for (const StoredGrain &grain : history.grains) {
        const Days beside = daysIn(grain.beside);
        rows.append(QJsonObject{
            {u"grain"_s, shown(grain.grain)},
            {u"keep_days"_s, grain.keepDays ? QJsonValue(*grain.keepDays) : QJsonValue()},
            {u"days"_s, static_cast<qint64>(grain.days.size())},
            {u"from"_s, grain.days.empty() ? QJsonValue() : QJsonValue(shown(grain.days.front().day))},
            {u"to"_s, grain.days.empty() ? QJsonValue() : QJsonValue(shown(grain.days.back().day))},
            {u"bytes"_s, static_cast<qint64>(bytesOf(grain))},
            {u"beside"_s,
             QJsonObject{{u"rows"_s, static_cast<qint64>(beside.amount)},
                         {u"from"_s, beside.count == 0 ? QJsonValue() : QJsonValue(beside.first)},
                         {u"to"_s, beside.count == 0 ? QJsonValue() : QJsonValue(beside.last)}}},
            {u"dropped_before"_s,
             grain.droppedBefore.empty() ? QJsonValue() : QJsonValue(shown(grain.droppedBefore))}});
    }
    printJson({{u"history"_s, rows},
               {u"unbuilt_minutes"_s, static_cast<qint64>(history.unbuiltMinutes)},
               {u"unbuilt_days"_s, static_cast<qint64>(history.unbuiltDays)},
               {u"rollup_30s_missing_to"_s, history.thirtySecondsMissingTo.empty()
                                                ? QJsonValue()
                                                : QJsonValue(shown(history.thirtySecondsMissingTo))}});
}

int show(const CommandLine &line, const composition::Database &database)
{
    const auto history = lookUp(database);
    if (!history)
        return complain(history.error());
    if (line.isSet(u"json"_s))
        showJson(*history);
    else
        showTable(*history);
    return succeeded;
}

Retention keptIn(const StoredHistory &history)
{
    Retention kept;
    for (std::size_t i = 0; i < grains.size(); ++i)
        if (!grains[i].option.isEmpty())
            kept.*(grains[i].days) = history.grains[i].keepDays;
    return kept;
}

/// What is kept at present, with what the line changes of it.
Result<Retention> wishOf(const CommandLine &line, const Retention &present)
{
    Retention wish = present;
    bool any = false;
    for (const Grain &grain : grains) {
        std::optional<int> &days = wish.*(grain.days);
        if (grain.option.isEmpty() || !line.isSet(grain.option))
            continue;
        any = true;
        const QString text = line.value(grain.option);
        bool isNumber = false;
        const int number = text.toInt(&isNumber);
        if (!isNumber && text != "forever"_L1)
            return failure(ErrorKind::badConfiguration,
                           tr("--%1 is a number of days or `forever`, not '%2'.").arg(grain.option, text));
        days = isNumber ? std::optional(number) : std::nullopt;
    }
    if (!any)
        return failure(
            ErrorKind::badConfiguration,
            tr("Say what is to be kept for how long: --readings, --rollups-10s or --rollups-1min."));
    if (Done sound = check(wish); !sound)
        return failure(ErrorKind::badConfiguration, sound.error().sentence);
    return wish;
}

/// Sentences about the days of each grain that go at once and would not have gone by what was set before.
QStringList losses(const StoredHistory &history, const Retention &before, const Retention &wish)
{
    QStringList sentences;
    const QDate today = QDate::fromString(shown(history.today), Qt::ISODate);
    for (std::size_t i = 0; i < grains.size(); ++i) {
        const std::optional<int> kept = wish.*(grains[i].days);
        if (!kept)
            continue;
        const std::optional<int> keptBefore = before.*(grains[i].days);
        const QDate from = keptBefore ? today.addDays(-*keptBefore) : QDate();
        const QDate past = today.addDays(-*kept);
        if (const Days days = daysIn(history.grains[i].days, from, past); days.count > 0)
            sentences.append(tr("Dropped within minutes, and gone for good: %1 of %2 (days: %3, on disk: "
                                "%4).")
                                 .arg(tr(grains[i].words), spanOf(days), QString::number(days.count),
                                      sizeOf(days.amount)));
        if (const Days days = daysIn(history.grains[i].beside, from, past); days.count > 0)
            sentences.append(tr("Dropped within minutes, and gone for good: %1 of %2 that lie in no "
                                "table of their day (rows: %3).")
                                 .arg(tr(grains[i].words), spanOf(days), QString::number(days.amount)));
    }
    return sentences;
}

int set(const CommandLine &line, const composition::Database &database)
{
    const auto history = lookUp(database);
    if (!history)
        return complain(history.error());
    const Retention present = keptIn(*history);
    const auto wish = wishOf(line, present);
    if (!wish)
        return complain(wish.error());
    if (const QStringList lost = losses(*history, present, *wish); !lost.isEmpty())
        if (Done agreement = agreed(lost.join(u'\n'), line.isSet(u"yes"_s)); !agreement)
            return complain(agreement.error());
    const auto answer = composition::execute(database, consoleActor(), SetRetention{present, *wish});
    if (!answer)
        return complain(answer.error());
    if (line.isSet(u"json"_s))
        return show(line, database);
    print(*answer);
    return succeeded;
}

} // namespace

int runRetention(const QStringList &arguments)
{
    CommandLine line(
        u"retention show  or  rigctl retention set [--readings DAYS] [--rollups-10s DAYS] [--rollups-1min DAYS]"_s,
        tr("Shows how long the history is kept and what of it is stored, or sets that. Without it: for "
           "ever.\n\n"
           "A UTC day is dropped whole once it lies so many days before today, by whatever node keeps the\n"
           "database, and each with a record in the audit. What is coarser is kept at least as long as what\n"
           "is finer, and rollups of 30 s as long as those of 10 s; trends show dropped readings by their\n"
           "rollups. Readings that are not in the rollups yet stay until they are. What you do not name\n"
           "stays as it is."));
    for (const Grain &grain : grains)
        if (!grain.option.isEmpty())
            line.value(grain.option, u"DAYS|forever"_s,
                       tr("set: how long %1 are kept, 1 to 36500 days.").arg(tr(grain.words)));
    line.flag(u"yes"_s, tr("set: agrees to what is lost without being asked."));
    line.flag(u"json"_s, tr("Prints the result as JSON."));
    line.words({tr("show or set")});
    line.choices({u"show"_s, u"set"_s});
    if (const auto code = line.parse(arguments))
        return *code;
    const auto database = CommandDatabase::openCurrent(line);
    if (!database)
        return complain(database.error());
    return line.words().constFirst() == "set"_L1 ? set(line, **database) : show(line, **database);
}

} // namespace rig::ctl
