#include "composition/core/commanding.h"
#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/consoleactor.h"
#include "ctl/csvtable.h"
#include "ctl/markedquality.h"
#include "ctl/terminal.h"
#include "ctl/trainingparts.h"
#include "ctl/trainingprogress.h"
#include "ctl/trainingrows.h"
#include "domain/shown.h"
#include "ml/forecastfile.h"
#include "ml/modelfolder.h"

#include <QCoreApplication>
#include <QDir>

#include <limits>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Train", text);
}

Result<ml::Parts> partsOf(const CommandLine &line)
{
    const QString only = line.value(u"only"_s);
    const ml::Parts parts{only == "forest"_L1, only == "subspace"_L1, only == "autoencoder"_L1};
    if (!parts.forest && !parts.subspace && !parts.autoencoder)
        return failure(
            ErrorKind::badConfiguration,
            tr("'%1' is no detector: say forest, autoencoder or subspace; or forecaster.").arg(only),
            u"--only"_s);
    if (parts.autoencoder && line.isSet(u"independent"_s))
        return failure(ErrorKind::badConfiguration,
                       tr("An autoencoder learns how rows follow one another: leave --independent away."),
                       u"--only"_s);
    for (const QString &option : {u"sequence"_s, u"encoding"_s})
        if (!parts.autoencoder && line.isSet(option))
            return failure(ErrorKind::badConfiguration,
                           tr("--%1 is of the autoencoder, which --only %2 leaves out: give one of them.")
                               .arg(option, only),
                           u"--"_s + option);
    return parts;
}

bool isForecaster(const CommandLine &line)
{
    return line.value(u"only"_s) == "forecaster"_L1;
}

/// What says nothing of a forecaster.
Done checkForecaster(const CommandLine &line)
{
    for (const QString &option :
         {u"independent"_s, u"sequence"_s, u"encoding"_s, u"percentile"_s, u"findings-per-day"_s})
        if (line.isSet(option))
            return failure(ErrorKind::badConfiguration,
                           tr("--%1 says nothing of a forecaster: leave it away.").arg(option),
                           u"--"_s + option);
    return ml::Forecaster::available();
}

constexpr double onceASecond = 86'400; ///< readings a day

