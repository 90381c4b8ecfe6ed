#include "crash.h"

#include "local/privatepostgres.h"

#include <csignal>
#include <cstdlib>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr const char *homeVariable = "RIG_TEST_START_AND_CRASH";

pid_t begun(const std::filesystem::path &home)
{
    ::setenv(homeVariable, home.c_str(), 1);
    const pid_t child = ::fork();
    if (child == 0) {
        ::execl("/proc/self/exe", "local_test", nullptr);
        ::_exit(127);
    }
    ::unsetenv(homeVariable);
    return child;
}

int endOf(pid_t child)
{
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

} // namespace

int startAndCrash(const std::filesystem::path &home)
{
    const int status = endOf(begun(home));
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

void startAndKill(const std::filesystem::path &home, std::chrono::milliseconds after)
{
    const pid_t child = begun(home);
    std::this_thread::sleep_for(after);
    ::kill(child, SIGKILL);
    endOf(child);
}

void crashIfAskedTo()
{
    const char *home = std::getenv(homeVariable);
    if (home == nullptr)
        return;
    const auto directory = rig::settings::DataDirectory::open(home);
    if (directory && rig::local::PrivatePostgres(*directory, [] { return false; }).start())
        ::raise(SIGKILL);
    ::_exit(1);
}
