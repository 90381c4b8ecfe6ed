#include "storage/audittable.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace rig::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A plant file may be wrong in a thousand places.
constexpr qsizetype longestAnswer = 4'000;

constexpr std::string_view done = "done";

/// The words are stored: append, never change.
constexpr std::array<std::pair<ErrorKind, std::string_view>, 4> refusals{
    {{ErrorKind::refused, "refused"},
     {ErrorKind::badConfiguration, "invalid"},
     {ErrorKind::notFound, "not found"},
     {ErrorKind::conflict, "conflict"}}};

std::string_view outcomeOf(const Result<QString> &answer)
{
    if (answer)
        return done;
    const auto found = std::find_if(refusals.begin(), refusals.end(),
                                    [&](const auto &one) { return one.first == answer.error().kind; });
    return found == refusals.end() ? "failed" : found->second;
}

Result<QString> answerOf(std::string_view outcome, QString sentence)
{
    if (outcome == done)
        return sentence;
    const auto found = std::find_if(refusals.begin(), refusals.end(),
                                    [&](const auto &one) { return one.second == outcome; });
    return failure(found == refusals.end() ? ErrorKind::damaged : found->first, std::move(sentence));
}

std::string sentenceOf(const Result<QString> &answer)
{
    const QString sentence = answer ? *answer : answer.error().sentence;
    return (sentence.size() > longestAnswer ? sentence.left(longestAnswer) + u'…' : sentence).toStdString();
}

std::string textOf(const QJsonObject &state)
{
    return QJsonDocument(state).toJson(QJsonDocument::Compact).toStdString();
}

QJsonObject stateOf(std::string_view text)
{
    return QJsonDocument::fromJson(QByteArray(text.data(), static_cast<qsizetype>(text.size()))).object();
}

AuditRecord recordAt(const Rows &rows, const std::string &commandId)
{
    const auto text = [&](int column) { return std::string(rows.text(0, column)); };
    return {commandId,
            {text(0), roleFromWord(rows.text(0, 1)).value_or(Actor::Role::observer), text(2)},
            text(3),
            text(4),
            text(5),
            stateOf(rows.text(0, 6)),
            stateOf(rows.text(0, 7)),
            answerOf(rows.text(0, 8), QString::fromStdString(text(9)))};
}

} // namespace

Result<std::optional<AuditRecord>> AuditTable::find(const std::string &commandId)
{
    const auto rows = m_connection.run(
        "select username, role, user_agent, action_type, resource_type, coalesce(resource_id, ''), "
        "previous_state, new_state, outcome, answer from rig.audit_record where command_id = $1",
        {commandId});
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->empty())
        return std::optional<AuditRecord>();
    return std::optional(recordAt(*rows, commandId));
}

Done AuditTable::append(const AuditRecord &record)
{
    const Parameter resource = record.resource.empty() ? Parameter() : Parameter(record.resource);
    return m_connection
        .run("select rig.append_audit($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
             {record.commandId, record.actor.user, std::string(word(record.actor.role)), record.actor.origin,
              record.action, record.resourceType, resource, textOf(record.previous), textOf(record.next),
              std::string(outcomeOf(record.answer)), sentenceOf(record.answer)})
        .map([](const Rows &) {});
}

Result<bool> AuditTable::isProtected()
{
    // A superuser and an owner may do everything, whatever was granted or revoked.
    return m_connection
        .run("select not (pg_has_role(c.relowner, 'member') or "
             "has_table_privilege(c.oid, 'insert, update, delete, truncate')) "
             "from pg_class c where c.oid = 'rig.audit_record'::regclass")
        .map([](const Rows &rows) { return rows.flag(0, 0); });
}

} // namespace rig::storage
