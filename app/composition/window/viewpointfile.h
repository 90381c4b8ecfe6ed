#pragma once

#include "domain/result.h"
#include "qml/viewpoints.h"

namespace rig::composition {

/// From where machines are seen by whoever sits here, in a file of the data directory.
class ViewpointFile
{
public:
    explicit ViewpointFile(const QString &path) : m_path(path) {}

    /// None where there is no file. damaged where it is none of ours or is too large; what there is of it
    /// that makes no sense is left out.
    Result<qml::Viewpoints> read() const;
    /// Whole or not at all; full where it cannot be written.
    Done write(const qml::Viewpoints &viewpoints) const;

private:
    QString m_path;
};

} // namespace rig::composition
