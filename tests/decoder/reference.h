#pragma once

#include "domain/plant.h"
#include "domain/reading.h"
#include "domain/record.h"

#include <map>
#include <optional>
#include <string>

/// What wire.md makes of a record, written down a second time and as plainly as can be: the decoder's oracle.
struct Expected
{
    std::optional<rig::Reading> reading;          ///< no value: it is none
    std::map<std::string, std::uint64_t> unknown; ///< as plainText has them
};

Expected decodeByTheBook(const rig::Record &record, const rig::Plant &plant,
                         const std::string &defaultMachine);
