#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/csvcell.h"
#include "ctl/csvtable.h"
#include "ctl/outputfile.h"
#include "ctl/terminal.h"
#include "ctl/topsensors.h"
#include "ml/episodes.h"
#include "ml/modelfolder.h"

#include <QCoreApplication>

#include <array>
#include <charconv>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Score", text);
}

constexpr std::size_t mostTopSensors = 3;

void append(QByteArray &line, double number)
{
    std::array<char, 32> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    line.append(text.data(), end - text.data());
}

void append(QByteArray &line, const std::optional<double> &number)
{
    if (number)
        append(line, *number);
}

/// The names of the sensors with the largest shares, the largest first.
QByteArray topSensors(const std::vector<std::string> &sensors, const std::vector<double> &shares)
{
    QByteArray names;
    for (const std::size_t sensor : largestShares(shares, mostTopSensors)) {
        if (!names.isEmpty())
            names += ';';
        names += QByteArray::fromStdString(sensors[sensor]);
    }
    return csvCell(QString::fromUtf8(names)).toUtf8();
}

Done writeScores(const ml::MachineModel &model, ml::Mode mode, const ml::Table &table, OutputFile &out,
                 std::int64_t &findings)
{
    ml::Episodes episodes;
    Done done;
    QByteArray lines = "row,isolation_forest,lstm_autoencoder,subspace,fused,anomaly,finding,top_sensors\n";
    const auto each = [&](std::size_t row, const ml::RowScore &score, const ml::MachineWatch &watch) {
        if (!done)
            return;
        lines += QByteArray::number(static_cast<qint64>(row + 1)) + ',';
        append(lines, score.forest);
        lines += ',';
        append(lines, score.autoencoder);
        lines += ',';
        append(lines, score.subspace);
        lines += ',';
        append(lines, score.fused);
        lines += score.anomalous ? ",1," : ",0,";
        if (const auto finding = episodes.next(score, watch.failures())) {
            lines += QByteArray::number(qint64{*finding});
            findings = *finding;
        }
        lines += ',' + topSensors(model.sensors(), watch.shares()) + '\n';
        constexpr qsizetype atOnce = 1024 * 1024;
        if (lines.size() < atOnce)
            return;
        done = out.write(lines);
        lines.clear();
    };
    ml::scoreRows(std::make_shared<ml::MachineModel>(model), mode, table, each);
    return done ? out.write(lines) : done;
}

Result<ml::Mode> modeOf(const CommandLine &line, const ml::MachineModel &model)
{
    const QString word = line.value(u"mode"_s);
    const auto mode = ml::modeOf(word.toStdString());
    if (!mode)
        return failure(ErrorKind::badConfiguration,
                       tr("'%1' is no mode: say fused, isolation_forest, lstm, hybrid_or, hybrid_and or "
                          "hybrid_smart.")
                           .arg(word),
                       u"--mode"_s);
    if (!model.knows(*mode))
        return failure(ErrorKind::refused, tr("The model has not the detectors that %1 judges by.").arg(word),
                       u"--mode"_s);
    return *mode;
}

int score(const CommandLine &line)
{
    for (const QString &name : {u"model"_s, u"data"_s, u"out"_s})
        if (line.value(name).isEmpty())
            return complain({ErrorKind::badConfiguration,
                             tr("score needs --model DIR, --data FILE.csv and --out FILE.csv."),
                             u"--"_s + name});
    const QString data = line.value(u"data"_s);
    const QString out = line.value(u"out"_s);
    const ml::ModelFolder folder(line.value(u"model"_s));
    for (const QString &read : {data, folder.file(), folder.previous()})
        if (sameFile(read, out))
            return complain({ErrorKind::badConfiguration,
                             tr("The scores would take the place of %1.").arg(read), u"--out"_s});
    const auto model = folder.read();
    if (!model)
        return complain(model.error());
    if (line.isSet(u"independent"_s) && model->series())
        return complain({ErrorKind::badConfiguration,
                         tr("%1 was taught that its rows are a series: train it with --independent, or leave "
                            "that out here.")
                             .arg(folder.file()),
                         u"--independent"_s});
    const auto mode = modeOf(line, *model);
    if (!mode)
        return complain(mode.error());
    const auto read = readCsvTable(data, model->sensors());
    if (!read)
        return complain(read.error());
    std::int64_t findings = 0;
    const Done done = OutputFile::open(out).and_then([&](OutputFile file) {
        return writeScores(*model, *mode, read->table, file, findings).and_then([&] {
            return file.commit();
        });
    });
    if (!done)
        return complain(done.error());
    note(tr("%1 rows, %2 findings.").arg(read->table.rows()).arg(findings));
    return succeeded;
}

} // namespace

int runScore(const QStringList &arguments)
{
    CommandLine line(
        u"score --model DIR --data FILE.csv --out FILE.csv [--independent] [--mode MODE]"_s,
        tr("Says of each row of a recording how unusual it is for what a model has learnt: a line per row, "
           "in "
           "their\n"
           "order, with the score of each detector (in deviations of healthy rows; empty where the model has "
           "none),\n"
           "all of them as one from 0 to 1 (above .5 in a finding), whether the row is an anomaly, the "
           "number of the "
           "finding that\n"
           "it belongs to, and the sensors that have most of the score."));
    line.value(u"model"_s, u"DIR"_s, tr("The folder of a model that `rigctl train` made."));
    line.value(u"data"_s, u"FILE"_s,
               tr("CSV with the readings, the oldest first; more columns do not matter."));
    line.value(u"out"_s, u"FILE"_s, tr("CSV with the scores; - is standard output."));
    line.flag(u"independent"_s, tr("The rows are no series; the model has to be one that was taught so."));
    line.value(
        u"mode"_s, u"MODE"_s,
        tr("What rows are judged by: fused (without it), isolation_forest, lstm, hybrid_or, hybrid_and, "
           "hybrid_smart."),
        u"fused"_s);
    if (const auto code = line.parse(arguments))
        return *code;
    return score(line);
}

} // namespace rig::ctl