Result<double> findingsPerDay(const CommandLine &line)
{
    bool number = false;
    const double allowed = line.value(u"findings-per-day"_s).toDouble(&number);
    if (number && allowed >= .001 && allowed <= 1'000) // neither is nan
        return allowed;
    return failure(ErrorKind::badConfiguration,
                   tr("'%1' cannot be --findings-per-day: give a number from 0.001 to 1000.")
                       .arg(line.value(u"findings-per-day"_s)),
                   u"--findings-per-day"_s);
}

Result<ml::TrainingConfig> configOf(const CommandLine &line)
{
    ml::TrainingConfig config;
    if (line.isSet(u"only"_s)) {
        const auto parts = partsOf(line);
        if (!parts)
            return tl::unexpected(parts.error());
        config.parts = *parts;
    } else if (!line.isSet(u"independent"_s)) {
        config = availableTraining();
    }
    config.series = !line.isSet(u"independent"_s);
    const auto seed = line.whole(u"seed"_s, 0, std::numeric_limits<std::uint64_t>::max());
    const auto length = line.whole(u"sequence"_s, 2, 1'000);
    const auto encoding = line.whole(u"encoding"_s, 1, 1'000);
    for (const auto *one : {&seed, &length, &encoding})
        if (!*one)
            return tl::unexpected(one->error());
    config.forest.seed = config.autoencoder.seed = *seed;
    config.autoencoder.length = static_cast<std::uint32_t>(*length);
    config.autoencoder.encoding = static_cast<std::uint32_t>(*encoding);
    bool number = false;
    const double percentile = line.value(u"percentile"_s).toDouble(&number);
    if (!number || !(percentile >= 50 && percentile <= 99.99)) // also what is no number: nan
        return failure(ErrorKind::badConfiguration,
                       tr("'%1' cannot be --percentile: give a number from 50 to 99.99.")
                           .arg(line.value(u"percentile"_s)),
                       u"--percentile"_s);
    config.anomalousShare = 1 - percentile / 100;
    return findingsPerDay(line).map([&](double perDay) {
        config.findingsPerRow = perDay / onceASecond;
        return config;
    });
}

/// How many readings the machine makes in a day, with the time that it stands still; one a second where the
/// readings say no times.
double rowsPerDay(const TrainingRows &rows)
{
    using Days = std::chrono::duration<double, std::chrono::days::period>;
    constexpr Days shortest = std::chrono::minutes(1); // less tells no rate
    if (!rows.first || !rows.last || *rows.last - *rows.first < shortest)
        return onceASecond;
    return static_cast<double>(rows.table.rows()) / Days(*rows.last - *rows.first).count();
}

/// What is wrong with where the readings come from.
Done checkSource(const CommandLine &line)
{
    const bool stored = line.isSet(u"from-database"_s);
    if (stored == line.isSet(u"data"_s))
        return failure(ErrorKind::badConfiguration,
                       tr("train learns from --data FILE.csv or --from-database: give one of them."),
                       u"--data"_s);
    for (const QString &name : {u"machine"_s, u"since"_s})
        if (stored && line.value(name).isEmpty())
            return failure(ErrorKind::badConfiguration,
                           tr("--from-database needs --machine ID and --since TIME."), u"--"_s + name);
    if (!stored && line.isSet(u"since"_s))
        return failure(ErrorKind::badConfiguration,
                       tr("--since goes with --from-database: of --data every reading is taken."),
                       u"--since"_s);
    if (line.isSet(u"progress"_s) && line.value(u"progress"_s) != "json"_L1)
        return failure(ErrorKind::badConfiguration, tr("--progress is json, or left away."), u"--progress"_s);
    const bool named = !line.value(u"model"_s).isEmpty();
    if (!stored && named == line.isSet(u"machine"_s))
        return failure(
            ErrorKind::badConfiguration,
            tr("train --data needs --model DIR, or --machine ID for the machine that a node of this "
               "data directory is to judge by it: give one of them."),
            u"--model"_s);
    return {};
}

/// That of --model, or the one by which a node of this data directory judges the machine.
Result<ml::ModelFolder> folderOf(const CommandLine &line)
{
    if (line.isSet(u"model"_s))
        return ml::ModelFolder(line.value(u"model"_s));
    const auto settings = line.settings();
    if (!settings)
        return tl::unexpected(settings.error());
    const QString machine = line.value(u"machine"_s);
    const auto folder =
        ml::ModelFolder::ofMachine(ml::ModelFolder::modelsIn(settings->dataDirectory), machine.toStdString());
    if (!folder)
        return failure(ErrorKind::badConfiguration,
                       tr("A machine of the name '%1' can have no folder: give --model DIR.").arg(machine),
                       u"--model"_s);
    return *folder;
}

QString wordsFor(const MarkedQuality &quality)
{
    return tr("%1 of %2 that are marked true, and %3 of %4 that are marked false")
        .arg(quality.trueFound)
        .arg(quality.trueOnes)
        .arg(quality.falseFound)
        .arg(quality.falseOnes);
}

/// One training: from where its readings come to where its model goes.
class Training
{
public:
    explicit Training(const CommandLine &line)
        : m_line(line), m_progress(line.value(u"progress"_s) == "json"_L1)
    {
    }

    int run()
    {
        if (const Done sound = checkSource(m_line); !sound)
            return m_progress.failed(sound.error());
        const auto folder = folderOf(m_line);
        if (!folder)
            return m_progress.failed(folder.error());
        if (isForecaster(m_line))
            return runForecaster(*folder);
        if (folder->holdsModel() && !m_line.isSet(u"force"_s)) {
            const auto present = folder->read();
            const QString kept =
                present
                    ? tr("%1 is there already and is kept. --force trains anew and keeps it as the previous "
                         "one.")
                          .arg(folder->file())
                    : tr("%1 --force trains anew; without it what is there is kept.")
                          .arg(present.error().sentence);
            m_line.isSet(u"progress"_s) ? note(kept) : print(kept);
            return succeeded;
        }
        const auto model = learn();
        if (!model)
            return m_progress.failed(model.error());
        if (const Done kept = isOfNode() ? keepForNode(*folder, *model) : folder->write(*model); !kept)
            return m_progress.failed(kept.error());
        sayLearnt(*model, *folder);
        return succeeded;
    }

private:
    /// Whether the model is one that a node judges by, which is recorded; else it is a file of the person's.
    bool isOfNode() const { return !m_line.isSet(u"model"_s); }
    bool goesOn() const { return !m_database || !m_database->interrupted(); }

    /// The forecaster lies beside the model, which stays as it is.
    int runForecaster(const ml::ModelFolder &folder)
    {
        const QString path = QFileInfo(folder.file()).path();
        const QString file = ml::forecastFile(path);
        if (const Done fits = checkForecaster(m_line); !fits)
            return m_progress.failed(fits.error());
        if (QFileInfo::exists(file) && !m_line.isSet(u"force"_s)) {
            const QString kept = tr("%1 is there already and is kept. --force trains anew.").arg(file);
            m_line.isSet(u"progress"_s) ? note(kept) : print(kept);
            return succeeded;
        }
        const auto forecaster = learnForecaster();
        if (!forecaster)
            return m_progress.failed(forecaster.error());
        if (const Done kept = ml::writeForecastModel(path, *forecaster); !kept)
            return m_progress.failed(kept.error());
        ModelFacts facts = forecaster->facts();
        facts.version = forecaster->version();
        m_progress.done(facts, file);
        sayLeftOut(facts);
        for (const std::string &sensor : forecaster->still())
            note(tr("'%1' never moved: of it nothing will be forecast.").arg(shown(sensor)));
        if (isOfNode())
            note(tr("The audit does not know of it: nobody is judged by a forecaster."));
        return succeeded;
    }

    Result<ml::ForecastModel> learnForecaster()
    {
        const auto seed = m_line.whole(u"seed"_s, 0, std::numeric_limits<std::uint64_t>::max());
        if (!seed)
            return tl::unexpected(seed.error());
        const auto rows = readRows();
        if (!rows)
            return tl::unexpected(rows.error());
        ml::ForecastConfig config;
        config.seed = *seed;
        config.trained = std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now());
        config.first = rows->first;
        config.last = rows->last;
        config.goesOn = [this](double share) {
            m_progress.learning(share);
            return goesOn();
        };
        return ml::ForecastModel::train(rows->table, config).map_error([this](const Error &error) {
            return ofFile(error);
        });
    }

    /// What is wrong with the readings, with the name of the file they come from.
    Error ofFile(Error error) const
    {
        if (m_line.isSet(u"data"_s))
            error.sentence = m_line.value(u"data"_s) + u": "_s + error.sentence;
        error.setting.clear();
        return error;
    }

    Result<ml::MachineModel> learn()
    {
        auto config = configOf(m_line);
        if (!config)
            return tl::unexpected(config.error());
        auto rows = readRows();
        if (!rows)
            return tl::unexpected(rows.error());
        config->trained = std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now());
        constexpr double most = .5; // of one in two readings nothing is left to tell
        config->findingsPerRow = std::min(most, config->findingsPerRow * onceASecond / rowsPerDay(*rows));
        config->first = rows->first;
        config->last = rows->last;
        config->goesOn = [this](double share) {
            m_progress.learning(share);
            return goesOn();
        };
        auto model = ml::MachineModel::train(rows->table, *config).map_error([this](const Error &error) {
            return ofFile(error);
        });
        if (model && !rows->findings.empty())
            compare(*model, *folderOf(m_line), rows->findings);
        return model;
    }

    /// On what people have marked, with the model that it is to take the place of.
    static void compare(ml::MachineModel &model, const ml::ModelFolder &folder,
                        const std::vector<MarkedRows> &findings)
    {
        const auto own = qualityOn(findings, std::make_shared<const ml::MachineModel>(model));
        std::optional<MarkedQuality> before;
        if (folder.holdsModel())
            if (auto present = folder.read())
                before = qualityOn(findings, std::make_shared<const ml::MachineModel>(std::move(*present)));
        model.setMarks(own, before);
    }

    Result<TrainingRows> readRows()
    {
        if (isOfNode() || m_line.isSet(u"from-database"_s)) {
            auto database = CommandDatabase::openCurrent(m_line);
            if (!database)
                return tl::unexpected(database.error());
            m_database = std::move(*database);
        }
        if (!m_line.isSet(u"from-database"_s))
            return recordedRows();
        auto rows = storedTrainingRows(m_line, **m_database, [this](double share) {
            m_progress.reading(share);
            return goesOn();
        });
        m_progress.clear();
        if (rows && rows->idle > 0)
            note(tr("%1 readings are left out, because the machine stood still or was starting.")
                     .arg(rows->idle));
        if (rows && rows->maintained > 0)
            note(tr("%1 readings are left out, because the machine was in maintenance.")
                     .arg(rows->maintained));
        if (rows && rows->marked > 0)
            note(tr("%1 readings are left out, because they belong to findings that are marked true or known "
                    "work.")
                     .arg(rows->marked));
        if (rows && rows->simulated > 0)
            note(tr("%1 of the readings are simulated.").arg(rows->simulated));
        return rows;
    }

    Result<TrainingRows> recordedRows()
    {
        auto read = readCsvTable(m_line.value(u"data"_s));
        if (!read)
            return tl::unexpected(read.error());
        if (isOfNode())
            if (const Done fits = checkSensors(m_line, **m_database, read->table.sensors); !fits)
                return tl::unexpected(fits.error());
        return TrainingRows{std::move(read->table), 0, 0, 0, 0, read->first, read->last};
    }

    /// Recorded first: a model whose coming cannot be recorded does not take the other one's place.
    Done keepForNode(const ml::ModelFolder &folder, const ml::MachineModel &model)
    {
        if (Done offered = folder.offer(model); !offered)
            return offered;
        const auto settings = m_line.settings();
        if (!settings)
            return tl::unexpected(settings.error());
        ml::ModelFolders models(ml::ModelFolder::modelsIn(settings->dataDirectory));
        const std::string machine = m_line.value(u"machine"_s).toStdString();
        const auto present = folder.stored().present;
        const auto answer = composition::execute(
            **m_database, consoleActor(),
            UseModel{machine, present ? present->version : std::string(), model.version()}, &models);
        if (answer)
            return {};
        folder.withdraw();
        return tl::unexpected(answer.error());
    }

    static void sayLeftOut(const ModelFacts &facts)
    {
        for (const std::string &sensor : facts.leftOut)
            note(tr("'%1' is left out: fewer than one in ten of its readings have a value.")
                     .arg(shown(sensor)));
    }

    void sayLearnt(const ml::MachineModel &model, const ml::ModelFolder &folder)
    {
        ModelFacts facts = model.facts();
        facts.version = model.version();
        m_progress.done(facts, folder.file());
        sayLeftOut(facts);
        if (facts.briefly())
            note(tr("They are of less than a day: what the machine does at other times is not known, and "
                    "findings "
                    "come late until it has learnt from a day or more."));
        if (const auto settings = m_line.settings(); !isOfNode() && settings) {
            const QDir models(ml::ModelFolder::modelsIn(settings->dataDirectory));
            const QString within = models.relativeFilePath(QFileInfo(folder.file()).absoluteFilePath());
            if (!within.startsWith(u".."_s))
                note(
                    tr("A node of this data directory judges by what lies there, and the audit does not know "
                       "of it. --machine ID instead of --model records it."));
        }
        if (facts.marks)
            note(tr("Of marked findings it finds %1.").arg(wordsFor(*facts.marks)));
        if (facts.marksBefore)
            note(tr("The model before finds %1.").arg(wordsFor(*facts.marksBefore)));
        if (facts.rows < static_cast<std::int64_t>(ml::TrainingConfig::recommendedRows))
            note(tr("%1 readings or more are recommended: with fewer the thresholds are wide.")
                     .arg(ml::TrainingConfig::recommendedRows));
    }

    const CommandLine &m_line;
    TrainingProgress m_progress;
    std::optional<CommandDatabase>
        m_database; ///< where readings come from one, or what is learnt is recorded
};

} // namespace

