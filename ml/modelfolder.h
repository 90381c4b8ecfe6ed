#pragma once

#include "domain/result.h"
#include "ml/machinemodel.h"

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

    /// badConfiguration where there is none, damaged with the file's name where it cannot be used.
    Result<MachineModel> read() const;
    /// Makes the folder where it is missing; a model that is there and whole becomes the previous one. A
    /// crash leaves the old one or the new one. damaged for a model that could not be read again.
    Done write(const MachineModel &model) const;

private:
    QString m_path;
};

} // namespace rig::ml
