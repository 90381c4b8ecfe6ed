#pragma once

#include "domain/plant.h"
#include "settings/settings.h"
#include "storage/connection.h"

namespace rig::ctl {

/// A database of its own on the configured server, with our schema and a plant; gone with this object. One
/// thread.
class BenchDatabase
{
public:
    /// `number` tells those of one run apart.
    static Result<std::unique_ptr<BenchDatabase>> make(const settings::Settings &settings,
                                                       const PlantDefinition &plant, int number);
    ~BenchDatabase();

    BenchDatabase(const BenchDatabase &) = delete;
    BenchDatabase &operator=(const BenchDatabase &) = delete;

    const std::string &url() const { return m_url; }
    storage::Connection &connection() { return *m_own; }

    /// The next offsets of a reader, added up.
    Result<std::int64_t> stored(const std::string &reader);

private:
    BenchDatabase(std::unique_ptr<storage::Connection> server, QString name, std::string url);

    Done fill(const PlantDefinition &plant);

    std::unique_ptr<storage::Connection> m_server;
    std::unique_ptr<storage::Connection> m_own;
    QString m_name;
    std::string m_url;
};

} // namespace rig::ctl
