#include "access/dispatcher.h"

#include "access/permissions.h"
#include "domain/shown.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QUuid>

#include <utility>

namespace rig::access {

using namespace Qt::Literals::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.command")

/// Somebody or something said no, as opposed to a database that cannot be asked.
bool decided(const Error &error)
{
    return !error.retryable() && error.kind != ErrorKind::cancelled;
}

} // namespace

/// One command on its way.
class Dispatcher::Execution
{
    Q_DECLARE_TR_FUNCTIONS(rig::access::Dispatcher)

public:
    Execution(ChangeStore &store, const Reach &reach, const Command &command)
        : m_store(store), m_reach(reach), m_command(command)
    {
    }

    Result<QString> run()
    {
        if (QUuid::fromString(shown(m_command.id)).isNull() || m_command.actor.user.empty())
            return failure(ErrorKind::refused,
                           tr("A command needs a UUID as its id, and somebody who gives it."));
        Result<QString> answer = attempt();
        // An idle connection may have died unnoticed, and a commit without an answer is looked up by the id.
        if (!answer && answer.error().retryable()) {
            const bool doubtful = answer.error().kind == ErrorKind::inDoubt;
            answer = attempt();
            if (doubtful && !answer && !decided(answer.error()))
                answer.error().kind = ErrorKind::inDoubt;
        }
        if (!answer && answer.error().retryable())
            answer.error().sentence = notRecorded(answer.error());
        return answer;
    }

private:
    Result<QString> attempt()
    {
        if (!permitted(m_command.action, m_command.actor.role))
            return refused(notPermitted());
        auto change = m_store.begin();
        if (!change)
            return tl::unexpected(change.error());
        const auto earlier = (*change)->recorded(m_command.id);
        if (!earlier)
            return tl::unexpected(earlier.error());
        if (*earlier)
            return repeated(**earlier);

        AuditRecord record = recordOf(m_command);
        auto step = takeStep(m_command.action, **change, m_reach, record);
        if (!step) {
            change->reset();
            return decided(step.error()) ? refused(step.error()) : tl::unexpected(step.error());
        }
        record.answer = step->answer;
        if (Done recorded = (*change)->record(record); !recorded)
            return meanwhile(recorded.error());
        m_effect = std::move(step->effect);
        if (Done committed = (*change)->commit(); !committed)
            return tl::unexpected(committed.error());
        return finished(record.answer);
    }

    /// After a commit; also after one that was in doubt and turned out to have happened.
    Result<QString> finished(const Result<QString> &answer)
    {
        if (const auto effect = std::exchange(m_effect, nullptr))
            if (Done done = effect(); !done)
                return tl::unexpected(done.error());
        return answer;
    }

    Result<QString> repeated(const AuditRecord &earlier)
    {
        const AuditRecord record = recordOf(m_command);
        if (earlier.actor.user != record.actor.user || earlier.action != record.action ||
            earlier.resourceType != record.resourceType || earlier.resource != record.resource)
            return failure(ErrorKind::conflict,
                           tr("The command id %1 was used for something else.").arg(shown(m_command.id)));
        return finished(earlier.answer);
    }

    /// The id was free a moment ago: another program has the same command in hand, and its record tells.
    static tl::unexpected<Error> meanwhile(Error error)
    {
        if (error.kind == ErrorKind::conflict)
            error.kind = ErrorKind::inDoubt;
        return tl::unexpected(std::move(error));
    }

    Result<QString> refused(const Error &reason)
    {
        Result<QString> answer = tl::unexpected(reason);
        Done written = recordRefusal(answer);
        if (!written && written.error().retryable())
            written = recordRefusal(answer);
        if (!written)
            qCWarning(log, "A refused command could not be recorded: %s",
                      qUtf8Printable(written.error().sentence));
        return answer;
    }

    /// `answer` becomes the earlier one where this command was answered before.
    Done recordRefusal(Result<QString> &answer)
    {
        auto change = m_store.begin();
        if (!change)
            return tl::unexpected(change.error());
        const auto earlier = (*change)->recorded(m_command.id);
        if (!earlier)
            return tl::unexpected(earlier.error());
        if (*earlier) {
            answer = repeated(**earlier);
            return {};
        }
        AuditRecord record = recordOf(m_command);
        record.answer = answer;
        if (Done written = (*change)->record(record); !written)
            return meanwhile(written.error());
        return (*change)->commit();
    }

    Error notPermitted() const
    {
        QStringList roles;
        for (const Permission &row : permissions())
            if (row.action == m_command.action.index())
                for (const Actor::Role role : row.roles)
                    roles.append(shown(word(role)));
        const AuditRecord record = recordOf(m_command);
        return {ErrorKind::refused,
                tr("%1 has the role %2 and may not do this (%3 %4); that takes %5.")
                    .arg(shown(m_command.actor.user), shown(word(m_command.actor.role)), shown(record.action),
                         shown(record.resourceType), roles.join(u" / "_s)),
                {}};
    }

    static QString notRecorded(const Error &error)
    {
        return error.kind == ErrorKind::inDoubt
                   ? tr("It is not known whether this was done; look before you repeat it. %1")
                         .arg(error.sentence)
                   : tr("Not done, because it cannot be recorded. %1").arg(error.sentence);
    }

    ChangeStore &m_store;
    const Reach &m_reach;
    const Command &m_command;
    std::function<Done()> m_effect; ///< of the change whose commit was sent
};

Dispatcher::Dispatcher(std::unique_ptr<ChangeStore> store, const Reach &reach)
    : m_store(std::move(store)), m_reach(reach)
{
}

Result<QString> Dispatcher::execute(const Command &command)
{
    return Execution(*m_store, m_reach, command).run();
}

} // namespace rig::access
