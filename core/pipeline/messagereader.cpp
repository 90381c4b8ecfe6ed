#include "pipeline/messagereader.h"

#include "pipeline/jsontext.h"
#include "pipeline/plainnumber.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <vector>

namespace rig::pipeline {

namespace {

namespace od = simdjson::ondemand;
using Kind = MessageField::Kind;

/// Up to this length of a number simdjson reads it exactly; its version 3.0 takes
/// 0.99999999999999999999 (20 nines) for 0.0777.
constexpr std::size_t longestTrusted = 21;

constexpr std::string_view machineIdName = "machine_id";
constexpr std::string_view timestampName = "timestamp";
constexpr std::string_view customSensors = "custom_sensors";

bool isSpecial(std::string_view name)
{
    return name == machineIdName || name == timestampName || name == customSensors;
}

bool isBlank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

std::string_view withoutBlanks(std::string_view token)
{
    while (isBlank(token.back()))
        token.remove_suffix(1);
    return token;
}

/// The name that begins at `begin` and whose value begins at `value`: between its closing quote and the value
/// there is a colon and nothing else that shows.
std::string_view nameBefore(const char *value, const char *begin)
{
    const char *end = value - 2;
    while (*end != '"')
        --end;
    return {begin, static_cast<std::size_t>(end - begin)};
}

/// A batch has its messages one behind the other: fetched while this one is read, the next is copied without
/// waiting for memory. An address where there is nothing does no harm.
void fetchBehind(std::string_view message)
{
    constexpr std::size_t most = 4096;
    constexpr std::size_t cacheLine = 64;
    for (std::size_t ahead = 0; ahead < std::min(message.size(), most); ahead += cacheLine)
        __builtin_prefetch(message.data() + message.size() + ahead);
}

MessageFlaw::Kind flawOf(simdjson::error_code error)
{
    switch (error) {
    case simdjson::EMPTY:
        return MessageFlaw::Kind::empty;
    case simdjson::UTF8_ERROR:
        return MessageFlaw::Kind::encoding;
    case simdjson::UNESCAPED_CHARS:
        return MessageFlaw::Kind::controlCharacter;
    case simdjson::UNCLOSED_STRING:
        return MessageFlaw::Kind::unclosedText;
    case simdjson::INCORRECT_TYPE:
        return MessageFlaw::Kind::notAnObject;
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
        return MessageFlaw::Kind::unclosedObject;
    default:
        return MessageFlaw::Kind::syntax;
    }
}

} // namespace

/// simdjson's On-Demand parser finds the fields and checks the encoding and the texts' control characters. It
/// passes over values without a look, so each of them is looked at here, by its characters.
class MessageReader::Walk
{
public:
    std::optional<MessageFlaw> read(std::string_view message);
    std::span<const MessageField> fields() const { return {m_fields.data(), m_count}; }

    std::optional<MessageField> machineId;
    std::optional<MessageField> timestamp;
    std::string text; ///< the last one that had to be unescaped

private:
    void load(std::string_view message);
    bool readFields(od::object object, int depth);
    bool keepSpecial(const MessageField &field);
    bool unescapeName(std::string_view &name);
    bool readOther(MessageField &field, int depth);
    bool fail(const char *at);

