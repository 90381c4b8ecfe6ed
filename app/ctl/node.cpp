#include "composition/core/node.h"
#include "composition/core/killpoint.h"
#include "composition/core/logging.h"
#include "composition/core/systemclock.h"
#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/stopsignals.h"
#include "ctl/terminal.h"

#include <QCoreApplication>

#include <span>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Node", text);
}

QStringList failPoints()
{
    QStringList names;
    const auto add = [&](std::span<const std::string_view> steps) {
        for (const std::string_view step : steps)
            names.append(QString::fromUtf8(step.data(), static_cast<qsizetype>(step.size())));
    };
    add(keepSteps);
    add(judgeSteps);
    add(rollupSteps);
    return names;
}

std::optional<Error> unknownStep(const QString &step)
{
    if (step.isEmpty() || failPoints().contains(step))
        return {};
    return Error{ErrorKind::badConfiguration,
                 tr("There is no step '%1' to fail at. Steps: %2.").arg(step, failPoints().join(u", "_s)),
                 {}};
}

Result<composition::Node::Readers> readersOf(const QString &only)
{
    using Readers = composition::Node::Readers;
    if (only.isEmpty())
        return Readers{true, true};
    if (only != "keep"_L1 && only != "judge"_L1)
        return failure(ErrorKind::badConfiguration, tr("--only takes keep or judge, not '%1'.").arg(only));
    return Readers{only == "keep"_L1, only == "judge"_L1};
}

} // namespace

int runNode(const QStringList &arguments)
{
    CommandLine line(
        u"node [options]"_s,
        tr("Keeps and judges: takes readings from Kafka, stores each exactly once in PostgreSQL, and\n"
           "records the limits they cross. "
           "Waits for servers that are away, for as long as it takes. SIGTERM or Ctrl-C stores what was\n"
           "read and ends with 0 within 10 s. Where no database is configured it takes the private one of a\n"
           "running rig-alpha."));
    line.value(u"fail-point"_s, u"STEP"_s,
               tr("For tests: ends as kill -9 would when this step of a transaction is reached."));
    line.value(u"only"_s, u"READER"_s, tr("Runs one reader alone: keep or judge."));
    if (const auto code = line.parse(arguments))
        return *code;
    const auto settings = line.settings();
    if (!settings)
        return complain(settings.error());
    if (const auto wrong = unknownStep(line.value(u"fail-point"_s)))
        return complain(*wrong);

    const auto readers = readersOf(line.value(u"only"_s));
    if (!readers)
        return complain(readers.error());

    StopSignals signals;
    const composition::ServerChoice choice = composition::chooseServers(*settings);
    const auto servers = choice.servers();
    if (!servers)
        return complain(servers.error());
    const auto directory = settings::DataDirectory::open(settings->dataDirectory);
    if (!directory)
        return complain(directory.error());
    const composition::Logging logging("rigctl-node", directory->path());
    const composition::SystemClock clock;
    composition::KillPoint killPoint(line.value(u"fail-point"_s).toStdString());
    const auto node =
        composition::Node::start(*servers, settings->defaultMachine, *directory, *readers, clock, killPoint);
    if (!node)
        return complain(node.error());
    while (!signals.waitFor(1h)) {
    }
    note(tr("Stopping: storing what was read."));
    return succeeded;
}

} // namespace rig::ctl
