#pragma once

#include "support/recordingproducer.h"
#include "support/testdatabase.h"

#include <QStringList>

namespace rig::test {

/// Where keep must stand when all that was acknowledged is stored: by partition the offset after the last.
std::map<std::int32_t, std::int64_t> endsOf(const std::deque<Acknowledged> &messages);

/// Waits until the offset rows of a reader, keep or judge, stand there; a database that does not answer
/// meanwhile is waited for.
bool awaitReader(const std::string &reader, TestDatabase &database, const std::string &topic,
                 const std::deque<Acknowledged> &messages, milliseconds patience);
/// Likewise, of keep.
bool awaitStored(TestDatabase &database, const std::string &topic, const std::deque<Acknowledged> &messages,
                 milliseconds patience = std::chrono::seconds{30});

/// The half of the oracle that reads: what a database holds of a topic against what the broker acknowledged.
/// A sentence per difference, the first 20; none when every message is there exactly once as what it must be,
/// its values bit for bit, and the offset rows stand right behind the last ones.
QStringList differences(Sql &database, const std::string &topic, const std::deque<Acknowledged> &messages);

} // namespace rig::test
