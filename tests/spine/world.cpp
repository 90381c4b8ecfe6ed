#include "spine/world.h"

#include <QJsonDocument>

#include <algorithm>
#include <stdexcept>

namespace rig::test {

using namespace Qt::Literals::StringLiterals;

namespace {

QString succeeding(const Outcome &outcome)
{
    if (outcome.exitCode != 0)
        throw std::runtime_error(outcome.err.toStdString());
    return outcome.out;
}

RecordingProducer::Stamps stampsOf(const KafkaTopic::Configuration &configuration)
{
    const bool broker =
        std::find(configuration.begin(), configuration.end(),
                  std::pair<std::string, std::string>{"message.timestamp.type", "LogAppendTime"}) !=
        configuration.end();
    return broker ? RecordingProducer::Stamps::broker : RecordingProducer::Stamps::producer;
}

} // namespace

World::World(int partitions, const KafkaTopic::Configuration &topicConfiguration)
    : topic(partitions, topicConfiguration),
      installation(database, topic.name()),
      producer(topic.name(), stampsOf(topicConfiguration))
{
}

void World::importDemo()
{
    succeeding(installation.run({u"plant"_s, u"import"_s, u"demo"_s}));
}

void World::changePlant(const std::function<void(QJsonObject &)> &change)
{
    const QString present = succeeding(installation.run({u"plant"_s, u"export"_s, u"-"_s}));
    QJsonObject plant = QJsonDocument::fromJson(present.toUtf8()).object();
    change(plant);
    const QString file = installation.file(u"changed.json"_s, QJsonDocument(plant).toJson());
    succeeding(installation.run({u"plant"_s, u"import"_s, file}));
}

void World::send(const std::vector<Message> &messages)
{
    for (const Message &message : messages)
        producer.send(message);
    producer.flush();
}

bool World::stored(milliseconds patience)
{
    producer.flush();
    return awaitStored(database, topic.name(), producer.messages(), patience);
}

QStringList World::check(milliseconds patience)
{
    const bool complete = stored(patience);
    QStringList wrong = differences(database.sql(), topic.name(), producer.messages());
    if (!complete)
        wrong.prepend(u"not everything was stored in time"_s);
    return wrong;
}

} // namespace rig::test
