#include "pipeline/messagefield.h"

#include "pipeline/jsoncheck.h"
#include "pipeline/jsonnumber.h"
#include "pipeline/jsontext.h"

namespace rig::pipeline {

namespace {

using Kind = MessageField::Kind;

bool readWord(std::string_view word, Kind kind, MessageField &field)
{
    field.kind = kind;
    return field.value == word;
}

bool readText(MessageField &field)
{
    std::string unescaped;
    field.kind = Kind::text;
    return field.value.find('\\') == std::string_view::npos ||
           appendUnescaped(field.value.substr(1, field.value.size() - 2), unescaped);
}

bool readAnyNumber(MessageField &field)
{
    const NumberOutcome outcome = readNumber(field.value, field.number);
    field.kind = outcome == NumberOutcome::noDouble ? Kind::noDouble : Kind::number;
    return outcome != NumberOutcome::notANumber;
}

bool readScalar(MessageField &field)
{
    switch (field.value.front()) {
    case '"':
        return readText(field);
    case 'n':
        return readWord("null", Kind::null, field);
    case 't':
        return readWord("true", Kind::boolean, field);
    case 'f':
        return readWord("false", Kind::boolean, field);
    default:
        return readAnyNumber(field);
    }
}

std::optional<MessageFlaw> readContainer(std::string_view message, int levels, MessageField &field)
{
    const char *const begin = field.value.data();
    JsonCheck check(message.substr(static_cast<std::size_t>(begin - message.data())));
    const auto outcome = check.check(levels);
    field.kind = *begin == '{' ? Kind::object : Kind::array;
    field.value = {begin, check.position()};
    if (outcome == JsonCheck::Outcome::sound)
        return {};
    return MessageFlaw::in(message, begin + check.position(),
                           outcome == JsonCheck::Outcome::tooDeep ? MessageFlaw::Kind::tooDeep
                                                                  : MessageFlaw::Kind::syntax);
}

} // namespace

std::optional<MessageFlaw> readValue(std::string_view message, int levels, MessageField &field)
{
    if (field.value.front() == '{' || field.value.front() == '[')
        return readContainer(message, levels, field);
    if (!readScalar(field))
        return MessageFlaw::in(message, field.value.data(), MessageFlaw::Kind::syntax);
    return {};
}

} // namespace rig::pipeline
