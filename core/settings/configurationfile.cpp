#include "settings/configurationfile.h"

#include "settings/filehandle.h"
#include "settings/text.h"

#include <QCoreApplication>

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rig::settings {

namespace {

constexpr std::size_t largestFile = 64 * 1024;

struct Say
{
    Q_DECLARE_TR_FUNCTIONS(rig::settings::ConfigurationFile)
};

auto refusal(const QString &name, const QString &sentence)
{
    return failure(ErrorKind::badConfiguration, sentence, name);
}

auto unreadable(const QString &name)
{
    return refusal(name, Say::tr("%1 cannot be read: %2.").arg(name, reasonOf(errno)));
}

Done checkTrust(const QString &name, const struct stat &facts)
{
    if ((facts.st_mode & S_IWOTH) != 0)
        return refusal(name, Say::tr("%1 can be changed by every user of this computer, so its settings are "
                                     "not used: take that right away with chmod o-w.")
                                 .arg(name));
    const uid_t us = ::geteuid();
    if (us != 0 && facts.st_uid != 0 && facts.st_uid != us)
        return refusal(name, Say::tr("%1 belongs to another user, so its settings are not used: start from "
                                     "another directory, or make the file your own.")
                                 .arg(name));
    return {};
}

} // namespace

Result<std::optional<ConfigurationFile>> readConfigurationFile(const std::filesystem::path &path)
{
    const QString name = shown(path.native());
    struct stat facts
    {
    };
    if (::stat(path.c_str(), &facts) != 0 || !S_ISREG(facts.st_mode))
        return std::nullopt;
    const FileHandle file = FileHandle::open(path, O_RDONLY | O_NONBLOCK);
    if (!file.isOpen() || ::fstat(file.descriptor(), &facts) != 0)
        return unreadable(name);
    if (const Done trusted = checkTrust(name, facts); !trusted)
        return tl::unexpected(trusted.error());

    std::optional<std::string> text = file.read(largestFile + 1);
    if (!text)
        return unreadable(name);
    if (text->size() > largestFile)
        return refusal(name, Say::tr("%1 is larger than 64 KiB: settings need less.").arg(name));
    // A service's file is root's with the service's group, 0640; libpq judges key files in the same way.
    const mode_t others = facts.st_uid == 0 ? S_IROTH : S_IROTH | S_IRGRP;
    return ConfigurationFile{std::move(*text), (facts.st_mode & others) != 0};
}

} // namespace rig::settings
