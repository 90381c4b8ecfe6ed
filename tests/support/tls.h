#pragma once

#include "settings/settings.h"

#include <string>

namespace rig::test {

/// The tests' broker over SASL_SSL, verified by the authority that signed its certificate.
settings::BusSettings tlsBroker();

/// The same database at the name in its server's certificate, with `parameters` of libpq: `sslmode=…`.
std::string atLocalhost(std::string url, const std::string &parameters);

/// Files of certificates: the authority that signed those of both servers, and another one.
std::string certificateAuthority();
std::string otherAuthority();

} // namespace rig::test