    od::parser m_parser;
    std::vector<char> m_bytes; ///< room for PlainNumber's reach, the message, simdjson's padding
    std::string_view m_message;
    bool m_escapes = false;             ///< without a backslash in it every text stands as it is meant
    std::string m_names;                ///< unescaped names; has room for all, so that views into it stay
    std::vector<MessageField> m_fields; ///< has room for as many as a message of this length can hold
    std::size_t m_count = 0;
    std::optional<MessageFlaw> m_flaw;
};

MessageReader::MessageReader() : m_walk(std::make_unique<Walk>()) {}
MessageReader::~MessageReader() = default;
MessageReader::MessageReader(MessageReader &&) noexcept = default;
MessageReader &MessageReader::operator=(MessageReader &&) noexcept = default;

std::optional<MessageFlaw> MessageReader::read(std::string_view message)
{
    return m_walk->read(message);
}

const std::optional<MessageField> &MessageReader::machineId() const
{
    return m_walk->machineId;
}

const std::optional<MessageField> &MessageReader::timestamp() const
{
    return m_walk->timestamp;
}

std::span<const MessageField> MessageReader::fields() const
{
    return m_walk->fields();
}

std::string_view MessageReader::textOf(const MessageField &field)
{
    const std::string_view inner = field.value.substr(1, field.value.size() - 2);
    if (inner.find('\\') == std::string_view::npos)
        return inner;
    m_walk->text.clear();
    appendUnescaped(inner, m_walk->text);
    return m_walk->text;
}

std::optional<MessageFlaw> MessageReader::Walk::read(std::string_view message)
{
    m_count = 0;
    machineId.reset();
    timestamp.reset();
    if (message.size() > maxMessageBytes)
        return MessageFlaw{MessageFlaw::Kind::tooLong, 0, {}};
    // Some versions of simdjson pass over it in silence.
    if (message.starts_with("\xEF\xBB\xBF"))
        return MessageFlaw{MessageFlaw::Kind::byteOrderMark, 0, {}};

    load(message);
    od::document document;
    od::object object;
    auto error =
        m_parser.iterate(m_message.data(), m_message.size(), m_message.size() + simdjson::SIMDJSON_PADDING)
            .get(document);
    if (error == simdjson::SUCCESS)
        error = document.get_object().get(object);
    if (error != simdjson::SUCCESS)
        return MessageFlaw{flawOf(error), 0, {}};

    m_flaw.reset();
    const bool sound = readFields(object, 1);
    const char *place = nullptr;
    const bool more = document.current_location().get(place) == simdjson::SUCCESS;
    if (sound && more)
        return MessageFlaw::in(m_message, place, MessageFlaw::Kind::trailingContent);
    if (!sound && !m_flaw)
        fail(more ? place : m_message.data() + m_message.size());
    return m_flaw;
}

void MessageReader::Walk::load(std::string_view message)
{
    constexpr std::size_t around = PlainNumber::reach + simdjson::SIMDJSON_PADDING;
    if (m_bytes.size() < message.size() + around) {
        const std::size_t room = std::clamp<std::size_t>(2 * message.size(), 4096, maxMessageBytes);
        m_bytes.resize(room + around);
        m_fields.resize(room / 5 + 1); // a field is "":1, at least
        if (m_parser.allocate(room) != simdjson::SUCCESS)
            throw std::bad_alloc();
    }
    char *const begin = m_bytes.data() + PlainNumber::reach;
    std::memcpy(begin, message.data(), message.size());
    fetchBehind(message);
    // Where a message is cut simdjson reads on into the padding: no brace of an older one may stand there.
    std::memset(begin + message.size(), 0, simdjson::SIMDJSON_PADDING);
    m_message = {begin, message.size()};
    m_escapes = m_message.find('\\') != std::string_view::npos;
    m_names.clear();
    if (m_escapes)
        m_names.reserve(message.size());
}

/// Depth 1 is the message's own object, 2 that of custom sensors.
bool MessageReader::Walk::readFields(od::object object, int depth)
{
    for (auto item : object) {
        od::field entry;
        if (std::move(item).get(entry) != simdjson::SUCCESS)
            return false;
        MessageField &field = m_fields[m_count];
        const std::string_view token = entry.value().raw_json_token(); // and the blanks behind it
        field.name = nameBefore(token.data(), entry.key().raw());
        field.value = withoutBlanks(token);
        if (m_escapes && !unescapeName(field.name))
            return false;
        if (depth == 1 && token.front() == '{' && field.name == customSensors) {
            od::object inner;
            if (entry.value().get_object().get(inner) != simdjson::SUCCESS || !readFields(inner, 2))
                return false;
            continue;
        }
        if (PlainNumber::read(field.value, field.number) ||
            (field.value.size() <= longestTrusted &&
             entry.value().get_double().get(field.number) == simdjson::SUCCESS))
            field.kind = Kind::number;
        else if (!readOther(field, depth))
            return false;
        if (depth == 2 || !isSpecial(field.name) || !keepSpecial(field))
            ++m_count;
    }
    return true;
}

/// False for a field that is none of the special ones.
bool MessageReader::Walk::keepSpecial(const MessageField &field)
{
    if (field.name == machineIdName)
        machineId = field;
    else if (field.name == timestampName)
        timestamp = field;
    else
        return field.kind == Kind::null && field.name == customSensors;
    return true;
}

bool MessageReader::Walk::unescapeName(std::string_view &name)
{
    if (name.find('\\') == std::string_view::npos)
        return true;
    const std::size_t start = m_names.size();
    if (!appendUnescaped(name, m_names))
        return fail(name.data());
    name = std::string_view(m_names).substr(start);
    return true;
}

bool MessageReader::Walk::readOther(MessageField &field, int depth)
{
    m_flaw = readValue(m_message, maxNesting - depth, field);
    if (m_flaw)
        return false;
    // Passing over a text simdjson takes `"a":"b":1` for sound.
    const char *next = field.value.data() + field.value.size();
    while (isBlank(*next))
        ++next;
    return *next != ':' || fail(next);
}

/// False, for the caller to return.
bool MessageReader::Walk::fail(const char *at)
{
    m_flaw = MessageFlaw::in(m_message, at, MessageFlaw::Kind::syntax);
    return false;
}

} // namespace rig::pipeline
