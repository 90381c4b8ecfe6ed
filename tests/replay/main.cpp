#include "tests.h"

#include <QCoreApplication>
#include <QTest>

#include <cstdio>
#include <string_view>

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const std::string_view name = argc > 1 ? argv[1] : "";
    if (name != "replay" && name != "simulate") {
        std::fputs("Usage: replay_test replay|simulate [options of Qt Test]\n", stderr);
        return 2;
    }
    const auto test = name == "replay" ? makeReplayTest() : makeSimulateTest();
    return QTest::qExec(test.get(), argc - 1, argv + 1);
}
