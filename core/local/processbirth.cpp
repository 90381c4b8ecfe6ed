#include "local/processbirth.h"

#include "settings/filehandle.h"

#include <fcntl.h>

namespace rig::local {

namespace {

std::string firstLine(const std::string &path)
{
    return settings::FileHandle::open(path, O_RDONLY).readUntil('\n', 4096);
}

/// Word by number from 1; empty beyond the last.
std::string word(const std::string &text, int number)
{
    std::size_t begin = text.find_first_not_of(' ');
    for (; number > 1 && begin != std::string::npos; --number)
        begin = text.find_first_not_of(' ', text.find(' ', begin));
    return begin == std::string::npos ? std::string() : text.substr(begin, text.find(' ', begin) - begin);
}

} // namespace

std::string birthOf(pid_t process)
{
    // "4711 (name) S 1 …": the name may hold blanks and brackets, so the fields begin behind the last of
    // those.
    const std::string facts = firstLine("/proc/" + std::to_string(process) + "/stat");
    const std::size_t name = facts.rfind(')');
    const std::string fields = name == std::string::npos ? std::string() : facts.substr(name + 1);
    const std::string state = word(fields, 1);
    constexpr int startTime = 20; // in clock ticks since the boot
    if (state.empty() || state == "Z" || state == "X")
        return {};
    return firstLine("/proc/sys/kernel/random/boot_id") + '/' + word(fields, startTime);
}

} // namespace rig::local
