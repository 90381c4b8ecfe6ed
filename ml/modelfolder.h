#pragma once

#include "domain/result.h"
#include "ml/machinemodel.h"

namespace rig::ml {

/// The folder that holds the model of one machine, and the one before it.
class ModelFolder
{
public:
    explicit ModelFolder(const QString &path) : m_path(path) {}

    bool holdsModel() const;
    QString file() const;     ///< of the model
    QString previous() const; ///< of the one before it

    /// notFound where there is none, damaged with the file's name where it cannot be used.
    Result<MachineModel> read() const;
    /// Makes the folder where it is missing; a model that is there and whole becomes the previous one. A
    /// crash leaves the old one or the new one. damaged for a model that could not be read again.
    Done write(const MachineModel &model) const;

private:
    QString m_path;
};

} // namespace rig::ml
