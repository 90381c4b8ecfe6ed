#include "bus/clientsetup.h"

#include "bus/log.h"

namespace rig::bus {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString &settingBehind(const QString &refusal, const settings::BusSettingNames &names)
{
    if (refusal.contains(u"ssl.ca.location"_s))
        return names.caFile;
    if (refusal.contains(u"SASL mechanism"_s))
        return names.mechanism;
    return names.servers;
}

/// On a thread of the library. It has made up its mind already, and tells nobody but us why.
int noteCertificateFault(rd_kafka_t *, const char *, std::int32_t, int *fault, int, const char *, std::size_t,
                         char *, std::size_t, void *data)
{
    if (*fault == 0)
        return 1;
    static_cast<CallbackData *>(data)->certificateFault = *fault;
    return 0;
}

} // namespace

ClientSetup::ClientSetup(const settings::BusSettings &settings)
    : m_configuration(rd_kafka_conf_new()), m_names(settings.names)
{
    if (settings.servers.empty())
        m_failure = Error{ErrorKind::badConfiguration,
                          tr("No Kafka broker is configured. Set KAFKA_BROKER_URL to host:port."),
                          u"KAFKA_BROKER_URL"_s};
    set("bootstrap.servers", settings.servers);
    set("client.id", "rig-alpha");
    // The library makes each delay up to half longer or a quarter shorter, so that clients do not return
    // together.
    set("reconnect.backoff.ms", "100");
    set("reconnect.backoff.max.ms", "2000");
    // Bounds how long a broker that keeps the connection but is silent can pass for a living one.
    set("socket.timeout.ms", "10000");
    set("socket.connection.setup.timeout.ms", "10000");
    set("socket.keepalive.enable", "true");
    // Small requests wait for the answer to the one before them otherwise.
    set("socket.nagle.disable", "true");
    // How late a topic that was missing, or got more partitions, is noticed.
    set("topic.metadata.refresh.interval.ms", "5000");
    rd_kafka_conf_set_log_cb(m_configuration.get(), logClientLine);
    secure(settings);
}

void ClientSetup::secure(const settings::BusSettings &settings)
{
    if (settings.username.empty() || settings.password.empty())
        return;
    set("security.protocol", "SASL_SSL");
    set("sasl.mechanism", settings.mechanism);
    set("sasl.username", settings.username);
    set("sasl.password", settings.password);
    set("ssl.ca.location", settings.caFile.empty() ? "/etc/ssl/certs/ca-certificates.crt" : settings.caFile);
    set("ssl.endpoint.identification.algorithm", "https");
    rd_kafka_conf_set_ssl_cert_verify_cb(m_configuration.get(), noteCertificateFault);
}

void ClientSetup::set(const char *property, const std::string &value)
{
    char refusal[512] = "";
    if (rd_kafka_conf_set(m_configuration.get(), property, value.c_str(), refusal, sizeof refusal) !=
            RD_KAFKA_CONF_OK &&
        !m_failure) {
        // Not the library's text: it quotes values, and one of them is a password.
        m_failure = Error{ErrorKind::badConfiguration,
                          tr("The Kafka client does not take the value of its property %1.")
                              .arg(QLatin1StringView(property)),
                          settingBehind(QLatin1StringView(property), m_names)};
    }
}

void ClientSetup::setWhereKnown(const char *property, const std::string &value)
{
    std::size_t size = 0;
    if (rd_kafka_conf_get(m_configuration.get(), property, nullptr, &size) == RD_KAFKA_CONF_OK)
        set(property, value);
}

Result<Client> ClientSetup::open(rd_kafka_type_t type)
{
    if (m_failure)
        return tl::unexpected(*m_failure);
    rd_kafka_conf_set_opaque(m_configuration.get(), m_callbackData.get());
    char refusal[512] = "";
    Client client(rd_kafka_new(type, m_configuration.get(), refusal, sizeof refusal));
    if (!client) {
        const QString detail = QString::fromUtf8(refusal);
        const QString &setting = settingBehind(detail, m_names);
        return failure(ErrorKind::badConfiguration,
                       tr("The connection to Kafka cannot be set up (%1). Check %2.").arg(detail, setting),
                       setting);
    }
    // The client's now.
    static_cast<void>(m_configuration.release());
    static_cast<void>(m_callbackData.release());
    return client;
}

} // namespace rig::bus
