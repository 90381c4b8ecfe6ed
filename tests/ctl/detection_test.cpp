#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <random>

using namespace Qt::Literals::StringLiterals;

namespace {

struct Said
{
    int code = 0;
    QString out;
    QString error;
};

Said run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(1'200'000))
        qFatal("rigctl does not end");
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

Said rigctl(const QStringList &arguments)
{
    return run(qEnvironmentVariable("RIG_RIGCTL"), arguments);
}

/// Rows of two sensors that go together and one by itself; from `off` on the second one is too high.
QByteArray readings(int rows, int off, bool labels)
{
    std::mt19937 random(static_cast<unsigned>(rows));
    const auto noise = [&] { return static_cast<double>(random() % 2'000) / 1'000 - 1; };
    QByteArray text =
        labels ? "timestamp,speed,\"heat, core\",flow,label\n" : "timestamp,speed,\"heat, core\",flow\n";
    for (int row = 0; row < rows; ++row) {
        const double load = noise();
        text += "2026-01-01T00:00:" + QByteArray::number(row) + "," + QByteArray::number(100 + 5 * load) +
                "," + QByteArray::number(60 + 2 * load + .2 * noise() + (row >= off ? 5 : 0)) + "," +
                QByteArray::number(noise());
        text += labels ? row >= off ? ",1\n" : ",0\n" : "\n";
    }
    return text;
}

/// Machines of which one sensor rises towards the end.
QByteArray fleet(int machines)
{
    std::mt19937 random(3);
    QByteArray text = "unit,cycle,setting_1,heat\n";
    for (int machine = 1; machine <= machines; ++machine) {
        const int life = 60 + static_cast<int>(random() % 60);
        for (int cycle = 1; cycle <= life; ++cycle)
            text += "m" + QByteArray::number(machine) + ',' + QByteArray::number(cycle) + ",1," +
                    QByteArray::number(100 + std::exp((cycle - life) / 20.) * 10 +
                                       static_cast<double>(random() % 100) / 100) +
                    '\n';
    }
    return text;
}

} // namespace

/// Training, scoring and measuring by commands, on files.
class DetectionTest : public QObject
{
    Q_OBJECT

private:
    QString write(const QString &name, const QByteArray &content) const
    {
        const QString path = m_folder.filePath(name);
        QDir().mkpath(QFileInfo(path).absolutePath());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }

    QList<QByteArrayList> scores(const QString &path) const
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no scores");
        QList<QByteArrayList> rows;
        for (const QByteArray &line : file.readAll().trimmed().split('\n'))
            rows.append(line.split(','));
        return rows;
    }

    QTemporaryDir m_folder;

