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

/// Runs several classes one after the other; where the first argument names a function, the classes that have
/// it: Qt Test would call it a failure of the others.
class EachClass
{
public:
    EachClass(int argc, char **argv) : m_argc(argc), m_argv(argv) {}

    void run(QObject &test)
    {
        if (isNamed() && test.metaObject()->indexOfMethod(QByteArray(m_argv[1]).split(':')[0] + "()") < 0)
            return;
        m_any = true;
        m_failed |= QTest::qExec(&test, m_argc, m_argv) != 0;
    }

    /// The exit status; 2 where a function is named that none of them has.
    int status() const
    {
        if (isNamed() && !m_any) {
            std::fprintf(stderr, "%s has no test of the name %s.\n", m_argv[0], m_argv[1]);
            return 2;
        }
        return m_failed ? 1 : 0;
    }

private:
    bool isNamed() const { return m_argc > 1 && m_argv[1][0] != '-'; }

    int m_argc;
    char **m_argv;
    bool m_any = false;
    bool m_failed = false;
};

} // namespace rig::test
