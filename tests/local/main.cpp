#include "crash.h"
#include "inprocessbrokertest.h"
#include "local/account.h"
#include "postgresfaulttest.h"
#include "privatepostgrestest.h"
#include "serversfiletest.h"
#include "throttletest.h"
#include "upgradetest.h"

#include <QCoreApplication>
#include <QTest>

#include <grp.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr const char *againVariable = "RIG_TEST_LOCAL_AGAIN";

/// For an ordinary user accounts and rights are different.
int runAgainAsOrdinaryUser(char **argv)
{
    const auto account = rig::local::accountNamed("nobody");
    const pid_t child = ::fork();
    if (child == 0) {
        ::setenv(againVariable, "", 1);
        if (account && ::setgroups(account->groups.size(), account->groups.data()) == 0 &&
            ::setgid(account->group) == 0 && ::setuid(account->user) == 0)
            ::execv("/proc/self/exe", argv);
        ::_exit(1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

} // namespace

int main(int argc, char *argv[])
{
    crashIfAskedTo();
    const QCoreApplication application(argc, argv);
    int failures = 0;
    const auto run = [&](QObject &&test) { failures += QTest::qExec(&test, argc, argv); };
    if (!qEnvironmentVariableIsSet(againVariable)) {
        run(ThrottleTest());
        run(InProcessBrokerTest());
    }
    run(ServersFileTest());
    run(PrivatePostgresTest());
    run(PostgresFaultTest());
    run(UpgradeTest());
    if (::geteuid() == 0)
        failures += runAgainAsOrdinaryUser(argv);
    return failures == 0 ? 0 : 1;
}
