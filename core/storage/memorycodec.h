#pragma once

#include "domain/ports/judgestore.h"

#include <QByteArray>

namespace rig::storage {

/// What the judge remembers of a machine, as stored bytes: versioned, so that a later program can read them.
QByteArray encodeMemory(const MachineMemory &memory);
/// No value for bytes that are not of this program's making.
std::optional<MachineMemory> decodeMemory(const QByteArray &bytes);

/// A whole batch, for the journal.
QByteArray encodeBatch(const JudgeBatch &batch);
std::optional<JudgeBatch> decodeBatch(const QByteArray &bytes);

} // namespace rig::storage
