#include "presentation/waiting.h"

#include "presentation/numbers.h"

#include <QCoreApplication>

#include <algorithm>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::seconds silence{1};

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::Waiting)
};

QString placeOf(const QString &what, const ServerInUse &server)
{
    switch (server.kind) {
    case ServerInUse::Kind::configured:
        return server.label.isEmpty() ? Words::tr("the %1").arg(what)
                                      : Words::tr("the %1 %2").arg(what, server.label);
    case ServerInUse::Kind::ownPrivate:
        return Words::tr("the private %1").arg(what);
    case ServerInUse::Kind::inProcess:
        return Words::tr("the in-process %1").arg(what);
    }
    return what;
}

/// Away for so long, or for such a reason, that a person should know. A server that answers at once makes no
/// banner.
bool missed(const ServerInUse &server, Instant now)
{
    return !server.there && (server.trouble || (server.away && now - *server.away >= silence));
}

QString headlineFor(const QString &what, const ServerInUse &server)
{
    const bool named =
        server.trouble && !server.label.isEmpty() && server.trouble->sentence.contains(server.label);
    QStringList sentences{
        Words::tr("Waiting for %1.").arg(named ? Words::tr("the %1").arg(what) : placeOf(what, server))};
    if (server.trouble)
        sentences << server.trouble->sentence;
    if (server.retryIn)
        sentences << (server.retryIn->count() > 0
                          ? Words::tr("Retrying in %1 s.").arg((server.retryIn->count() + 999) / 1000)
                          : Words::tr("Trying now."));
    return sentences.join(u' ');
}

QString whatGoesOn(PlantSource source)
{
    switch (source) {
    case PlantSource::none:
        return Words::tr("Until it tells the plant, nothing is shown or judged.");
    case PlantSource::kept:
        return Words::tr("Live values go on; limits are judged provisionally, nothing is recorded.");
    case PlantSource::database:
        break;
    }
    return Words::tr("Live values and limits go on.");
}

QString withoutBroker(PlantSource source)
{
    return (source == PlantSource::none
                ? Words::tr("No new values arrive.")
                : Words::tr("No new values arrive; the last ones stay visible and show their age.")) +
           u' ' + Words::tr("What is stored is safe.");
}

QString withoutDatabase(const SystemStatus &status, PlantSource source)
{
    QStringList sentences{whatGoesOn(source)};
    sentences << (status.waitingToBeStored
                      ? Words::tr("No reading is lost: the broker keeps them, %1 are waiting to be stored.")
                            .arg(countNumber(*status.waitingToBeStored))
                      : Words::tr("No reading is lost: the broker keeps them."));
    return sentences.join(u' ');
}

} // namespace

PlantSource plantSourceOf(const PlantState &state)
{
    if (state.plant->empty())
        return PlantSource::none;
    return state.plantKeptAt ? PlantSource::kept : PlantSource::database;
}

Waiting waitingFor(const SystemStatus &status, PlantSource source)
{
    const bool brokerAway = missed(status.broker, status.time);
    const bool databaseAway = missed(status.database, status.time);
    const QString broker = Words::tr("broker");
    const QString database = Words::tr("database");
    if (brokerAway && databaseAway)
        return {headlineFor(database, status.database),
                source == PlantSource::none
                    ? headlineFor(broker, status.broker)
                    : headlineFor(broker, status.broker) + u' ' +
                          Words::tr("The last values stay visible and show their age."),
                true};
    if (brokerAway)
        return {headlineFor(broker, status.broker), withoutBroker(source), false};
    if (databaseAway)
        return {headlineFor(database, status.database), withoutDatabase(status, source), true};
    if (status.standsAside)
        return {status.standsAside->sentence,
                Words::tr(
                    "This window only watches: it stores, judges and simulates nothing. With --role watch it "
                    "does so by your choice, and this line goes."),
                false};
    return {};
}

bool comingUp(const SystemStatus &status)
{
    return std::any_of(status.steps.begin(), status.steps.end(),
                       [](const StartStep &step) { return step.state != StartStep::State::done; });
}

QString progressText(const SystemStatus &status)
{
    const auto done = std::count_if(status.steps.begin(), status.steps.end(), [](const StartStep &step) {
        return step.state == StartStep::State::done;
    });
    return Words::tr("%1 of %2").arg(done).arg(status.steps.size());
}

ServerNotes serverNotes(const SystemStatus &status)
{
    const bool own = status.broker.kind != ServerInUse::Kind::configured &&
                     status.database.kind != ServerInUse::Kind::configured;
    const auto note = [](const QString &what, const ServerInUse &server) {
        return server.label.isEmpty() ? QString()
                                      : Words::tr("%1: %2, %3.").arg(what, server.label, server.why);
    };
    return {own ? Words::tr("Running without servers of your own.") : Words::tr("Servers in use."),
            note(Words::tr("Broker"), status.broker), note(Words::tr("Database"), status.database)};
}

} // namespace rig::presentation
