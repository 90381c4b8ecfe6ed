#pragma once

#include "domain/result.h"

#include <QFile>
#include <QSaveFile>

#include <memory>

namespace rig::ctl {

/// A file that a command writes: whole or not at all, or standard output where it is called `-`.
class OutputFile
{
public:
    /// badConfiguration where it cannot be written. Devices and pipes are refused: they would be replaced,
    /// not written to, as root even a disk.
    static Result<OutputFile> open(const QString &name);

    QIODevice &device() { return *m_device; }
    /// All of it, out of this process: what is left for commit() needs no more room.
    Done write(const QByteArray &content);
    /// Lets it take the place of what was there; without it nothing changes. Once.
    Done commit();

private:
    explicit OutputFile(std::unique_ptr<QFileDevice> device, QString name);

    std::unique_ptr<QFileDevice> m_device;
    QString m_name;
};

/// Whether two names, each as OutputFile::open() takes it, are of one file: by another spelling, another
/// folder's name or through links, also where it is not there yet.
bool sameFile(const QString &one, const QString &other);

} // namespace rig::ctl
