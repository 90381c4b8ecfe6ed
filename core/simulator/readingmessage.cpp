#include "simulator/readingmessage.h"

#include <charconv>

namespace rig::simulator {

namespace {

void appendQuoted(std::string &to, std::string_view text)
{
    static constexpr char digits[] = "0123456789abcdef";
    to += '"';
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            to.append({'\\', c});
        else if (code < 0x20)
            to.append("\\u00").append({digits[code >> 4U], digits[code & 0xFU]});
        else
            to += c;
    }
    to += '"';
}

} // namespace

ReadingMessage::ReadingMessage(std::string_view machine)
{
    m_head = R"({"machine_id":)";
    appendQuoted(m_head, machine);
    m_head += R"(,"timestamp":")";
}

void ReadingMessage::begin(Instant at)
{
    m_text = m_head;
    m_text.append(formatInstant(at)).append("\"");
}

void ReadingMessage::add(std::string_view key, std::string_view number)
{
    m_text.append(key).append(number);
}

void ReadingMessage::add(std::string_view key, double value)
{
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value);
    add(key, std::string_view(text, static_cast<std::size_t>(end.ptr - text)));
}

std::string_view ReadingMessage::finished()
{
    m_text += '}';
    return m_text;
}

std::string ReadingMessage::keyOf(std::string_view name)
{
    std::string key = ",";
    appendQuoted(key, name);
    key += ':';
    return key;
}

} // namespace rig::simulator
