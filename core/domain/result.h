#pragma once

#include <QString>
#include <tl/expected.hpp>

namespace rig {

/// What went wrong, in the terms that decide what happens next.
enum class ErrorKind
{
    badConfiguration, ///< a setting, an option or a file must be changed by a person
    unavailable,      ///< a server does not answer; it may come back by itself
    refused,          ///< a server or a rule says no: password, privilege, permission
    inDoubt,          ///< a commit was sent and its outcome is unknown: look it up before deciding
    notFound,
    conflict, ///< somebody else changed it first
    damaged,  ///< bytes that are not what they should be
    full,     ///< a disk or a quota
    cancelled,
};

/// An error as a value. The sentence says what is wrong and where; `setting` names what a person can change
/// (an environment variable, an option, a file), empty when there is nothing to change.
struct Error
{
    ErrorKind kind = ErrorKind::unavailable;
    QString sentence;
    QString setting;

    /// True when the same call may succeed later without anybody changing anything.
    bool retryable() const
    {
        return kind == ErrorKind::unavailable || kind == ErrorKind::inDoubt || kind == ErrorKind::full;
    }
};

template <class T> using Result = tl::expected<T, Error>;
using Done = Result<void>;

inline tl::unexpected<Error> failure(ErrorKind kind, QString sentence, QString setting = {})
{
    return tl::unexpected(Error{kind, std::move(sentence), std::move(setting)});
}

} // namespace rig
