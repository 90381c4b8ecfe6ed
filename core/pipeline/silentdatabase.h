#pragma once

#include "domain/instant.h"
#include "domain/result.h"

namespace rig::pipeline {

/// A healthy database has begun to answer any statement of the readers by then.
constexpr milliseconds silentDatabaseAfter{5'000};

/// What is wrong with one that has not.
Error silentDatabase();

} // namespace rig::pipeline