private Q_SLOTS:
    void shouldLearnOnceAndScoreEveryRow()
    {
        const QString train = write(u"train.csv"_s, readings(600, 600, false));
        const QString test = write(u"test.csv"_s, readings(300, 200, true));
        const QString model = m_folder.filePath(u"model"_s);
        const Said first = rigctl({u"train"_s, u"--data"_s, train, u"--model"_s, model});
        QVERIFY2(first.code == 0, qPrintable(first.error));
        const Said second = rigctl({u"train"_s, u"--data"_s, test, u"--model"_s, model});
        QCOMPARE(second.code, 0);
        QVERIFY2(second.out.contains(u"is kept"_s), qPrintable(second.out));
        QVERIFY(!QFile::exists(model + u"/previous.rig"_s));

        const QString out = m_folder.filePath(u"scores.csv"_s);
        const Said scored = rigctl({u"score"_s, u"--model"_s, model, u"--data"_s, test, u"--out"_s, out});
        QVERIFY2(scored.code == 0, qPrintable(scored.error));
        const auto rows = scores(out);
        QCOMPARE(rows.size(), 301);
        QCOMPARE(rows[0].join(','),
                 "row,isolation_forest,lstm_autoencoder,subspace,fused,anomaly,finding,top_sensors");
        for (int row = 1; row <= 300; ++row) {
            QCOMPARE(rows[row][0].toInt(), row);
            QCOMPARE(!rows[row][6].isEmpty(), rows[row][4].toDouble() > .5);
            for (const int part : {1, 2, 3})
                QVERIFY(std::isfinite(rows[row][part].toDouble()) && !rows[row][part].isEmpty());
        }
        QCOMPARE(rows[100][6], QByteArray());
        QCOMPARE(rows[290][5], "1");
        QVERIFY(rows[290][6].toInt() >= 1);
        // In quotes, because of the comma in the name.
        QVERIFY2(rows[290].join(',').contains(",\"heat, core;"), rows[290].join(',').constData());
    }

    void shouldKeepThePreviousModelWhereItIsForced()
    {
        const QString train = write(u"train.csv"_s, readings(300, 300, false));
        const QString model = m_folder.filePath(u"forced"_s);
        QCOMPARE(rigctl({u"train"_s, u"--data"_s, train, u"--model"_s, model, u"--only"_s, u"forest"_s}).code,
                 0);
        QFile file(model + u"/model.rig"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray old = file.readAll();
        QCOMPARE(rigctl({u"train"_s, u"--data"_s, train, u"--model"_s, model, u"--force"_s}).code, 0);
        QFile previous(model + u"/previous.rig"_s);
        QVERIFY(previous.open(QIODevice::ReadOnly));
        QCOMPARE(previous.readAll(), old);
    }

    /// Without its module a model with an autoencoder is as good as it was.
    void shouldKeepAModelThatItCannotCompute()
    {
        const QString train = write(u"train.csv"_s, readings(300, 300, false));
        const QString model = m_folder.filePath(u"uncomputed"_s);
        QCOMPARE(
            rigctl({u"train"_s, u"--data"_s, train, u"--model"_s, model, u"--only"_s, u"autoencoder"_s}).code,
            0);
        QFile file(model + u"/model.rig"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray old = file.readAll();
        QDir(m_folder.path()).mkpath(u"bin"_s);
        const QString alone = m_folder.filePath(u"bin/rigctl"_s);
        QVERIFY(QFile::copy(qEnvironmentVariable("RIG_RIGCTL"), alone));
        const Said scored =
            run(alone, {u"score"_s, u"--model"_s, model, u"--data"_s, train, u"--out"_s, u"-"_s});
        QCOMPARE(scored.code, 3);
        QVERIFY2(scored.error.contains(u"rig-torch.so"_s) && !scored.error.contains(u"--force"_s),
                 qPrintable(scored.error));
        QCOMPARE(run(alone, {u"train"_s, u"--data"_s, train, u"--model"_s, model, u"--force"_s}).code, 0);
        QFile previous(model + u"/previous.rig"_s);
        QVERIFY(previous.open(QIODevice::ReadOnly));
        QCOMPARE(previous.readAll(), old);
    }

    void shouldSayWhyAModelDoesNotFit()
    {
        const QString train = write(u"train.csv"_s, readings(300, 300, false));
        const QString model = m_folder.filePath(u"large"_s);
        const Said said = run(u"bash"_s, {u"-c"_s, u"trap '' XFSZ; ulimit -f 8; exec \"$@\""_s, u"-"_s,
                                          qEnvironmentVariable("RIG_RIGCTL"), u"train"_s, u"--data"_s, train,
                                          u"--model"_s, model, u"--only"_s, u"forest"_s});
        QCOMPARE(said.code, 3);
        QVERIFY2(said.error.contains(u"File too large"_s), qPrintable(said.error));
        QVERIFY(QDir(model).isEmpty());
    }

    void shouldSayWhatIsWrong_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        const QString few = write(u"few.csv"_s, readings(99, 99, false));
        const QString train = write(u"train.csv"_s, readings(300, 300, false));
        const QString other = write(u"other.csv"_s, "speed,flow\n1,2\n");
        const QString model = m_folder.filePath(u"good"_s);
        const QString broken = m_folder.filePath(u"broken"_s);
        const QString out = m_folder.filePath(u"x.csv"_s);
        rigctl({u"train"_s, u"--data"_s, train, u"--model"_s, model, u"--only"_s, u"subspace"_s});
        write(u"broken/model.rig"_s, "no model");
        QTest::newRow("too few rows")
            << QStringList{u"train"_s, u"--data"_s, few, u"--model"_s, m_folder.filePath(u"few"_s)} << 1
            << u"at least 100"_s;
        QTest::newRow("no data") << QStringList{u"train"_s, u"--model"_s, model} << 2 << u"--data"_s;
        QTest::newRow("no such detector")
            << QStringList{u"train"_s, u"--data"_s, train, u"--model"_s, out, u"--only"_s, u"magic"_s} << 2
            << u"forest, autoencoder or subspace"_s;
        QTest::newRow("no model") << QStringList{u"score"_s,  u"--model"_s, m_folder.filePath(u"none"_s),
                                                 u"--data"_s, train,        u"--out"_s,
                                                 out}
                                  << 2 << u"rigctl train"_s;
        QTest::newRow("no model of ours")
            << QStringList{u"score"_s, u"--model"_s, broken, u"--data"_s, train, u"--out"_s, out} << 1
            << u"This is no model. Train it anew"_s;
        QTest::newRow("a sensor is missing")
            << QStringList{u"score"_s, u"--model"_s, model, u"--data"_s, other, u"--out"_s, out} << 2
            << u"no column 'heat, core'"_s;
        QTest::newRow("over the readings")
            << QStringList{u"score"_s, u"--model"_s, model, u"--data"_s, train, u"--out"_s, train} << 2
            << u"take the place"_s;
        QTest::newRow("an autoencoder of single rows")
            << QStringList{u"train"_s,       u"--data"_s,       train, u"--model"_s, out, u"--only"_s,
                           u"autoencoder"_s, u"--independent"_s}
            << 2 << u"leave --independent away"_s;
        QTest::newRow("a window of one row")
            << QStringList{u"train"_s, u"--data"_s, train, u"--model"_s, out, u"--sequence"_s, u"1"_s} << 2
            << u"from 2 to 1000"_s;
        QTest::newRow("no percentile")
            << QStringList{u"train"_s, u"--data"_s, train, u"--model"_s, out, u"--percentile"_s, u"100"_s}
            << 2 << u"from 50 to 99.99"_s;
        QTest::newRow("windows of a forest")
            << QStringList{u"train"_s,  u"--data"_s, train,           u"--model"_s, out,
                           u"--only"_s, u"forest"_s, u"--sequence"_s, u"5"_s}
            << 2 << u"--sequence is of the autoencoder"_s;
        QTest::newRow("no findings a day")
            << QStringList{u"train"_s, u"--data"_s, train, u"--model"_s, out, u"--findings-per-day"_s, u"0"_s}
            << 2 << u"from 0.001 to 1000"_s;
        QTest::newRow("a percentile that is no number")
            << QStringList{u"train"_s, u"--data"_s, train, u"--model"_s, out, u"--percentile"_s, u"nan"_s}
            << 2 << u"from 50 to 99.99"_s;
        QTest::newRow("windows that are too long")
            << QStringList{u"train"_s, u"--data"_s, train, u"--model"_s, out, u"--sequence"_s, u"241"_s} << 1
            << u"need at least 302 readings to learn from; there are 300"_s;
        QTest::newRow("a machine of a file")
            << QStringList{u"train"_s, u"--data"_s, train, u"--model"_s, out, u"--machine"_s, u"A"_s} << 2
            << u"give one of them"_s;
        QTest::newRow("neither folder nor simulated") << QStringList{u"evaluate"_s} << 2 << u"--simulated"_s;
        QTest::newRow("both of them")
            << QStringList{u"evaluate"_s, m_folder.path(), u"--simulated"_s} << 2 << u"or --simulated"_s;
        QTest::newRow("no machines") << QStringList{u"evaluate"_s, u"--simulated"_s, u"--machines"_s, u"0"_s}
                                     << 2 << u"from 1 to 100"_s;
        QTest::newRow("a seed that is no number")
            << QStringList{u"evaluate"_s, m_folder.path(), u"--seed"_s, u"x"_s} << 2
            << u"cannot be --seed: give a whole number"_s;
        QTest::newRow("days of recordings")
            << QStringList{u"evaluate"_s, m_folder.path(), u"--days"_s, u"2"_s} << 2
            << u"it goes with --simulated"_s;
        QTest::newRow("nothing to measure") << QStringList{u"evaluate"_s, m_folder.filePath(u"good"_s)} << 2
                                            << u"no folder with a train.csv"_s;
    }

    void shouldSayWhatIsWrong()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const int, code);
        QFETCH(const QString, words);
        const Said said = rigctl(arguments);
        QVERIFY2(said.error.contains(words), qPrintable(said.error));
        QCOMPARE(said.code, code);
        QVERIFY(!QFile::exists(m_folder.filePath(u"x.csv"_s)));
    }

    /// `timestamp` and `label` are no sensors, however they are written and whatever stands in them.
    void shouldIgnoreLabelsOfRecordings()
    {
        const auto labelled = [&](const QString &name, const QByteArray &header, const QByteArray &label) {
            QByteArray text = header + '\n';
            for (int i = 0; i < 150; ++i)
                text += QByteArray::number(i) + ',' + QByteArray::number(i * 7 % 13) + ',' + label + '\n';
            return write(name, text);
        };
        const QString model = m_folder.filePath(u"labelled"_s);
        const QString out = m_folder.filePath(u"labelled.csv"_s);
        const Said taught =
            rigctl({u"train"_s, u"--data"_s, labelled(u"a.csv"_s, "Timestamp,speed,LABEL", "False"),
                    u"--model"_s, model, u"--only"_s, u"forest"_s, u"--independent"_s});
        QVERIFY2(taught.code == 0, qPrintable(taught.error));
        for (const QByteArray &label : {QByteArray("normal"), QByteArray(), QByteArray("2")}) {
            const Said scored = rigctl({u"score"_s, u"--independent"_s, u"--model"_s, model, u"--out"_s, out,
                                        u"--data"_s, labelled(u"b.csv"_s, "timestamp,speed,label", label)});
            QVERIFY2(scored.code == 0, qPrintable(scored.error));
        }
        // One that was taught a series is not scored as if it were none.
        const Said anew = rigctl({u"train"_s, u"--data"_s, labelled(u"a.csv"_s, "t,speed,label", "0"),
                                  u"--model"_s, model, u"--only"_s, u"forest"_s, u"--force"_s});
        QVERIFY2(anew.code == 0, qPrintable(anew.error));
        const Said refused = rigctl({u"score"_s, u"--independent"_s, u"--model"_s, model, u"--out"_s, out,
                                     u"--data"_s, m_folder.filePath(u"a.csv"_s)});
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.error.contains(u"train it with --independent"_s), qPrintable(refused.error));
        // What is damaged is not called a model.
        const auto entries = QDir(model).entryList(QDir::Files);
        QVERIFY(!entries.isEmpty());
        for (const QString &entry : entries)
            write(u"labelled/"_s + entry, "damaged");
        const Said kept =
            rigctl({u"train"_s, u"--data"_s, m_folder.filePath(u"a.csv"_s), u"--model"_s, model});
        QCOMPARE(kept.code, 0);
        QVERIFY2((kept.error + kept.out).contains(u"--force trains anew; without it"_s),
                 qPrintable(kept.error));
    }

    void shouldTrainAndJudgeByOneDetector()
    {
        const QString train = write(u"train.csv"_s, readings(400, 400, false));
        const QString test = write(u"test.csv"_s, readings(300, 200, true));
        const QString model = m_folder.filePath(u"lstm"_s);
        const QString out = m_folder.filePath(u"lstm.csv"_s);
        const Said trained = rigctl({u"train"_s, u"--data"_s, train, u"--model"_s, model, u"--only"_s,
                                     u"autoencoder"_s, u"--sequence"_s, u"5"_s, u"--encoding"_s, u"4"_s});
        QVERIFY2(trained.code == 0, qPrintable(trained.error));
        const auto scored = [&](const QString &mode) {
            return rigctl(
                {u"score"_s, u"--model"_s, model, u"--data"_s, test, u"--out"_s, out, u"--mode"_s, mode});
        };
        QCOMPARE(scored(u"lstm"_s).code, 0);
        const auto rows = scores(out);
        QCOMPARE(rows.size(), 301);
        QVERIFY(rows[300][1].isEmpty() && !rows[300][2].isEmpty() && rows[300][3].isEmpty());
        QVERIFY(rows[290][2].toDouble() > rows[150][2].toDouble());
        const Said refused = scored(u"hybrid_or"_s);
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.error.contains(u"has not the detectors"_s), qPrintable(refused.error));
        QCOMPARE(scored(u"best"_s).code, 2);
    }

    void shouldJudgeByEachModeOfAModel()
    {
        const QString test = write(u"test.csv"_s, readings(300, 200, true));
        const QString model = m_folder.filePath(u"model"_s); // of the first test
        const QString out = m_folder.filePath(u"modes.csv"_s);
        for (const QString &mode : {u"fused"_s, u"isolation_forest"_s, u"lstm"_s, u"hybrid_or"_s,
                                    u"hybrid_and"_s, u"hybrid_smart"_s}) {
            const Said said = rigctl(
                {u"score"_s, u"--model"_s, model, u"--data"_s, test, u"--out"_s, out, u"--mode"_s, mode});
            QVERIFY2(said.code == 0, qPrintable(said.error));
            const auto rows = scores(out);
            for (int row = 1; row <= 300; ++row)
                QCOMPARE(!rows[row][6].isEmpty(), rows[row][4].toDouble() > .5);
            QVERIFY2(rows[295][5] == "1", qPrintable(mode));
        }
    }

    void shouldTryEveryFaultOnASimulatedMachine()
    {
        const Said said = rigctl({u"evaluate"_s, u"--simulated"_s, u"--machines"_s, u"1"_s, u"--runs"_s,
                                  u"1"_s, u"--days"_s, u"1"_s});
        QVERIFY2(said.code == 0, qPrintable(said.error));
        const QStringList lines = said.out.split(u'\n');
        const auto found = std::ranges::count_if(lines, [](const QString &line) {
            return line.contains(u"1 of 1"_s) && !line.contains(u"0 of 1"_s);
        });
        QVERIFY2(found >= 10, qPrintable(said.out)); // of eleven
        QVERIFY2(said.out.contains(u" in 1 clean machine-days"_s), qPrintable(said.out));
    }

    void shouldMeasureEveryRecordingOfEachKind()
    {
        for (const QString &one : {u"data/kind/a"_s, u"data/kind/b"_s, u"data/other/c"_s}) {
            write(one + u"/train.csv"_s, readings(200, 200, false));
            write(one + u"/test.csv"_s, readings(200, 150, true));
        }
        const Said said = rigctl({u"evaluate"_s, m_folder.filePath(u"data"_s)});
        QVERIFY2(said.code == 0, qPrintable(said.error));
        QVERIFY2(said.out.contains(u"kind · 2"_s) && said.out.contains(u"other · 1"_s), qPrintable(said.out));
        const auto lineOf = [](const Said &from) { return from.out.split(u'\n').filter(u"other · 1"_s); };
        const Said seeded = rigctl({u"evaluate"_s, m_folder.filePath(u"data/other"_s), u"--seed"_s, u"2"_s});
        QVERIFY(lineOf(seeded) != lineOf(said));
        QCOMPARE(lineOf(seeded).size(), 1);
    }

    void shouldForecastTheNextRowsOfARecording()
    {
        const QString train = write(u"train.csv"_s, readings(600, 600, false));
        const QString test = write(u"test.csv"_s, readings(300, 200, true));
        const QString model = m_folder.filePath(u"forecast"_s);
        const QString out = m_folder.filePath(u"forecast.csv"_s);
        const QStringList learn{u"train"_s,   u"--only"_s, u"forecaster"_s, u"--data"_s, train,
                                u"--model"_s, model};
        const QStringList tell{u"forecast"_s, u"--model"_s, model, u"--data"_s, test, u"--out"_s, out};
        const Said missing = rigctl(tell);
        QVERIFY2(missing.code == 2 && missing.error.contains(u"--only forecaster"_s),
                 qPrintable(missing.error));
        const Said learnt = rigctl(learn);
        QVERIFY2(learnt.code == 0 && learnt.out.contains(u"forecaster.rig"_s), qPrintable(learnt.error));
        QVERIFY(!QFile::exists(model + u"/model.rig"_s));
        const Said kept = rigctl(learn);
        QVERIFY2(kept.code == 0 && kept.out.contains(u"is kept"_s), qPrintable(kept.out));

        const Said told = rigctl(tell);
        QVERIFY2(told.code == 0, qPrintable(told.error));
        const auto rows = scores(out);
        QCOMPARE(rows[0].join(','), "row,step,sensor,mean,low,high,chance");
        // At rows 60, 89 … 292: three sensors, thirty steps.
        QCOMPARE(rows.size(), 1 + 9 * 90);
        QCOMPARE(rows[1][0], "60");
        QCOMPARE(rows[1][1], "1");
        QCOMPARE(rows[91][0], "89");
        double last = 0;
        for (qsizetype i = 1; i < rows.size(); ++i) {
            const auto cells = rows[i].mid(rows[i].size() - 4); // a name has a comma
            QVERIFY(cells[1].toDouble() <= cells[0].toDouble() && cells[0].toDouble() <= cells[2].toDouble());
            QVERIFY(!cells[0].isEmpty() && std::isfinite(cells[0].toDouble()));
            last = cells[3].toDouble();
            QVERIFY(last >= 0 && last <= 1);
            if (rows[i][0].toInt() < 170)
                QVERIFY(last < .5);
        }
        QVERIFY(last > .5); // long after one sensor has left the others
        const Said often = rigctl(tell + QStringList{u"--every"_s, u"100"_s});
        QCOMPARE(often.code, 0);
        QCOMPARE(scores(out).size(), 1 + 3 * 90);

        const auto complaint = [](const QStringList &arguments, const QString &words) {
            const Said said = rigctl(arguments);
            return said.code == 2 && said.error.contains(words) ? QString() : said.error;
        };
        QCOMPARE(complaint({u"forecast"_s, u"--model"_s, model, u"--data"_s, test, u"--out"_s, test},
                           u"would take the place"_s),
                 QString());
        QCOMPARE(complaint({u"forecast"_s, u"--model"_s, model, u"--data"_s, test}, u"--out FILE.csv"_s),
                 QString());
        QCOMPARE(complaint(tell + QStringList{u"--every"_s, u"0"_s}, u"--every"_s), QString());
        QCOMPARE(complaint(learn + QStringList{u"--independent"_s}, u"--independent"_s), QString());
        QCOMPARE(complaint({u"evaluate"_s, u"--forecast"_s}, u"needs a folder"_s), QString());
    }

    /// A sensor that never moves and one that falls silent have empty cells, and never NaN.
    void shouldLeaveCellsEmptyWhereNothingCanBeForecast()
    {
        const auto with = [](const QByteArray &text, int silent) {
            QByteArray more;
            int row = -1;
            for (QByteArray line : text.split('\n')) {
                if (line.isEmpty())
                    continue;
                if (row >= silent)
                    line = line.left(line.lastIndexOf(',') + 1);
                more += line + (row++ < 0 ? ",tag\n" : ",7\n");
            }
            return more;
        };
        const QString train = write(u"still.csv"_s, with(readings(600, 600, false), 600));
        const QString test = write(u"silent.csv"_s, with(readings(300, 300, false), 100));
        const QString model = m_folder.filePath(u"still"_s);
        const QString out = m_folder.filePath(u"still_forecast.csv"_s);
        const Said learnt =
            rigctl({u"train"_s, u"--only"_s, u"forecaster"_s, u"--data"_s, train, u"--model"_s, model});
        QVERIFY2(learnt.code == 0 && learnt.error.contains(u"'tag' never moved"_s), qPrintable(learnt.error));
        const Said told = rigctl({u"forecast"_s, u"--model"_s, model, u"--data"_s, test, u"--out"_s, out});
        QVERIFY2(told.code == 0 && told.error.contains(u"'flow' has no forecast"_s) &&
                     told.error.contains(u"'tag' has no forecast"_s),
                 qPrintable(told.error));
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(!text.toLower().contains("nan") && !text.contains("inf"));
        QVERIFY(text.contains("\n60,1,tag,,,,") && text.contains("\n292,30,flow,,,,"));
        QVERIFY(!text.contains("\n60,1,flow,,"));
    }

    void shouldMeasureForecastsOnRecordings()
    {
        QDir(m_folder.path()).mkpath(u"ahead/kind/one"_s);
        write(u"ahead/kind/one/train.csv"_s, readings(600, 600, false));
        write(u"ahead/kind/one/test.csv"_s, readings(400, 300, true));
        const Said said = rigctl({u"evaluate"_s, u"--forecast"_s, m_folder.filePath(u"ahead"_s)});
        QVERIFY2(said.code == 0, qPrintable(said.error));
        QVERIFY2(said.out.contains(u"kind · 1"_s) && said.out.contains(u"kind, healthy · 1"_s),
                 qPrintable(said.out));
        // Noise is foretold best by its mean: by persistence half as well.
        const auto cells = said.out.split(u'\n').filter(u"healthy"_s).constFirst().simplified().split(u' ');
        QVERIFY2(cells[8].toDouble() < 80, qPrintable(said.out));
    }

    void shouldLearnHowLongMachinesLastAndForetellIt()
    {
        const QString data = write(u"fleet.csv"_s, fleet(14));
        const QString model = m_folder.filePath(u"life"_s);
        const Said learnt = rigctl({u"train-rul"_s, u"--data"_s, data, u"--model"_s, model});
        QVERIFY2(learnt.code == 0 && learnt.error.contains(u"Learnt from 14 machines"_s),
                 qPrintable(learnt.error));
        const Said kept = rigctl({u"train-rul"_s, u"--data"_s, data, u"--model"_s, model});
        QVERIFY2(kept.code == 0 && kept.error.contains(u"is kept"_s), qPrintable(kept.error));
        const QString out = m_folder.filePath(u"rul.csv"_s);
        const Said told = rigctl({u"predict-rul"_s, u"--model"_s, model, u"--data"_s, data, u"--out"_s, out});
        QVERIFY2(told.code == 0, qPrintable(told.error));
        const auto rows = scores(out);
        QCOMPARE(rows.size(), 15);
        QCOMPARE(rows[0].join(','), "unit,cycle,rul,low,high");
        for (qsizetype i = 1; i < rows.size(); ++i) {
            QCOMPARE(rows[i][0], "m" + QByteArray::number(i));
            QVERIFY(rows[i][3].toDouble() <= rows[i][2].toDouble());
            QVERIFY(rows[i][2].toDouble() <= rows[i][4].toDouble() && rows[i][2].toDouble() < 20);
        }
        const auto complaint = [&](const QStringList &arguments, const QString &words) {
            const Said said = rigctl(arguments);
            return said.code == 2 && said.error.contains(words) ? QString() : said.error;
        };
        QCOMPARE(complaint({u"predict-rul"_s, u"--model"_s, model, u"--data"_s, data, u"--out"_s, data},
                           u"would take the place"_s),
                 QString());
        QCOMPARE(
            complaint({u"predict-rul"_s, u"--model"_s, m_folder.path(), u"--data"_s, data, u"--out"_s, out},
                      u"train-rul"_s),
            QString());
        QCOMPARE(complaint({u"train-rul"_s, u"--data"_s, data}, u"--model DIR"_s), QString());
        QCOMPARE(complaint({u"train-rul"_s, u"--data"_s, data, u"--model"_s, model, u"--cap"_s, u"none"_s,
                            u"--force"_s},
                           u"cannot be --cap"_s),
                 QString());
        QFile::copy(data, m_folder.filePath(u"train_one.csv"_s));
        QCOMPARE(complaint({u"evaluate"_s, u"--remaining-life"_s, m_folder.path(), u"--out"_s,
                            m_folder.filePath(u"train_one.csv"_s)},
                           u"would take the place"_s),
                 QString());
        QCOMPARE(complaint(
                     {u"train-rul"_s, u"--data"_s, model + u"/life.rig"_s, u"--model"_s, model, u"--force"_s},
                     u"would take the place"_s),
                 QString());
        QVERIFY(QFile::remove(m_folder.filePath(u"train_one.csv"_s)));
        QCOMPARE(complaint({u"evaluate"_s, u"--remaining-life"_s, m_folder.path()}, u"no train_NAME.csv"_s),
                 QString());
    }
};

QTEST_GUILESS_MAIN(DetectionTest)

#include "detection_test.moc"
