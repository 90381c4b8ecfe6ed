#include "access/desk.h"

#include "settings/databaseurl.h"

#include <QUuid>

#include <stdexcept>

namespace rig::test {

Desk::Desk()
{
    const auto parsed = settings::parseDatabaseUrl(database.url());
    if (!parsed)
        throw std::runtime_error(parsed.error().sentence.toStdString());
    address = {*parsed, *parsed};
    if (const auto migrated = composition::migrateDatabase(address, storage::Foreign::refuse); !migrated)
        throw std::runtime_error(migrated.error().sentence.toStdString());
}

std::unique_ptr<CommandHandler> Desk::dispatcher(Simulator *simulator) const
{
    return composition::openDispatcher(address, {simulator, nullptr}, {});
}

std::int64_t Desk::records(const std::string &outcome)
{
    return database.sql().number("select count(*) from rig.audit_record where $1 in ('', outcome)",
                                 {outcome});
}

std::int64_t Desk::revision()
{
    return database.sql().number("select revision from rig.plant_revision");
}

std::string workingRoleUrl(const TestDatabase &database)
{
    const std::string name = "work_" + QUuid::createUuid().toString(QUuid::Id128).toStdString();
    Sql(adminUrl()).run("create role " + name + " login password 'secret'");
    return database.urlAs(name, "secret");
}

std::string newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

Command command(Action action, Actor::Role role, const std::string &id)
{
    return {id, {"alice", role, "console"}, std::move(action)};
}

QString said(const Result<QString> &answer)
{
    return answer ? *answer : answer.error().sentence;
}

PlantDefinition smallPlant(double hi, const std::string &unit)
{
    Sensor rpm;
    rpm.name = "rpm";
    rpm.title = "Rotor speed";
    rpm.unit = unit;
    rpm.range = Range{0, 5000};
    rpm.limits.hi = hi;
    Machine machine;
    machine.id = "A";
    machine.slots = {{"rpm", false}};
    return {{}, {rpm}, {machine}};
}

} // namespace rig::test
