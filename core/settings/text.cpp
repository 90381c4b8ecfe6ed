#include "settings/text.h"

#include "domain/unprintable.h"

#include <QCoreApplication>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <system_error>

namespace rig::settings {

QString tame(QString sentence)
{
    for (QChar &character : sentence)
        if (isUnprintable(character.unicode()) && character != u'\n' && character != u'\t')
            character = QChar::ReplacementCharacter;
    return sentence;
}

std::optional<int> wholeNumber(std::string_view text, int low, int high)
{
    int number = 0;
    const char *const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stop != end || number < low || number > high)
        return {};
    return number;
}

bool hasControlCharacter(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; });
}

QString reasonOf(int systemError)
{
    const QString words = QString::fromLocal8Bit(std::generic_category().message(systemError).c_str());
    if (kindOf(systemError) == ErrorKind::full)
        return QCoreApplication::translate("rig::settings::Text", "%1, so free some there").arg(words);
    // Where a last part of a path is opened, links are not followed: they could lead to anybody's file.
    if (systemError == ELOOP)
        return QCoreApplication::translate("rig::settings::Text",
                                           "it is a symbolic link, and none is followed here: replace it");
    return words;
}

ErrorKind kindOf(int systemError)
{
    return systemError == ENOSPC || systemError == EDQUOT ? ErrorKind::full : ErrorKind::badConfiguration;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

} // namespace rig::settings
