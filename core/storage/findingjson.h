#pragma once

#include "domain/finding.h"

namespace rig::storage {

// The parts of a finding that are stored as JSON. Numbers are written so that reading them gives the same
// again; what is no number is null. What was not written by these is read as far as it fits.

std::string jsonOf(const std::vector<FindingShare> &shares);
std::string jsonOf(const std::vector<ExpectedValue> &expected);
std::string jsonOf(const FindingEvidence &evidence);
std::vector<FindingShare> sharesIn(std::string_view json);
std::vector<ExpectedValue> expectedIn(std::string_view json);
FindingEvidence evidenceIn(std::string_view json);

} // namespace rig::storage
