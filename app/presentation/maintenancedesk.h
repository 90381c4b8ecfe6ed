#pragma once

#include "domain/plantstate.h"
#include "presentation/submitter.h"

#include <QObject>

#include <utility>
#include <vector>

namespace rig::presentation {

/// What of one machine is in maintenance or will be, and what a person does about it. One command at a time:
/// busy until its answer comes, so that ten quick clicks act once. Lives on the GUI thread.
class MaintenanceDesk : public QObject
{
    Q_OBJECT

public:
    /// As it is typed; times as typedTime reads them.
    struct Draft
    {
        std::string sensor; ///< empty: the whole machine
        QString from;       ///< empty: from now on
        QString to;         ///< empty: until it is ended
        QString reason;
    };
    /// One that is not over.
    struct Row
    {
        Maintenance maintenance;
        bool begun = false;
        QString words; ///< "Torque · 08:00 to 12:00 · new probe"

        bool operator==(const Row &) const = default;
    };
    using Thing = std::pair<QString, std::string>; ///< its title, and its sensor's name

    /// `sink` outlives the desk.
    MaintenanceDesk(CommandSink &sink, Actor actor, QObject *parent = nullptr);

    /// Takes the newest state, and chooses the machine by its number; what there is none of has no rows.
    void refresh(const PlantState &state, std::int32_t machine);

    const QString &machine() const { return m_title; }
    /// What can be put into maintenance: the machine first, then its sensors in the plant's order.
    const std::vector<Thing> &things() const { return m_things; }
    /// Those that have begun first, then by their beginning.
    const std::vector<Row> &rows() const { return m_rows; }
    bool busy() const { return m_busy; }

    /// Says at once what cannot be read; the rest is decided where commands are.
    void start(const Draft &draft);
    void end(const Maintenance &maintenance);

Q_SIGNALS:
    /// Machine, things, rows or `busy` have become different.
    void changed();
    void answered(const QString &sentence, bool refused);
    /// What was typed is done and need not be kept.
    void started();

private:
    Result<Maintenance> read(const Draft &draft) const;
    void submit(Action action, bool starts);
    void hear(const Result<QString> &result, bool starts);

    Submitter m_submitter;
    Instant m_now;
    PlantPtr m_plant;
    std::string m_id;
    QString m_title;
    std::vector<Thing> m_things;
    std::vector<Row> m_rows;
    bool m_busy = false;
};

} // namespace rig::presentation
