#pragma once

#include "domain/instant.h"
#include "domain/result.h"
#include "local/account.h"

#include <QByteArray>
#include <QStringList>

#include <filesystem>
#include <functional>

namespace rig::local {

/// Asked between the steps of whatever takes long; true: give up.
using Interrupted = std::function<bool()>;

/// A short-lived program with nothing of our environment, so that no PGOPTIONS or locale of the caller
/// changes what it does.
struct Program
{
    std::filesystem::path file;
    QStringList arguments;
    std::filesystem::path folder;   ///< where it works
    std::optional<Account> account; ///< whom it runs as; none: as ourselves
    QByteArray input;
};

struct Outcome
{
    int status = 0; ///< 0 is success; a program that a signal ended has 128 and more
    QString output; ///< the end of what it said on either channel, at most 8 KiB
};

/// Runs it to its end, in a session of its own, so that Ctrl-C in our terminal does not reach it; it dies
/// with the calling thread. Blocks. badConfiguration where it cannot be started; unavailable when it takes
/// longer than `patience` and cancelled when we are interrupted: it and its children are then dead, except
/// for those that left its session.
Result<Outcome> run(const Program &program, milliseconds patience, const Interrupted &interrupted);

} // namespace rig::local
