#pragma once

#include "domain/plant.h"
#include "domain/ports/modelshelf.h"
#include "presentation/modeltable.h"
#include "presentation/notice.h"
#include "presentation/submitter.h"

#include <QObject>

namespace rig::presentation {

/// The models of machines: which there are, what one of them says of itself, training and rolling back. GUI
/// thread.
class ModelsView : public QObject
{
    Q_OBJECT

public:
    /// How far the training that runs is.
    struct Progress
    {
        QString words;    ///< "Learning · 34 %"
        QString time;     ///< since it began
        double share = 0; ///< 0 to 1
        bool ending = false;

        bool operator==(const Progress &) const = default;
    };
    /// From when on a training reads, as a person chooses it.
    enum class Since
    {
        day,
        twoDays,
        week,
        all
    };

    /// `shelf` and `sink` outlive the view.
    ModelsView(ModelShelf &shelf, CommandSink &sink, Actor actor, QObject *parent = nullptr);

    /// Once per tick: the newest plant, and what there is of models.
    void present(const PlantPtr &plant, Instant now);
    /// The machine that facts and orders are about; empty: none.
    void choose(const std::string &machine);
    const std::string &chosen() const { return m_chosen; }

    /// A row per machine in use, in the order of the plant; its key is the id.
    const std::vector<TableRow> &rows() const { return m_rows; }
    /// Before it has been looked for the first time what there is.
    bool known() const { return m_state && m_state->known; }
    int withModel() const;

    /// Of the chosen machine's model; empty where it has none that can be read.
    std::vector<Fact> facts() const;
    /// Likewise, of the one before.
    std::vector<Fact> previousFacts() const;
    /// What stands in the way of the chosen machine's being judged by a model: that there is none yet, or
    /// what is wrong with it.
    Notice obstacle() const;

    Since since() const { return m_since; }
    void setSince(Since since);
    /// Of the chosen machine; none while nothing is trained, or another machine.
    std::optional<Progress> progress() const;
    /// Why no training can begin; empty where one can.
    QString busyWith() const;
    bool canRollBack() const;
    Notice notice() const;

    void train();
    void cancel();
    /// Asks first.
    void rollBack();
    void answer(bool yes);

Q_SIGNALS:
    /// The rows are others.
    void listed();
    /// Something else that this class says has become different.
    void changed();

private:
    const StoredModels &stored(const std::string &machine) const;
    QString stateOf(const std::string &machine) const;
    QString misfit(const std::string &machine) const;
    void list();
    void say(Notice::Kind kind, const QString &sentence);
    void hear(const std::string &machine, const Result<QString> &result);

    ModelShelf &m_shelf;
    Submitter m_submitter;
    PlantPtr m_plant;
    std::shared_ptr<const ShelfState> m_state;
    Instant m_now;
    std::string m_chosen;
    Since m_since = Since::twoDays;
    std::vector<TableRow> m_rows;
    std::map<std::string, Notice> m_notices; ///< by machine: what became of the last order
    std::optional<UseModel> m_asked;         ///< what the question is about
    bool m_pending = false;                  ///< a command is under way
    QString m_second;                        ///< the time that the progress shows
};

} // namespace rig::presentation
