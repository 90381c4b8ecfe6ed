#include "settings/hostport.h"

#include <QByteArrayView>

#include <algorithm>
#include <string>

#include <arpa/inet.h>

namespace rig::settings {

namespace {

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
}

std::optional<HostPort> splitBracketed(std::string_view text)
{
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos)
        return {};
    HostPort parts{text.substr(1, close - 1), {}, true};
    const std::string_view rest = text.substr(close + 1);
    if (!rest.empty() && rest.front() != ':')
        return {};
    if (!rest.empty())
        parts.port = rest.substr(1);
    return parts;
}

} // namespace

std::optional<HostPort> splitHostPort(std::string_view text)
{
    if (!text.empty() && text.front() == '[')
        return splitBracketed(text);
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return HostPort{text, {}, false};
    if (text.find(':', colon + 1) != std::string_view::npos)
        return {};
    return HostPort{text.substr(0, colon), text.substr(colon + 1), false};
}

bool isHostName(std::string_view text)
{
    constexpr std::size_t longestName = 253;
    return !text.empty() && text.size() <= longestName &&
           std::all_of(text.begin(), text.end(), isNameCharacter);
}

bool isIpv6Address(std::string_view text)
{
    const std::string address(text.substr(0, text.find('%')));
    in6_addr bytes{};
    return inet_pton(AF_INET6, address.c_str(), &bytes) == 1;
}

bool isLoopback(std::string_view host)
{
    const std::string name(host);
    in_addr four{};
    if (inet_pton(AF_INET, name.c_str(), &four) == 1)
        return ntohl(four.s_addr) >> 24 == 127;
    in6_addr six{};
    if (inet_pton(AF_INET6, name.c_str(), &six) == 1)
        return IN6_IS_ADDR_LOOPBACK(&six);
    return QByteArrayView(host).compare("localhost", Qt::CaseInsensitive) == 0;
}

} // namespace rig::settings
