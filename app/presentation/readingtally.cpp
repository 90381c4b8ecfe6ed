#include "presentation/readingtally.h"

#include <algorithm>

namespace rig::presentation {

std::uint64_t ReadingTally::total(std::uint64_t arrived, const ReaderStatus &keep)
{
    const std::uint64_t beyond = keep.stored > arrived ? keep.stored - arrived : 0;
    // The live view may be a moment behind keep. Once nothing waits the difference is no such moment.
    const bool caughtUp = keep.phase == ReaderStatus::Phase::running && keep.behind == 0;
    m_earlier = caughtUp ? beyond : std::max(m_earlier, beyond);
    m_total = std::max(m_total, arrived + m_earlier);
    return m_total;
}

} // namespace rig::presentation
