#pragma once

#include "domain/heldrow.h"
#include "domain/ports/detectors.h"
#include "ml/machinewatch.h"
#include "ml/standingfindings.h"

#include <QCoreApplication>
#include <QDateTime>

#include <deque>

namespace rig::ml {

/// Judges machines by the models in a folder, which has a folder of the name of each machine's id
/// (ModelFolder). What does not run (stopped, starting, in maintenance) is not judged, and its findings end.
class LiveDetectors : public Detectors
{
    Q_DECLARE_TR_FUNCTIONS(rig::ml::LiveDetectors)

public:
    /// `only`: of this machine alone (its number).
    explicit LiveDetectors(QString folder, std::optional<std::int32_t> only = {})
        : m_folder(std::move(folder)), m_only(only)
    {
    }

    void refresh(const PlantPtr &plant) override;
    void forget(std::span<const std::int32_t> machines) override;
    void resume(std::vector<Finding> findings) override;
    void take(std::span<const JudgedReading> readings) override;
    std::vector<Finding> judge() override;
    std::vector<MachineScore> scores() override;
    std::vector<Finding> toldLast() const override;
    std::vector<std::int32_t> machines() const override;
    std::vector<std::string> trouble() const override;

private:
    /// Which file a model was read from.
    struct Stamp
    {
        QDateTime modified;
        qint64 size = -1;

        bool operator==(const Stamp &) const = default;
    };
    /// By the sensors of the machine's HeldRow.
    struct Recent
    {
        std::vector<double> row;
        std::vector<bool> maintained;
    };
    struct Live
    {
        Stamp stamp;
        std::shared_ptr<const MachineModel> model;
        std::string version;
        HeldRow held;
        std::vector<std::size_t> columns; ///< of the row, by sensor of the model
        MachineWatch watch;
        Course course;
        std::optional<Instant> newest{};
        std::map<std::int32_t, std::int64_t> read{}; ///< by partition: the offset of the newest reading taken
        int behind = 0;                              ///< readings in a row that were older than the newest
        StandingFindings standing{};
        bool rested = false;                 ///< since the last row
        std::size_t judged = 0;              ///< rows, since the watch began
        std::optional<MachineScore> score{}; ///< that was not asked for yet
        std::deque<Recent> recent{};         ///< the last rows
    };
    /// What a machine takes with it when its model changes.
    struct Before
    {
        std::optional<Instant> newest;
        std::map<std::int32_t, std::int64_t> read;
        StandingFindings standing;
        HeldRow held;
        std::deque<Recent> recent;
        std::shared_ptr<const MachineModel> model; ///< of the course
        Course course;
    };
    /// A row on its way through the batch.
    struct OnItsWay
    {
        Live *machine;
        const JudgedReading *reading;
        Instant at;
        MachineWatch::Taken taken;
        std::vector<double> values; ///< by sensor of the model, also of those that have failed
    };

    bool adapt(std::int32_t number, Live &machine);
    void load(const MachineLayout &layout);
    static Before leave(Live &machine);
    void goOn(Live &machine, Before before);
    bool isNew(Live &machine, const JudgedReading &reading);
    void judgeTaken();
    void judge(const OnItsWay &row);
    void follow(const OnItsWay &row, const RowScore &score);
    void tell(Finding finding);
    void endAll(Live &machine, Instant at);
    void rest(Live &machine, const JudgedReading &reading);
    static Finding findingOf(const OnItsWay &row, const RowScore &score);
    static std::string degradedIn(const OnItsWay &row);

    QString m_folder;
    std::optional<std::int32_t> m_only;
    AutoencoderBatch m_batch;
    std::vector<OnItsWay> m_taken; ///< whose windows are in the batch
    std::vector<Finding> m_findings;
    std::deque<Finding> m_ended; ///< the last ones
    PlantPtr m_plant;
    std::map<std::int32_t, Live> m_machines;       ///< by number
    std::map<std::int32_t, std::string> m_trouble; ///< likewise
    std::map<std::int32_t, Stamp> m_refused;       ///< likewise: files that cannot be used
};

} // namespace rig::ml
