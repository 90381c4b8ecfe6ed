#pragma once

#include "domain/ports/modelstore.h"
#include "ml/machinemodel.h"

#include <QStringList>

#include <filesystem>

namespace rig::ml {

/// The folder that holds the model of one machine, and the one before it.
class ModelFolder
{
public:
    explicit ModelFolder(const QString &path) : m_path(path) {}

    /// Where those lie of the machines that a node of this data directory judges.
    static QString modelsIn(const std::filesystem::path &dataDirectory);
    /// A machine's among them; none for an id that can be no folder's name.
    static std::optional<ModelFolder> ofMachine(const QString &models, const std::string &id);

    bool holdsModel() const;
    QString file() const;     ///< of the model
    QString previous() const; ///< of the one before it
    QString trained() const;  ///< of one that was offered and not taken yet

    /// badConfiguration where there is none, damaged with the file's name where it cannot be used.
    Result<MachineModel> read() const;
    /// Makes the folder where it is missing; a model that is there and whole becomes the previous one. A
    /// crash leaves the old one or the new one. damaged for a model that could not be read again.
    Done write(const MachineModel &model) const;
    /// The halves of that: the model waits beside the present one, which stays …
    Done offer(const MachineModel &model) const;
    /// … until it takes its place. notFound where none waits.
    Done take() const;
    /// Forgets one that waits.
    void withdraw() const;
    /// Present and previous change places at one stroke, so that a crash leaves one or the other way round;
    /// where the present one is damaged or gone the previous one alone stays. notFound where there is no
    /// previous one, damaged where that cannot be used.
    Done rollBack() const;

    StoredModels stored() const;

private:
    QString m_path;
};

/// The models of the machines that a node of one data directory judges.
class ModelFolders : public ModelStore
{
public:
    /// `path` as ModelFolder::modelsIn gives it; need not be there.
    explicit ModelFolders(const QString &path) : m_path(path) {}

    /// The ids of the machines that have a folder, sorted.
    std::vector<std::string> machines() const;
    StoredModels of(const std::string &machine) const override;
    Done use(const std::string &machine, const std::string &version) override;

private:
    QString m_path;
};

} // namespace rig::ml
