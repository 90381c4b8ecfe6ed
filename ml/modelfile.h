#pragma once

#include "domain/result.h"

#include <QByteArray>

#include <string>

namespace rig::ml {

/// What kind of model a file holds, and which layout of it.
struct ModelKind
{
    QByteArrayView signature; ///< what its first line begins with
    QByteArrayView layout;    ///< goes up with every change of what a record holds
};

/// What of a model's file lies behind its heading.
struct ModelContent
{
    std::string version; ///< of the content: the first letters of its checksum
    QByteArray body;
};

/// The file that holds a record: kind, layout and checksum before it.
QByteArray sealed(const ModelKind &kind, const QByteArray &body);
std::string versionOf(const QByteArray &body);
/// damaged for what is no model of this kind and layout, or is not whole.
Result<ModelContent> unsealed(const ModelKind &kind, const QByteArray &bytes);
/// What is said of a record that is whole, and that no training writes.
tl::unexpected<Error> unlikeTraining();

/// Whole or not at all; full where it cannot be written.
Done writeWhole(const QString &name, const QByteArray &bytes);
/// An ordinary file of at most 512 MiB: damaged for others, badConfiguration where it cannot be read.
Result<QByteArray> readWhole(const QString &name);
/// What is wrong with the model that a file holds, with the file's name.
Error inFile(const QString &name, const Error &error);

} // namespace rig::ml
