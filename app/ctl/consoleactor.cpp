#include "ctl/consoleactor.h"

#include <QSysInfo>

#include <pwd.h>
#include <unistd.h>

namespace rig::ctl {

Actor consoleActor()
{
    const passwd *account = ::getpwuid(::getuid());
    const std::string user = account == nullptr ? "uid " + std::to_string(::getuid()) : account->pw_name;
    return {user, Actor::Role::admin, "rigctl on " + QSysInfo::machineHostName().toStdString()};
}

} // namespace rig::ctl
