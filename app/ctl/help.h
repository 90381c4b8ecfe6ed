#pragma once

#include <QString>

namespace rig::ctl {

/// What `rigctl help settings` prints: every setting with its option, its variable and what it does.
QString settingsHelp();

} // namespace rig::ctl
