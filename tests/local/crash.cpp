#include "crash.h"

#include "local/privatepostgres.h"

#include <csignal>
#include <cstdlib>

#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr const char *homeVariable = "RIG_TEST_START_AND_CRASH";

}

int startAndCrash(const std::filesystem::path &home)
{
    ::setenv(homeVariable, home.c_str(), 1);
    const pid_t child = ::fork();
    if (child == 0) {
        ::execl("/proc/self/exe", "local_test", nullptr);
        ::_exit(127);
    }
    ::unsetenv(homeVariable);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
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
