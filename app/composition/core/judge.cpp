#include "composition/core/judge.h"

#include "composition/core/readerphase.h"
#include "ml/livedetectors.h"
#include "ml/modelfolder.h"
#include "storage/journalfile.h"
#include "storage/judgetables.h"
#include "storage/machinereadings.h"

namespace rig::composition {

namespace {

pipeline::OpenJudgeDatabase judgeDatabase(const Database &database, const std::filesystem::path &directory,
                                          const std::string &installation, CrashPoint &crashPoint)
{
    return [database, directory, installation, &crashPoint](const WaitCheck &interrupted) {
        const auto openJournal = [directory, &crashPoint](const std::string &store) {
            const std::filesystem::path file = directory / ("judge-" + store + ".journal");
            return storage::JournalFile::open(QString::fromStdString(file.string()), crashPoint)
                .map([](auto journal) { return std::unique_ptr<JudgeJournal>(std::move(journal)); });
        };
        return pipeline::JudgeDatabase{
            [database, interrupted] { return migrateIfEmpty(database, interrupted); },
            std::make_unique<storage::JudgeTables>(database.app, installation, crashPoint, interrupted),
            openJournal};
    };
}

pipeline::OpenDetectors detectors(const QString &models)
{
    return [models](std::optional<std::int32_t> only) {
        return std::make_unique<ml::LiveDetectors>(models, only);
    };
}

pipeline::OpenKeptReadings keptReadings(const Database &database)
{
    return [database](const WaitCheck &interrupted) {
        return std::make_unique<storage::MachineReadings>(database.app, interrupted);
    };
}

} // namespace

Judge::Judge(const Servers &servers, const std::string &defaultMachine,
             const settings::DataDirectory &directory, settings::RoleLock lock, ScoreSink *scores,
             const Clock &clock, CrashPoint &crashPoint)
    : m_lock(std::move(lock)),
      m_record(judgeDatabase(servers.database, directory.path(), directory.installation(), crashPoint),
               clock),
      m_detect(detectors(ml::ModelFolder::modelsIn(directory.path()))),
      m_catchUp(detectors(ml::ModelFolder::modelsIn(directory.path())), keptReadings(servers.database),
                clock),
      m_reader(streamBus(servers, "judge", directory.installation(), clock), m_record, m_detect, m_catchUp,
               scores, defaultMachine, clock)
{
}

ReaderStatus Judge::status() const
{
    const auto record = m_record.status();
    const auto poll = m_reader.pollStatus();
    const auto judged = m_reader.status();
    ReaderStatus status;
    // It asks for the plant with its first partitions, so without a broker it does not know of one.
    status.phase = readerPhase(record->databaseThere, record->plantThere || !poll->brokerThere, *poll);
    status.databaseThere = record->databaseThere;
    status.trouble = record->trouble ? record->trouble : poll->trouble;
    status.partitions = record->next.size();
    status.stored = record->events;
    status.storedUpTo = judged->judgedUpTo;
    status.plantRevision = record->plantRevision;
    status.inJournal = record->inJournal;
    status.behind = recordsBehind(*poll, record->next);
    const auto detection = m_detect.status();
    status.models = detection->machines;
    status.byModels = detection->judged;
    status.skipped = detection->skipped;
    status.waiting = m_catchUp.waiting();
    const auto lease = m_record.lease();
    status.keyless = *lease && (*lease)->keyless;
    if (status.keyless && !(*lease)->ours && record->databaseThere)
        status.phase = ReaderStatus::Phase::standingBy;
    return status;
}

} // namespace rig::composition
