#include "bus/inprocessbroker.h"

#include "bus/handles.h"
#include "bus/log.h"

#include <QCoreApplication>
#include <QUuid>

#include <librdkafka/rdkafka_mock.h>

namespace rig::bus {

namespace {

using MockCluster = std::unique_ptr<rd_kafka_mock_cluster_t, Release<rd_kafka_mock_cluster_destroy>>;

tl::unexpected<Error> notStarted(const QString &why)
{
    return failure(
        ErrorKind::unavailable,
        QCoreApplication::translate("rig::bus::InProcessBroker",
                                    "The in-process broker did not start: %1. Name a broker of your own "
                                    "with KAFKA_BROKER_URL.")
            .arg(why),
        QStringLiteral("KAFKA_BROKER_URL"));
}

} // namespace

struct InProcessBroker::Cluster
{
    Client client; ///< the mock cluster lives in a client and ends before it
    MockCluster mock;
};

Result<std::unique_ptr<InProcessBroker>> InProcessBroker::start(const std::string &topic, int partitions)
{
    char refusal[512] = "";
    auto cluster = std::make_unique<Cluster>();
    Configuration configuration(rd_kafka_conf_new());
    rd_kafka_conf_set_log_cb(configuration.get(), logClientLine);
    cluster->client.reset(rd_kafka_new(RD_KAFKA_PRODUCER, configuration.get(), refusal, sizeof refusal));
    if (!cluster->client)
        return notStarted(QString::fromUtf8(refusal));
    static_cast<void>(configuration.release()); // the client's now
    cluster->mock.reset(rd_kafka_mock_cluster_new(cluster->client.get(), 1));
    if (!cluster->mock)
        return notStarted(
            QCoreApplication::translate("rig::bus::InProcessBroker", "no loopback port could be opened"));
    if (const auto error = rd_kafka_mock_topic_create(cluster->mock.get(), topic.c_str(), partitions, 1))
        return notStarted(QString::fromUtf8(rd_kafka_err2str(error)));
    StreamId stream{QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString(), topic};
    return std::unique_ptr<InProcessBroker>(new InProcessBroker(std::move(cluster), std::move(stream)));
}

InProcessBroker::InProcessBroker(std::unique_ptr<Cluster> cluster, StreamId stream)
    : m_cluster(std::move(cluster)), m_stream(std::move(stream))
{
}

InProcessBroker::~InProcessBroker() = default;

std::string InProcessBroker::servers() const
{
    return rd_kafka_mock_cluster_bootstraps(m_cluster->mock.get());
}

} // namespace rig::bus
