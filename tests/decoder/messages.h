#pragma once

#include <random>
#include <string>
#include <vector>

/// Makes messages as producers send them and as nobody should: the same seed, the same messages.
class MessageMaker
{
public:
    explicit MessageMaker(std::uint32_t seed) : m_random(seed) {}

    /// JSON, in all its spellings; about half of them readings.
    std::string sound();
    /// The message with one to three changes, after which it may be anything.
    std::string broken(std::string message);

    std::size_t below(std::size_t limit)
    {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(m_random);
    }
    bool chance(double probability) { return std::bernoulli_distribution(probability)(m_random); }

private:
    const std::string &oneOf(const std::vector<std::string> &choices)
    {
        return choices[below(choices.size())];
    }
    std::string blanks();
    std::string quoted(std::string_view text);
    std::string field(std::string_view name, std::string value);
    std::string sensorField();
    std::string object(std::vector<std::string> fields);
    std::string number();
    std::string anyValue(int depth);

    std::mt19937 m_random;
    bool m_airy = false;     ///< this message has blanks between its tokens
    bool m_escaping = false; ///< this message escapes what it need not
};
