#include "presentation/originmark.h"

#include <QCoreApplication>

namespace rig::presentation {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::OriginMark)
};

} // namespace

std::optional<OriginMark> markOf(Origin origin)
{
    switch (origin) {
    case Origin::simulated:
        return OriginMark{Words::tr("SIM"), Words::tr("SIMULATED"), Status::simulated};
    case Origin::replayed:
    case Origin::history:
        return OriginMark{Words::tr("RPL"), Words::tr("REPLAYED"), Status::notNow};
    case Origin::field:
    case Origin::ingest:
        break;
    }
    return {};
}

} // namespace rig::presentation
