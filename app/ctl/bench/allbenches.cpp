#include "ctl/bench/allbenches.h"

#include "ctl/bench/benchfigures.h"
#include "domain/result.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::AllBenches", text);
}

/// A bench as it is run alone.
struct Bench
{
    const char *program; ///< beside this one
    QStringList arguments;
    const char *number; ///< what it says instead of JSON; null: it prints JSON
    Figures (*figures)(const QJsonObject &json);
};

std::vector<Bench> benches()
{
    return {
        {"rigctl", {u"bench"_s, u"decode"_s, u"--json"_s}, nullptr, decodeFigures},
        {"rigctl", {u"bench"_s, u"ingest"_s, u"--json"_s}, nullptr, ingestFigures},
        {"rigctl", {u"bench"_s, u"latency"_s, u"--json"_s}, nullptr, latencyFigures},
        {"rigctl", {u"bench"_s, u"detect"_s, u"--json"_s}, nullptr, detectFigures},
        {"rigctl", {u"bench"_s, u"trend"_s, u"--json"_s}, nullptr, trendFigures},
        {"frame_bench", {u"--json"_s}, nullptr, frameFigures},
        {"rig-alpha", {u"--exit-after-startup"_s}, "stood after (\\d+) ms", startFigures},
        {"window_gallery", {u"--live"_s, u"10"_s, u"--no-scene"_s}, "GUI thread ([\\d.]+) %", windowFigures},
    };
}

QString wordsOf(const Bench &bench)
{
    return QLatin1StringView(bench.program) + u' ' + bench.arguments.join(u' ');
}

Result<QJsonObject> run(const Bench &bench)
{
    const QString name = QLatin1StringView(bench.program);
    const QString file = QCoreApplication::applicationDirPath() + u'/' + name;
    const QString words = wordsOf(bench);
    if (!QFileInfo(file).isExecutable())
        return failure(ErrorKind::notFound,
                       tr("%1: the program is not beside this one; it stands in a build folder.").arg(words));
    QProcess process;
    process.start(file, bench.arguments);
    if (!process.waitForStarted() || !process.waitForFinished(-1) ||
        process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return failure(ErrorKind::unavailable,
                       tr("%1: %2").arg(words, QString::fromUtf8(process.readAllStandardError()).trimmed()));
    if (bench.number == nullptr)
        return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    const auto match = QRegularExpression(QLatin1StringView(bench.number))
                           .match(QString::fromUtf8(process.readAllStandardError()));
    if (!match.hasMatch())
        return failure(ErrorKind::damaged, tr("%1 did not say its figures.").arg(words));
    return QJsonObject{{u"number"_s, match.captured(1).toDouble()}};
}

Result<Figures> measured(const Bench &bench)
{
    return run(bench).and_then([&](const QJsonObject &json) -> Result<Figures> {
        Figures figures = bench.figures(json);
        if (figures.empty())
            return failure(ErrorKind::damaged, tr("%1 did not say its figures.").arg(wordsOf(bench)));
        return figures;
    });
}

} // namespace

AllFigures benchAll(const std::function<void(const QString &)> &say)
{
    AllFigures all;
    all.takenAt = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    for (const Bench &bench : benches()) {
        say(tr("Running %1.").arg(wordsOf(bench)));
        const auto figures = measured(bench);
        if (figures)
            all.figures.insert(all.figures.end(), figures->begin(), figures->end());
        else
            all.failures.append(figures.error().sentence);
    }
    return all;
}

} // namespace rig::ctl
