#include "pipeline/jsoncheck.h"

#include "pipeline/jsonnumber.h"
#include "pipeline/jsontext.h"

#include <algorithm>

namespace rig::pipeline {

JsonCheck::Outcome JsonCheck::check(int levels)
{
    passBlanks();
    if (m_at == m_text.size())
        return Outcome::syntax;
    const char first = m_text[m_at];
    if (first == '"')
        return text() ? Outcome::sound : Outcome::syntax;
    if (first != '{' && first != '[')
        return wordOrNumber();
    if (levels == 0)
        return Outcome::tooDeep;
    ++m_at;
    return members(first == '{' ? '}' : ']', levels - 1);
}

/// What stands between the brackets, and the closing one.
JsonCheck::Outcome JsonCheck::members(char close, int levels)
{
    if (take(close))
        return Outcome::sound;
    do {
        if (close == '}') {
            passBlanks();
            if (!text() || !take(':'))
                return Outcome::syntax;
        }
        if (const Outcome outcome = check(levels); outcome != Outcome::sound)
            return outcome;
    } while (take(','));
    return take(close) ? Outcome::sound : Outcome::syntax;
}

JsonCheck::Outcome JsonCheck::wordOrNumber()
{
    const std::string_view token = m_text.substr(m_at, m_text.find_first_of(" \t\r\n,:]}[{\"", m_at) - m_at);
    double number = 0;
    if (token != "null" && token != "true" && token != "false" &&
        readNumber(token, number) == NumberOutcome::notANumber)
        return Outcome::syntax;
    m_at += token.size();
    return Outcome::sound;
}

bool JsonCheck::text()
{
    if (m_at == m_text.size() || m_text[m_at] != '"')
        return false;
    std::size_t end = m_at + 1;
    while (end < m_text.size() && m_text[end] != '"')
        end += m_text[end] == '\\' ? 2 : 1;
    if (end >= m_text.size())
        return false;
    m_unescaped.clear();
    if (!appendUnescaped(m_text.substr(m_at + 1, end - m_at - 1), m_unescaped))
        return false;
    m_at = end + 1;
    return true;
}

bool JsonCheck::take(char c)
{
    passBlanks();
    if (m_at == m_text.size() || m_text[m_at] != c)
        return false;
    ++m_at;
    return true;
}

void JsonCheck::passBlanks()
{
    m_at = std::min(m_text.find_first_not_of(" \t\r\n", m_at), m_text.size());
}

} // namespace rig::pipeline
