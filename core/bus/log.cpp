#include "bus/log.h"

namespace rig::bus {

Q_LOGGING_CATEGORY(busLog, "rig.bus")

} // namespace rig::bus
