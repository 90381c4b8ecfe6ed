#include "support/tls.h"

#include <QByteArray>

namespace rig::test {

namespace {

std::string fromEnvironment(const char *name)
{
    return qgetenv(name).toStdString();
}

} // namespace

settings::BusSettings tlsBroker()
{
    settings::BusSettings settings;
    settings.servers = fromEnvironment("RIG_TEST_KAFKA_TLS_URL");
    settings.username = fromEnvironment("RIG_TEST_KAFKA_USER");
    settings.password = fromEnvironment("RIG_TEST_KAFKA_PASSWORD");
    settings.mechanism = "PLAIN";
    settings.caFile = certificateAuthority();
    return settings;
}

std::string atLocalhost(std::string url, const std::string &parameters)
{
    const std::string_view number = "127.0.0.1";
    url.replace(url.find(number), number.size(), "localhost");
    return url + '?' + parameters;
}

std::string certificateAuthority()
{
    return fromEnvironment("RIG_TEST_CA");
}

std::string otherAuthority()
{
    return fromEnvironment("RIG_TEST_OTHER_CA");
}

} // namespace rig::test
