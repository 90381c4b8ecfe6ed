#pragma once

#include "ctl/exitcode.h"

#include <QJsonObject>

#include <optional>

namespace rig::ctl {

/// Lines to standard output, which scripts read.
void print(const QString &line);
void printJson(const QJsonObject &object);
/// Lines to standard error, for the person; with the setting to change where there is one. The exit code that
/// goes with it.
ExitCode complain(const Error &error);
/// False, and a sentence, when something of what was printed could not be written.
bool saidEverything();
void note(const QString &line);
/// Asks the person, who has to say yes; no value where nobody sits at standard input.
std::optional<bool> confirm(const QString &question);
/// Success where the person agrees to what a sentence says, or has done so beforehand; it is recorded under
/// their name. badConfiguration where nobody can be asked, cancelled where they do not.
Done agreed(const QString &what, bool beforehand);
/// Whether whoever is there says yes, so that a script can answer through a pipe too.
bool agree(const QString &question);

} // namespace rig::ctl
