#pragma once

#include "composition/core/commanding.h"
#include "support/testdatabase.h"

namespace rig::test {

/// A migrated database of its own, and what is needed to give commands to it.
struct Desk
{
    Desk();

    /// As the program makes it.
    std::unique_ptr<CommandHandler> dispatcher(Simulator *simulator = nullptr) const;
    /// How many records the audit holds, of this outcome where one is given.
    std::int64_t records(const std::string &outcome = {});
    /// The revision of the plant.
    std::int64_t revision();

    TestDatabase database;
    composition::Database address;
};

/// Makes a role that owns nothing, and gives its connection string. It stays: the server goes away with the
/// tests.
std::string workingRoleUrl(const TestDatabase &database);

std::string newId();
Command command(Action action, Actor::Role role = Actor::Role::admin, const std::string &id = newId());

/// The sentence of an answer, done or refused.
QString said(const Result<QString> &answer);

/// One sensor `rpm` with this limit and one machine `A` that has it.
PlantDefinition smallPlant(double hi = 4000, const std::string &unit = "RPM");

} // namespace rig::test
