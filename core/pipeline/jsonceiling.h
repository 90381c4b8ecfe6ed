#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace rig::pipeline {

/// What the decoder is measured against: simdjson alone, walking every field of a message and reading every
/// number, in the caller's buffer and without a copy. For benches; one thread owns it.
class JsonCeiling
{
public:
    /// Bytes that must be readable behind the end of a message.
    static constexpr std::size_t padding = 64;

    JsonCeiling();
    ~JsonCeiling();

    /// The sum of all numbers, so that nothing can be left out; NaN where simdjson finds a fault.
    double sum(std::string_view message);

private:
    struct Parser;
    std::unique_ptr<Parser> m_parser;
};

} // namespace rig::pipeline
