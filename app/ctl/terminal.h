#pragma once

#include "ctl/exitcode.h"

#include <QJsonObject>

namespace rig::ctl {

/// Lines to standard output, which scripts read.
void print(const QString &line);
void printJson(const QJsonObject &object);
/// Lines to standard error, for the person; with the setting to change where there is one. The exit code that
/// goes with it.
ExitCode complain(const Error &error);
void note(const QString &line);

} // namespace rig::ctl
