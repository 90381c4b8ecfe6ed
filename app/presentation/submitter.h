#pragma once

#include "domain/ports/commandsink.h"

#include <QObject>

#include <functional>

namespace rig::presentation {

/// Submits what one person does. GUI thread.
class Submitter
{
public:
    using Hear = std::function<void(const Result<QString> &)>;

    /// `sink` outlives the submitter.
    Submitter(CommandSink &sink, Actor actor);

    /// `hear` is given the answer, unless `listener` is gone by then.
    void submit(Action action, QObject *listener, Hear hear) const;

private:
    CommandSink &m_sink;
    Actor m_actor;
};

} // namespace rig::presentation
