#include "messages.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

std::string MessageMaker::sound()
{
    m_airy = chance(0.3);
    m_escaping = chance(0.2);
    std::vector<std::string> fields;
    if (chance(0.8))
        fields.push_back(field("machine_id", chance(0.9) ? oneOf({R"("A")", R"("B")", "null", R"("\u0041")"})
                                                         : oneOf({R"("R")", R"("Z")", "7", "[]", R"("")"})));
    if (chance(0.8))
        fields.push_back(field(
            "timestamp", oneOf({R"("2026-01-12T07:00:00.125Z")", R"("2026-01-12 09:30:00+02:00")",
                                R"("2026-01-13T08:00:00Z")", R"("2026-01-13T08:00:00.000001Z")", "17",
                                R"("1970-01-01T00:00:00Z")", R"("soon")", "null", R"("2026\u002d01-12")"})));
    for (std::size_t i = below(12); i > 0; --i)
        fields.push_back(sensorField());
    if (chance(0.4)) {
        std::vector<std::string> custom;
        for (std::size_t i = below(5); i > 0; --i)
            custom.push_back(sensorField());
        fields.push_back(field("custom_sensors", chance(0.9) ? object(custom) : anyValue(2)));
    }
    if (chance(0.3))
        fields.push_back(field(
            oneOf({"status", "", "machine_id2", "ä", "rpm ", "machine_id", "custom_sensors"}), anyValue(3)));
    if (chance(0.5))
        std::shuffle(fields.begin(), fields.end(), m_random);
    return blanks() + object(fields) + blanks();
}

std::string MessageMaker::broken(std::string message)
{
    constexpr std::string_view pieces = "{}[],:\"\\ \n0123456789-+.eEtfnu\x00\x1f\x7f\x80\xc3\xff";
    for (std::size_t i = 1 + below(3); i > 0 && !message.empty(); --i) {
        const std::size_t at = below(message.size());
        switch (below(6)) {
        case 0:
            message[at] = pieces[below(pieces.size())];
            break;
        case 1:
            message.insert(at, 1, pieces[below(pieces.size())]);
            break;
        case 2:
            message.erase(at, 1 + below(3));
            break;
        case 3:
            message.insert(at, message.substr(below(message.size()), below(20)));
            break;
        case 4:
            std::swap(message[at], message[below(message.size())]);
            break;
        default:
            message = chance(0.5) ? message.substr(0, at) : message + message.substr(at);
        }
    }
    return message;
}

std::string MessageMaker::blanks()
{
    return m_airy ? oneOf({"", " ", "  ", "\n", "\t\r\n "}) : std::string();
}

std::string MessageMaker::quoted(std::string_view text)
{
    std::string result = "\"";
    for (const char c : text) {
        const bool ascii = static_cast<unsigned char>(c) < 0x80;
        if (c == '"' || c == '\\' || (m_escaping && ascii && chance(0.1))) {
            std::array<char, 8> hex{};
            std::snprintf(hex.data(), hex.size(), chance(0.5) ? "\\u%04x" : "\\u%04X",
                          static_cast<unsigned>(c));
            result += c == '"' ? "\\\"" : c == '\\' ? "\\\\" : hex.data();
        } else {
            result += c;
        }
    }
    return result + "\"";
}

std::string MessageMaker::field(std::string_view name, std::string value)
{
    return blanks() + quoted(name) + blanks() + ":" + blanks() + std::move(value) + blanks();
}

std::string MessageMaker::sensorField()
{
    const std::string name =
        oneOf({"temperature", "pressure", "rpm", "rpm", "inlet_dust", "x", "lubrication_pressure", "quote\"d",
               "back\\nslash", "Ölstand", "oldSlot", "retired_sensor", "unknown"});
    return field(name, chance(0.97) ? (chance(0.9) ? number() : "null") : anyValue(3));
}

std::string MessageMaker::object(std::vector<std::string> fields)
{
    std::string result = "{";
    for (std::size_t i = 0; i < fields.size(); ++i)
        result.append(i == 0 ? "" : ",").append(fields[i]);
    return result + (fields.empty() ? blanks() : "") + "}";
}

std::string MessageMaker::number()
{
    const std::string sign = chance(0.3) ? "-" : "";
    const auto digits = [this](std::size_t most) {
        std::string text;
        for (std::size_t i = 1 + below(most); i > 0; --i)
            text += static_cast<char>('0' + below(10));
        return text;
    };
    const auto whole = [&](std::size_t most) {
        std::string text = digits(most);
        text.erase(0, std::min(text.find_first_not_of('0'), text.size() - 1));
        return text;
    };
    std::string result = sign;
    switch (below(8)) {
    case 0:
        return result.append(whole(20));
    case 1:
        return result.append("0.").append(digits(24));
    case 2:
        return result.append(whole(9)).append(".").append(digits(18));
    case 3:
        result.append(whole(3));
        if (chance(0.5))
            result.append(".").append(digits(3));
        return result.append(chance(0.5) ? "e" : "E").append(oneOf({"", "+", "-"})).append(digits(3));
    case 4: { // any double at all, with all its digits
        const std::uint64_t bits = std::uniform_int_distribution<std::uint64_t>()(m_random);
        double value = 0;
        std::memcpy(&value, &bits, sizeof value);
        std::array<char, 32> text;
        const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
        const std::string spelled(text.data(), end);
        return spelled.find_first_of("in") == std::string::npos ? spelled : "0";
    }
    default:
        return result.append(whole(4)).append(".").append(digits(3));
    }
}

std::string MessageMaker::anyValue(int depth)
{
    const std::size_t kind = below(depth == 0 ? 7 : 9);
    if (kind < 7)
        return oneOf({"true", "false", "null", R"("text")", R"("\ud83d\ude00\ud800 \n")", "1e400", number()});
    std::vector<std::string> parts;
    for (std::size_t i = below(4); i > 0; --i)
        parts.push_back(kind == 7 ? field(oneOf({"a", "rpm", "b"}), anyValue(depth - 1))
                                  : blanks() + anyValue(depth - 1) + blanks());
    std::string result = object(parts);
    if (kind == 8) {
        result.front() = '[';
        result.back() = ']';
    }
    return result;
}
