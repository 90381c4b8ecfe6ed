#pragma once

#include "domain/result.h"

#include <QStringList>

#include <map>
#include <string>

namespace rig::settings {

/// A PostgreSQL server and database. Empty `url`: none is configured.
struct DatabaseSettings
{
    std::string url;      ///< DATABASE_URL, `postgres://` or `postgresql://`
    std::string ownerUrl; ///< DATABASE_OWNER_URL; empty: the role of `url` owns the schema
};

/// How a person finds each value again who is told to change it: "KAFKA_TOPIC in /srv/rig/.env", "--broker".
struct BusSettingNames
{
    QString servers = QStringLiteral("KAFKA_BROKER_URL");
    QString topic = QStringLiteral("KAFKA_TOPIC");
    QString username = QStringLiteral("KAFKA_SASL_USERNAME");
    QString password = QStringLiteral("KAFKA_SASL_PASSWORD");
    QString mechanism = QStringLiteral("KAFKA_SASL_MECHANISM");
    QString caFile = QStringLiteral("KAFKA_SSL_CA");
};

/// A Kafka cluster. Empty `servers`: none is configured.
struct BusSettings
{
    std::string servers; ///< KAFKA_BROKER_URL: `host:port`, several separated by commas
    std::string topic = "sensor-data";
    std::string username; ///< with a password: SASL_SSL, else plain text
    std::string password;
    std::string mechanism = "SCRAM-SHA-256"; ///< or SCRAM-SHA-512, PLAIN
    std::string caFile;                      ///< PEM; empty: the system's certificates
    int partitions = 3;                      ///< of the topic, where our producer has to create it; 1 to 1000
    BusSettingNames names{};
};

struct Settings
{
    DatabaseSettings database;
    BusSettings bus;
    std::string defaultMachine = "A"; ///< whose reading it is when a message names no machine
    /// What a window does besides showing: `alone` and `node` keep and judge (a node shares that with
    /// others), `watch` does neither.
    std::string role = "alone";
    std::string dataDirectory; ///< installation identity, journal, kept plant; one process at a time
    /// Setting key → where its value came from, in words that also name it for a person who wants to change
    /// it ("DATABASE_URL in the environment", "KAFKA_TOPIC in /srv/rig/.env", "--broker", "default").
    std::map<std::string, QString> origins;
    /// What start-up has to say about where the settings came from, a sentence each; never a secret.
    QStringList notices;
};

} // namespace rig::settings
