#pragma once

#include <QStringList>

namespace rig::ctl {

// Each runs one subcommand with the words behind it and gives its exit code.
int runMigrate(const QStringList &arguments);
int runNode(const QStringList &arguments);
int runPlant(const QStringList &arguments);

} // namespace rig::ctl
