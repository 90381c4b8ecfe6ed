#pragma once

#include "domain/readerstatus.h"

namespace rig::presentation {

/// Counts readings since the start such that what is stored is a part of them. The live view counts what
/// arrives; what keep reads in from before the start it never sees.
class ReadingTally
{
public:
    /// `arrived`: by the live view. Never less than `keep.stored`, and never less than before.
    std::uint64_t total(std::uint64_t arrived, const ReaderStatus &keep);

private:
    std::uint64_t m_earlier = 0; ///< from before the start, as far as it was read in
    std::uint64_t m_total = 0;
};

} // namespace rig::presentation
