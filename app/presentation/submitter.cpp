#include "presentation/submitter.h"

#include <QPointer>
#include <QUuid>

namespace rig::presentation {

Submitter::Submitter(CommandSink &sink, Actor actor) : m_sink(sink), m_actor(std::move(actor)) {}

void Submitter::submit(Action action, QObject *listener, Hear hear) const
{
    m_sink.submit(
        {QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString(), m_actor, std::move(action)},
        [listener = QPointer(listener), hear = std::move(hear)](const Result<QString> &result) {
            if (listener)
                hear(result);
        });
}

} // namespace rig::presentation
