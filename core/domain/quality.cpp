#include "domain/quality.h"

namespace rig {

Quality qualityOf(QualityReason reason)
{
    switch (reason) {
    case QualityReason::none:
        return Quality::good;
    case QualityReason::sourceTimeMissing:
    case QualityReason::sourceTimeImpossible:
    case QualityReason::givenTwice:
    case QualityReason::stale:
        return Quality::uncertain;
    case QualityReason::lost:
    case QualityReason::recordTimeMissing:
        return Quality::bad;
    }
    return Quality::bad;
}

std::string_view word(Quality quality)
{
    switch (quality) {
    case Quality::good:
        return "good";
    case Quality::uncertain:
        return "uncertain";
    case Quality::bad:
        return "bad";
    }
    return "bad";
}

} // namespace rig
