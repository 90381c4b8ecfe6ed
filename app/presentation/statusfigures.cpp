#include "presentation/statusfigures.h"

#include "domain/shown.h"
#include "presentation/numbers.h"

#include <QCoreApplication>

#include <algorithm>
#include <span>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;

namespace {

/// From here a reader is catching up rather than following.
constexpr double longLag = 30;
constexpr std::size_t mostNames = 5; ///< in a tool tip

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::StatusFigures)
};

Figure lagFigure(const QString &caption, std::optional<double> seconds, const QString &meaning)
{
    Figure figure{caption, u"–"_s, {}, Glyph::none, meaning};
    if (!seconds)
        return figure;
    figure.value = secondsNumber(*seconds);
    figure.unit = Words::tr("s");
    if (*seconds > longLag)
        figure.glyph = Glyph::warningHigh;
    return figure;
}

/// Names instead of values: what a person has to do is one thing a name, however often it came.
Figure unknownFigure(const UnknownNameSummary &unknown)
{
    QStringList names;
    for (const UnknownName &name : std::span(unknown.first).first(std::min(mostNames, unknown.first.size())))
        names += Words::tr("%1 (%2, by %3: %4)")
                     .arg(shown(name.name), countNumber(name.count), shown(name.machine), shown(name.sample));
    QStringList meaning;
    if (!names.empty())
        meaning +=
            Words::tr("Values under names that no sensor of their machine has; they are not stored: %1.")
                .arg(names.join(u", "_s));
    if (unknown.names > static_cast<std::size_t>(names.size()))
        meaning += Words::tr("The page Plant lists more.");
    if (unknown.beyond > 0)
        meaning += Words::tr("Values under names too long or too many to list: %1.")
                       .arg(countNumber(unknown.beyond));
    return {Words::tr("Unknown"), countNumber(unknown.names), Words::tr("names"), Glyph::none,
            meaning.join(u' ')};
}

QString countOf(const ReaderStatus &reader, std::uint64_t count)
{
    const bool began = count > 0 || reader.phase == ReaderStatus::Phase::running;
    return began ? countNumber(count) : u"–"_s;
}

Figure serverFigure(const QString &caption, const ServerInUse &server)
{
    Figure figure{caption, server.label, {}, Glyph::none, server.why};
    if (!server.there) {
        figure.unit = Words::tr("away");
        if (server.trouble)
            figure.meaning = server.trouble->sentence + u' ' + server.why;
    }
    return figure;
}

Figure keylessFigure(bool standingBy)
{
    const QString who = standingBy ? Words::tr("Another node does.") : Words::tr("This one does.");
    return {Words::tr("Topic"),
            Words::tr("keyless"),
            {},
            Glyph::none,
            Words::tr("The producers set no key, so one machine's readings lie in several partitions, and a "
                      "single node judges all of them. %1")
                .arg(who)};
}

} // namespace

std::vector<Figure> flowFigures(const SystemStatus &status)
{
    std::vector<Figure> figures{
        {Words::tr("Total"), countNumber(status.total), Words::tr("readings"), Glyph::none,
         Words::tr("Readings since this program started: those that arrived in the meantime, and those "
                   "from before that it has read in to store them.")},
        {Words::tr("Rate"), fixedNumber(status.readingsPerSecond, 1), Words::tr("/s"), Glyph::none,
         Words::tr("Readings arriving per second, all machines together.")},
        lagFigure(Words::tr("Keep lag"), status.keepLag,
                  Words::tr("Seconds between the newest reading and the newest one that is stored.")),
        lagFigure(
            Words::tr("Judge lag"), status.judgeLag,
            Words::tr("Seconds between the newest reading and the newest one whose limits are judged.")),
    };
    // Before the others, which are left out first where room is short.
    if (status.keep.unknownNames.names > 0 || status.keep.unknownNames.beyond > 0)
        figures.push_back(unknownFigure(status.keep.unknownNames));
    if (status.judge.waiting > 0)
        figures.push_back(
            {Words::tr("Skipped"),
             countNumber(status.judge.waiting),
             {},
             Glyph::warningHigh,
             Words::tr("Readings that detection could not keep up with: no model has judged them yet. They "
                       "are judged from the database as soon as there is time. Their limits are judged.")});
    figures.push_back({Words::tr("Stored"),
                       countOf(status.keep, status.keep.stored),
                       {},
                       Glyph::none,
                       Words::tr("Of the total, the readings that this program has stored. The others wait "
                                 "in the broker, were stored before, or are another node's.")});
    figures.push_back(
        {Words::tr("Rejected"),
         countOf(status.keep, status.keep.rejected),
         {},
         Glyph::none,
         Words::tr("Messages that were no readings, since this program started. They stand with their "
                   "reasons in the SQL view rig_rejected.")});
    return figures;
}

std::vector<Figure> placeFigures(const SystemStatus &status)
{
    std::vector<Figure> figures{
        {Words::tr("Role"),
         status.role,
         {},
         Glyph::none,
         Words::tr(
             "alone and node: keeps, judges and shows, a node together with others; watch: only shows.")},
        serverFigure(Words::tr("Broker"), status.broker),
        serverFigure(Words::tr("Database"), status.database)};
    if (status.judge.keyless)
        figures.push_back(keylessFigure(status.judge.phase == ReaderStatus::Phase::standingBy));
    return figures;
}

} // namespace rig::presentation
