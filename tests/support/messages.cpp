#include "support/messages.h"

#include <charconv>

namespace rig::test {

std::string numberText(double number)
{
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, number).ptr};
}

Message reading(const std::string &machine, const std::map<std::string, double> &values,
                std::optional<Instant> at)
{
    Message message;
    message.key = machine;
    message.payload = R"({"machine_id":")" + machine + '"';
    if (at)
        message.payload += R"(,"timestamp":")" + formatInstant(*at) + '"';
    for (const auto &[sensor, value] : values)
        message.payload += ",\"" + sensor + "\":" + numberText(value);
    message.payload += '}';
    message.expected.machine = machine;
    message.expected.values = values;
    message.expected.at = at;
    if (!at)
        message.expected.quality = "uncertain";
    return message;
}

std::vector<Message> toEachPartition(int partitions, int count)
{
    std::vector<Message> messages;
    for (int i = 0; i < partitions * count; ++i) {
        messages.push_back(reading("A", {{"rpm", i}}, now()));
        messages.back().partition = i % partitions;
    }
    return messages;
}

Message rejected(const std::string &payload, const std::string &reason)
{
    Message message;
    message.payload = payload;
    message.expected.fate = Expected::Fate::rejected;
    message.expected.reason = reason;
    return message;
}

Instant now()
{
    return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

} // namespace rig::test
