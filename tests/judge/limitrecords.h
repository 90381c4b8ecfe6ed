#pragma once

#include "judge/limitoracle.h"
#include "support/recordingproducer.h"
#include "support/testdatabase.h"

namespace rig::test {

/// What the judge had to see of these messages, in the order in which they were sent.
std::vector<JudgedReading> readingsOf(const std::deque<Acknowledged> &messages);

/// What it recorded of a topic.
std::vector<ExpectedEvent> recordedEvents(Sql &database, const std::string &topic);

/// Waits until the judge's offset rows stand behind all of these; a database that does not answer meanwhile
/// is waited for.
bool awaitJudged(TestDatabase &database, const std::string &topic, const std::deque<Acknowledged> &messages,
                 milliseconds patience);

} // namespace rig::test
