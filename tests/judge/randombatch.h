#pragma once

#include "domain/ports/judgestore.h"

#include <random>

namespace rig::test {

/// Values of all magnitudes, with everything present and absent. The same state gives the same.
MachineMemory randomMemory(std::mt19937 &random);
JudgeBatch randomBatch(std::mt19937 &random);

/// Whether all of it is the same, values bit for bit.
bool same(const JudgeBatch &one, const JudgeBatch &other);

} // namespace rig::test
