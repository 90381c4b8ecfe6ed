#include "domain/unknownname.h"

namespace rig {

NoSensor obstacleTo(const UnknownName &name)
{
    if (name.name.empty() || name.name.find('?') != std::string::npos)
        return NoSensor::badName;
    return fitsSensor(name.sample) ? NoSensor::fit : NoSensor::noNumber;
}

} // namespace rig
