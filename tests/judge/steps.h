#pragma once

#include "domain/crashpoint.h"
#include "domain/result.h"

#include <functional>
#include <stdexcept>
#include <string>

namespace rig::test {

/// Calls back at one step.
struct AtStep : CrashPoint
{
    void passed(std::string_view name) override
    {
        if (name == step)
            act();
    }

    std::string step;
    std::function<void()> act;
};

/// Ends a test whose set-up fails.
template <class T> T got(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().sentence.toStdString());
    return std::move(*result);
}

} // namespace rig::test
