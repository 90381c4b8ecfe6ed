#include "pipeline/messageflaw.h"

#include "pipeline/plaintext.h"

namespace rig::pipeline {

namespace {

QString described(MessageFlaw::Kind kind)
{
    switch (kind) {
    case MessageFlaw::Kind::empty:
        return MessageFlaw::tr("The message is empty.");
    case MessageFlaw::Kind::tooLong:
        return MessageFlaw::tr("The message is longer than 1,048,576 bytes.");
    case MessageFlaw::Kind::byteOrderMark:
        return MessageFlaw::tr("The message begins with a byte order mark, which JSON does not have.");
    case MessageFlaw::Kind::encoding:
        return MessageFlaw::tr("The message is not valid UTF-8.");
    case MessageFlaw::Kind::controlCharacter:
        return MessageFlaw::tr("A text in the message contains a control character that is not escaped.");
    case MessageFlaw::Kind::unclosedText:
        return MessageFlaw::tr("The message ends within a text.");
    case MessageFlaw::Kind::notAnObject:
        return MessageFlaw::tr("The message is not a JSON object.");
    case MessageFlaw::Kind::unclosedObject:
        return MessageFlaw::tr("The message does not end with the brace that closes its object.");
    case MessageFlaw::Kind::tooDeep:
        return MessageFlaw::tr("The message nests objects and arrays more than %1 deep.").arg(maxNesting);
    case MessageFlaw::Kind::trailingContent:
        return MessageFlaw::tr("The message goes on after the end of its object.");
    case MessageFlaw::Kind::syntax:
        return MessageFlaw::tr("The message is not valid JSON.");
    }
    return {};
}

} // namespace

MessageFlaw MessageFlaw::in(std::string_view message, const char *at, Kind kind)
{
    constexpr std::size_t excerptBytes = 24;
    const auto place = static_cast<std::size_t>(at - message.data());
    if (place >= message.size())
        return {Kind::unclosedObject, 0, {}};
    return {kind, place, plainText(message.substr(place), excerptBytes)};
}

std::string MessageFlaw::sentence() const
{
    QString text = described(kind);
    if (!excerpt.empty())
        text = tr("%1 See byte %2: %3").arg(text, QString::number(at + 1), QString::fromStdString(excerpt));
    return text.toStdString();
}

} // namespace rig::pipeline
