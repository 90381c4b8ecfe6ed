#pragma once

#include "domain/instant.h"
#include "settings/settings.h"

#include <QString>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace rig::test {

/// Why there is no broker to test with; empty where KAFKA_BROKER_URL names one.
QString whyNoBroker();

/// A message as somebody else's producer might send it.
struct RawMessage
{
    std::string payload;
    std::optional<std::string> key;
    std::optional<std::int32_t> partition; ///< none: by the key
    std::vector<std::pair<std::string, std::string>> headers;
    std::optional<milliseconds> time; ///< since 1970; none: now
};

/// A topic of its own for one test, deleted with the object. Failures are std::runtime_error.
class KafkaTopic
{
public:
    using Configuration = std::vector<std::pair<std::string, std::string>>;

    /// Makes a name that nobody has used, and the topic unless `partitions` is 0. Messages of up to 4 MB fit.
    explicit KafkaTopic(int partitions = 3, const Configuration &configuration = {});
    ~KafkaTopic();
    KafkaTopic(const KafkaTopic &) = delete;
    KafkaTopic &operator=(const KafkaTopic &) = delete;

    void create(int partitions, const Configuration &configuration = {});
    void remove();
    /// Removes it and makes it again under its name, which the broker takes a moment to be ready for.
    void makeAnew(int partitions);
    /// Gives it more partitions, `total` together.
    void growTo(int total);

    const std::string &name() const { return m_name; }
    settings::BusSettings settings() const;

    /// Returns when the broker has them all. Order within a partition is kept.
    void write(std::span<const RawMessage> messages);
    void write(const RawMessage &message) { write(std::span(&message, 1)); }
    /// Ages out what lies before `offset`.
    void deleteBefore(std::int32_t partition, std::int64_t offset);

private:
    bool isEmpty(int partitions) const;

    struct Client;

    std::string m_name;
    std::unique_ptr<Client> m_client;
};

} // namespace rig::test

/// Ends a test, or all of a class when it stands in initTestCase, where there is no broker: skipped, or
/// failed where servers are required.
#define RIG_NEEDS_BROKER()                                                                                   \
    do {                                                                                                     \
        if (const QString why = rig::test::whyNoBroker(); !why.isEmpty()) {                                  \
            if (qEnvironmentVariableIsSet("RIG_REQUIRE_SERVERS"))                                            \
                QFAIL(qPrintable(why));                                                                      \
            QSKIP(qPrintable(why));                                                                          \
        }                                                                                                    \
    } while (false)
