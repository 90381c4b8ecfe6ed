#pragma once

#include <QTest>

#include <cstdio>
#include <map>
#include <memory>
#include <string_view>

namespace rig::test {

/// The test classes of one program by the names that ctest runs them under.
using TestClasses = std::map<std::string_view, std::unique_ptr<QObject> (*)()>;

/// Runs the one that the first argument names, so that ctest can run several side by side; the exit status.
inline int runOneClass(const TestClasses &classes, int argc, char **argv)
{
    const auto wanted = argc > 1 ? classes.find(argv[1]) : classes.end();
    if (wanted == classes.end()) {
        std::fprintf(stderr, "Usage: %s CLASS [options of Qt Test]\nClasses:", argv[0]);
        for (const auto &[name, make] : classes)
            std::fprintf(stderr, " %s", name.data());
        std::fputc('\n', stderr);
        return 2;
    }
    return QTest::qExec(wanted->second().get(), argc - 1, argv + 1);
}

/// Runs a class of a program that runs several, unless the first argument is a function that it does not
/// have: Qt Test would call that a failure. The number of failures.
inline int runUnlessAnotherIsNamed(QObject &test, int argc, char **argv)
{
    const bool named = argc > 1 && argv[1][0] != '-';
    if (named && test.metaObject()->indexOfMethod(QByteArray(argv[1]).split(':')[0] + "()") < 0)
        return 0;
    return QTest::qExec(&test, argc, argv);
}

} // namespace rig::test