int runTrain(const QStringList &arguments)
{
    CommandLine line(
        u"train (--data FILE.csv | --from-database --since TIME) [--machine ID] [--model DIR] [--only forest|autoencoder|subspace|forecaster] [--independent] [--force]"_s,
        tr("Learns from readings of a healthy machine, at least 100 and better 500 or more, what it is "
           "like.\n"
           "Each column is a sensor, but for timestamp and label; an empty cell is a missing value. A "
           "model that is\n"
           "there already is kept. That a machine is judged by another model is recorded in the audit."));
    line.value(u"data"_s, u"FILE"_s, tr("CSV with the readings, the oldest first."));
    line.flag(u"from-database"_s,
              tr("Learns from what is stored, as long as the machine ran and was not in maintenance."));
    line.value(u"machine"_s, u"ID"_s, tr("Of what is stored, or without --model: of this machine."));
    line.value(u"since"_s, u"TIME"_s, tr("From then on: a span until now (2d, 8h), or a time (ISO 8601)."));
    line.value(u"model"_s, u"DIR"_s,
               tr("The folder of the model. Without it a node of this data directory judges --machine by it, "
                  "which is recorded in the audit."));
    line.value(
        u"only"_s, u"DETECTOR"_s,
        tr("One detector alone: forest, autoencoder or subspace. Or the forecaster (`rigctl forecast`), "
           "which lies beside the folder's model and leaves that as it is."));
    line.value(u"seed"_s, u"N"_s, tr("The same one gives the same model. Without it: 1."), u"1"_s);
    line.value(u"sequence"_s, u"ROWS"_s, tr("How many the autoencoder sees at a time. Without it: 20."),
               u"20"_s);
    line.value(u"encoding"_s, u"N"_s, tr("How many numbers it presses them into. Without it: 32."), u"32"_s);
    line.value(u"findings-per-day"_s, u"N"_s,
               tr("How many findings a machine that stays healthy may have in a day, 0.001 to 1000."),
               u"0.5"_s);
    line.value(u"percentile"_s, u"P"_s,
               tr("A row is anomalous beyond what so many of a hundred healthy ones reach. Without it: 99."),
               u"99"_s);
    line.flag(u"independent"_s, tr("The rows are no series: nothing is smoothed, nothing foretold."));
    line.value(u"progress"_s, u"json"_s,
               tr("For programs: how far it is, a JSON object a line on standard output."));
    line.flag(u"force"_s, tr("Trains also where there is a model, which becomes the previous one."));
    if (const auto code = line.parse(arguments))
        return *code;
    return Training(line).run();
}

} // namespace rig::ctl
