#pragma once

#include <optional>
#include <string_view>

namespace rig::settings {

/// `host`, `host:port` or `[IPv6]:port`, taken apart but not judged; views into the text it came from.
struct HostPort
{
    std::string_view host; ///< without brackets
    std::string_view port; ///< empty where none stands there
    bool bracketed = false;
};

/// No value where brackets do not close, something other than a port follows them, or two colons stand
/// outside of brackets.
std::optional<HostPort> splitHostPort(std::string_view text);

/// A DNS name or an IPv4 address by its characters; nothing is looked up.
bool isHostName(std::string_view text);

/// An IPv6 address, with or without a zone (`fe80::1%eth0`).
bool isIpv6Address(std::string_view text);

/// This computer's own loop: `localhost`, 127.0.0.0/8, ::1. A name that only begins like one is not it.
bool isLoopback(std::string_view host);

} // namespace rig::settings
