#pragma once

#include <QString>

namespace rig::presentation {

/// What a form has to say. `yes` and `no` are a question's answers, empty where there is none.
struct Notice
{
    enum class Kind
    {
        none,
        working,
        said,
        refused,
        question
    };

    Kind kind = Kind::none;
    QString sentence;
    QString yes;
    QString no;

    bool operator==(const Notice &) const = default;
};

} // namespace rig::presentation
