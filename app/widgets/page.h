#pragma once

#include "domain/note.h"
#include "domain/plantstate.h"
#include "domain/storedfinding.h"
#include "domain/systemstatus.h"
#include "presentation/machinesummary.h"
#include "widgets/emptynote.h"
#include "widgets/keysdialog.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace rig::widgets {

/// What there is to show at one tick.
struct Moment
{
    std::shared_ptr<const PlantState> state;
    std::shared_ptr<const SystemStatus> system;
    std::vector<presentation::MachineSummary> machines; ///< of `state`
    std::int32_t chosen = 0;                            ///< machine; 0 where there is none
    Instant now;
    std::shared_ptr<const FindingsView> findings{}; ///< as last heard; null before
    std::shared_ptr<const NotesView> notes{};       ///< likewise, the newest
    bool notesOutdated = false;                     ///< and could not be asked for anew
    bool findingsOutdated = false;                  ///< likewise of findings
};

/// What a page shows while there is no plant.
EmptyNote noPlantNote(const Moment &moment);

/// What fills the window between its header and its strip. The window knows pages by this alone: it lists
/// them on the switch in the order in which they are added, and gives each the next function key.
class Page : public QWidget
{
    Q_OBJECT

public:
    /// One word or two; stands on the switch.
    explicit Page(const QString &name, QWidget *parent = nullptr) : QWidget(parent), m_name(name) {}

    const QString &name() const { return m_name; }
    /// Once per tick while the page is seen, and before it comes to be seen.
    virtual void present(const Moment &moment) = 0;
    /// Whether it is about the chosen machine; where it is not, choosing a machine opens one that is.
    virtual bool isOfOneMachine() const { return true; }
    /// Whether findings are asked for while it is seen.
    virtual bool showsFindings() const { return false; }
    /// Likewise notes.
    virtual bool showsNotes() const { return false; }
    /// Its own keys, for the list of keys.
    virtual std::vector<KeyMeaning> keys() const { return {}; }

Q_SIGNALS:
    /// A person asked for the page of this machine.
    void machineWanted(std::int32_t machine);
    /// A person asked for the past of the sensor in this slot of the machine.
    void trendWanted(std::int32_t machine, int slot);

private:
    QString m_name;
};

} // namespace rig::widgets
