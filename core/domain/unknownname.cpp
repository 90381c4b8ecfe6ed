#include "domain/unknownname.h"

#include "domain/unprintable.h"

namespace rig {

NoSensor obstacleTo(const UnknownName &name)
{
    if (name.name.empty() || name.name.find(inPlaceOfUnprintable) != std::string::npos)
        return NoSensor::badName;
    return fitsSensor(name.sample) ? NoSensor::fit : NoSensor::noNumber;
}

} // namespace rig
