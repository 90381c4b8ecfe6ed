#pragma once

#include "support/kafkatopic.h"
#include "support/node.h"
#include "support/testdatabase.h"

#include <QTemporaryDir>

namespace rig::test {

/// What one run of the program left.
struct Outcome
{
    int exitCode = -1; ///< -1: it crashed, or did not end within 60 s
    QString out;
    QString err;
};

/// The real program as somebody installed it: a data directory and an environment of its own. The program is
/// the one that RIG_RIGCTL names, or another with the same command line.
class Installation
{
public:
    /// Works with this database and this topic.
    Installation(const TestDatabase &database, const std::string &topic);

    void set(const QString &variable, const QString &value) { m_environment.insert(variable, value); }
    void useProgram(const QString &path);

    /// Runs it to its end.
    Outcome run(const QStringList &arguments) const;
    std::unique_ptr<Node> startNode(const QStringList &options = {}) const;

    /// The files of this installation, log and all, that hold `words`: a secret, say.
    QStringList filesWith(const std::string &words) const;
    /// A file of this content beside the data directory; its path.
    QString file(const QString &name, const QByteArray &content) const;

private:
    QString m_program;
    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    mutable int m_nodes = 0;
};

} // namespace rig::test

/// That a run of the program went well; else what it complained of.
#define RIG_VERIFY_DONE(outcome)                                                                             \
    do {                                                                                                     \
        const rig::test::Outcome one = (outcome);                                                            \
        QVERIFY2(one.exitCode == 0,                                                                          \
                 qPrintable(QString::number(one.exitCode) + QStringLiteral(": ") + one.err));                \
    } while (false)
