#pragma once

#include "ctl/progress.h"
#include "ctl/terminal.h"
#include "ml/machinemodel.h"

namespace rig::ctl {

/// How far a training is: on the person's terminal, or as a JSON object a line on standard output for whoever
/// runs this program as a child: `{"step": "reading", "share": .31}`, likewise "learning", five times a
/// second at most; at the end `{"step": "done", "version": …, "readings": …, "sensors": …}` or `{"step":
/// "failed", "sentence": …}`. Shares are of the step, 0 to 1. One thread.
class TrainingProgress
{
public:
    explicit TrainingProgress(bool json) : m_json(json) {}

    void reading(double share);
    void learning(double share);
    /// Makes room for sentences.
    void clear() { m_line.clear(); }
    void done(const ModelFacts &facts, const QString &file);
    ExitCode failed(const Error &error);

private:
    void show(QLatin1StringView step, double share, const QString &words);

    bool m_json;
    Progress m_line;
    QLatin1StringView m_step;
    std::chrono::steady_clock::time_point m_next;
};

} // namespace rig::ctl
