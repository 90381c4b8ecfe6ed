#include "ctl/bench/benchfigures.h"
#include "ctl/tests.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace rig::ctl;

namespace {

QJsonObject way(double rate, double processor)
{
    return {{u"readings_per_s"_s, rate}, {u"cpu_s_per_million"_s, processor}};
}

QJsonObject ingest(double keep, double keepProcessor)
{
    return {{u"consume"_s, way(100'000, 2)},
            {u"copy"_s, way(50'000, 8)},
            {u"keep"_s, way(keep, keepProcessor)},
            {u"keep_and_judge"_s, way(15'000, 30)}};
}

BenchFigure figureNamed(const AllFigures &all, const QString &name)
{
    const auto found = std::find_if(all.figures.begin(), all.figures.end(),
                                    [&](const BenchFigure &one) { return one.name == name; });
    return found == all.figures.end() ? BenchFigure() : *found;
}

QJsonObject rowNamed(const QJsonObject &json, const QString &name)
{
    for (const QJsonValue &row : json[u"figures"].toArray())
        if (row[u"name"].toString() == name)
            return row.toObject();
    return {};
}

QString lineOf(const AllFigures &all, const QString &name)
{
    for (const QString &line : tableOf(all))
        if (line.startsWith(name + u"  "_s))
            return line.simplified();
    return {};
}

/// Made-up results of two benches on one day.
AllFigures whole(const QString &day, double keep = 25'000)
{
    AllFigures all;
    all.takenAt = day;
    for (const Figures &figures :
         {ingestFigures(ingest(keep, 15)), latencyFigures({{u"p99_ms"_s, 12.5}, {u"median_ms"_s, 3.25}}),
          startFigures({{u"number"_s, 800}})})
        all.figures.insert(all.figures.end(), figures.begin(), figures.end());
    return all;
}

/// The real program in a folder where the others beside it say what a test wants: the real ones take a
/// quarter of an hour, and hold their bars.
class Bench
{
public:
    Bench()
    {
        QFile::copy(qEnvironmentVariable("RIG_RIGCTL"), m_folder.filePath(u"measure"_s));
        say(u"frame_bench"_s, R"(echo '{"p99_ms": 20, "median_ms": 9}')");
        say(u"rig-alpha"_s, "echo 'stood after 800 ms' >&2");
        say(u"window_gallery"_s, "echo 'GUI thread 4.5 % of a core' >&2");
    }

    void say(const QString &program, const QByteArray &script) const
    {
        QFile file(m_folder.filePath(program));
        if (file.open(QIODevice::WriteOnly))
            file.write("#!/bin/sh\n" + script + '\n');
        file.setPermissions(file.permissions() | QFile::ExeOwner);
    }

    /// `decode` and `ingest` of what the program beside says.
    void sayOfRigctl(double ratio, const QByteArray &ingest) const
    {
        say(u"rigctl"_s, R"(case $2 in
            decode) echo '{"decoder_per_s": 5, "simdjson_per_s": 10, "ratio": )" +
                             QByteArray::number(ratio) + R"(}';;
            ingest) )" + ingest +
                             R"(;;
            latency) echo '{"p99_ms": 12.5, "median_ms": 3}';;
            detect) echo '{"p99_ms": 90, "median_ms": 40, "skipped": 0, "lstm_alone_per_s": 3, "lstm_per_s": 2}';;
            trend) echo '{"trends": [{"what": "a day", "p95_ms": 90, "median_ms": 40}]}';;
        esac)");
    }

    /// The exit code; what stands on standard error is in `said`.
    int run(QString &said) const
    {
        QProcess process;
        process.start(m_folder.filePath(u"measure"_s), {u"bench"_s, u"all"_s, u"--keep"_s, keptFile()});
        const bool ended = process.waitForFinished();
        said = QString::fromUtf8(process.readAllStandardError());
        return ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }

    QJsonObject kept() const
    {
        QFile file(keptFile());
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                              : QJsonObject();
    }

private:
    QString keptFile() const { return m_folder.filePath(u"kept.json"_s); }

    QTemporaryDir m_folder;
};

QByteArray sayingIngest()
{
    return "echo '" + QJsonDocument(ingest(25'000, 15)).toJson(QJsonDocument::Compact) + '\'';
}

} // namespace

/// The table of `rigctl bench all`, on results that are made up.
class BenchTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldShowTheCeilingOrPeerBesideEachFigureElseItsBar()
    {
        const AllFigures all = whole(u"2026-11-02"_s);
        QCOMPARE(lineOf(all, u"keep"_s), u"keep 25000 readings/s psql \\copy alone 50000"_s);
        QCOMPARE(lineOf(all, u"keep, of the slower ceiling"_s),
                 u"keep, of the slower ceiling 0.50 ratio ≥ 0.40 yes psql \\copy alone 1.00"_s);
        QCOMPARE(lineOf(all, u"keep, processor"_s),
                 u"keep, processor 15.0 s/million ≤ 20.0 yes kcat and psql 10.0"_s);
        QCOMPARE(lineOf(all, u"producer to board, p99"_s),
                 u"producer to board, p99 12.5 ms ≤ 50.0 yes its bar ≤ 50.0, median 3.25"_s);
        QCOMPARE(lineOf(all, u"until the window stands"_s),
                 u"until the window stands 800.0 ms ≤ 1500 yes its bar ≤ 1500"_s);
        QVERIFY(tableOf(all).constFirst().endsWith(u"held against, in the same run"_s));
    }

    void shouldNameTheBarsThatDoNotHold()
    {
        QCOMPARE(brokenBars(whole({})), QString());
        AllFigures all = whole({}, 15'000);
        all.figures.back().value = 1501;
        QCOMPARE(brokenBars(all), u"Bars that do not hold: keep, of the slower ceiling (0.30 ratio, ≥ 0.40); "
                                  "until the window stands (1501 ms, ≤ 1500)."_s);
        QVERIFY(lineOf(all, u"keep, of the slower ceiling"_s).contains(u" NO "_s));
        all.figures.back().value = 1500; // a bar holds at its very value
        QVERIFY(!brokenBars(all).contains(u"window"_s));
        QVERIFY(!BenchFigure({.value = qQNaN(), .bar = Bar{1}}).holds());
    }

    void shouldCompareWithTheLastKeptResult()
    {
        const QJsonObject kept = keptOf(whole(u"2026-11-01"_s, 20'000), {});
        AllFigures all = whole(u"2026-11-02"_s);
        compare(all, kept);
        QCOMPARE(figureNamed(all, u"keep"_s).before, 20'000.0);
        QCOMPARE(lineOf(all, u"keep"_s), u"keep 25000 readings/s 20000 25 % psql \\copy alone 50000"_s);
        QCOMPARE(tableOf(all).constLast(), u"Before: what was measured on 2026-11-01."_s);
        AllFigures first = whole(u"2026-11-02"_s);
        compare(first, {});
        QVERIFY(!figureNamed(first, u"keep"_s).before);
        QVERIFY(!tableOf(first).constLast().startsWith(u"Before"_s));
    }

    void shouldSayTheSameAsJson()
    {
        AllFigures all = whole(u"2026-11-02"_s);
        compare(all, keptOf(whole(u"2026-11-01"_s, 20'000), {}));
        all.failures = {u"frame_bench is missing."_s};
        const QJsonObject json = jsonOf(all);
        QCOMPARE(json[u"taken_at"].toString(), u"2026-11-02"_s);
        QCOMPARE(json[u"failures"].toArray(), QJsonArray{u"frame_bench is missing."_s});
        QCOMPARE(json[u"figures"].toArray().size(), 8);
        QCOMPARE(rowNamed(json, u"keep, processor"_s)[u"bar"].toObject(),
                 (QJsonObject{{u"at_most"_s, 20}, {u"holds"_s, true}}));
        QCOMPARE(rowNamed(json, u"keep, processor"_s)[u"beside"].toObject(),
                 (QJsonObject{{u"what"_s, u"kcat and psql"_s}, {u"value"_s, 10}}));
        QCOMPARE(rowNamed(json, u"keep"_s)[u"before"].toDouble(), 20'000.0);
        QCOMPARE(rowNamed(json, u"keep"_s)[u"before_at"].toString(), u"2026-11-01"_s);
        QCOMPARE(rowNamed(json, u"producer to board, p99"_s)[u"median"].toDouble(), 3.25);
        QVERIFY(!rowNamed(json, u"producer to board, p99"_s).contains(u"beside"_s));
    }

    void shouldKeepTheLastResultOfABenchThatFailed()
    {
        const QJsonObject first = keptOf(whole(u"2026-11-01"_s, 20'000), {});
        AllFigures broken;
        broken.takenAt = u"2026-11-02"_s;
        broken.figures = startFigures({{u"number"_s, 700}});
        broken.failures = {u"rigctl bench ingest --json: no server"_s};
        const QJsonObject second = keptOf(broken, first);
        QCOMPARE(second[u"figures"].toArray().size(), 8);
        QCOMPARE(rowNamed(second, u"until the window stands"_s)[u"value"].toDouble(), 700.0);
        QCOMPARE(rowNamed(second, u"keep"_s)[u"value"].toDouble(), 20'000.0);
        const QJsonObject third = keptOf(broken, second); // it fails again

        AllFigures all = whole(u"2026-11-03"_s);
        compare(all, third);
        QCOMPARE(figureNamed(all, u"keep"_s).before, 20'000.0);
        QCOMPARE(figureNamed(all, u"keep"_s).beforeAt, u"2026-11-01"_s);
        QCOMPARE(figureNamed(all, u"until the window stands"_s).beforeAt, u"2026-11-02"_s);
        QCOMPARE(tableOf(all).constLast(), u"Before: what was measured on 2026-11-01, 2026-11-02."_s);
        QCOMPARE(jsonOf(broken)[u"figures"].toArray().size(), 1); // what this run says is its own
        QCOMPARE(keptOf(all, third), jsonOf(all));
    }

    void shouldFailWhereABarIsBrokenAndKeepWhatABenchSaidBeforeItFailed()
    {
        const Bench bench;
        QString said;
        bench.sayOfRigctl(0.7, sayingIngest());
        QVERIFY2(bench.run(said) == 0, qPrintable(said));
        QCOMPARE(bench.kept()[u"figures"].toArray().size(), 16);

        bench.sayOfRigctl(0.25, sayingIngest());
        QCOMPARE(bench.run(said), 1);
        QVERIFY2(said.contains(u"Bars that do not hold: decoder, of simdjson (0.25 ratio, ≥ 0.50)."_s),
                 qPrintable(said));

        bench.sayOfRigctl(0.7, "echo 'There is no server.' >&2; exit 3");
        QCOMPARE(bench.run(said), 1);
        QVERIFY2(said.contains(u"Not measured. rigctl bench ingest --json: There is no server."_s),
                 qPrintable(said));
        QVERIFY(!said.contains(u"Bars"_s));
        QCOMPARE(rowNamed(bench.kept(), u"keep"_s)[u"value"].toDouble(), 25'000.0);
    }

    void shouldMakeNothingOfWhatIsNoResult()
    {
        for (const auto read : {decodeFigures, ingestFigures, latencyFigures, detectFigures, trendFigures,
                                frameFigures, startFigures, windowFigures}) {
            QVERIFY(read({}).empty());
            QVERIFY(read({{u"number"_s, u"12"_s}, {u"trends"_s, QJsonArray{QJsonObject()}}}).empty());
        }
    }
};

std::unique_ptr<QObject> makeBenchTableTest()
{
    return std::make_unique<BenchTableTest>();
}

#include "benchtable_test.moc"
