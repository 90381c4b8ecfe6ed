#pragma once

#include "domain/result.h"

#include <map>
#include <string>
#include <string_view>

namespace rig::settings {

/// Reads the text of a `.env` file as dotenv tools do: `NAME=value` lines, `#` comments (after a value only
/// behind a blank), an `export` prefix, values in single quotes (literally) or in double quotes (with the
/// escapes \n \r \t \\ \" \' \$), both also over several lines; the last one of a name counts. `${NAME}` is
/// not replaced. badConfiguration names `file` and the line, and never repeats what stands there.
Result<std::map<std::string, std::string>> parseDotEnv(std::string_view text, const QString &file);

} // namespace rig::settings
