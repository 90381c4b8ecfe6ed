#pragma once

#include "domain/result.h"

#include <QByteArray>

namespace rig::composition {

/// How whoever sits here has arranged the panels, in a file of the data directory.
class ArrangementFile
{
public:
    explicit ArrangementFile(const QString &path) : m_path(path) {}

    /// Empty where there is no file: the usual arrangement. damaged where it is none of ours or is too large.
    Result<QByteArray> read() const;
    /// Whole or not at all; an empty one takes the file away. full where it cannot be written.
    Done write(const QByteArray &arrangement) const;

private:
    QString m_path;
};

} // namespace rig::composition
