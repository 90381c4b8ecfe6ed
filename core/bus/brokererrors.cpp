#include "bus/brokererrors.h"

#include <QRegularExpression>

namespace rig::bus {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestDetail = 400;

/// Without how long it took and how often it happened, so that the same trouble reads the same every time.
QString text(const char *detail, rd_kafka_resp_err_t code)
{
    const QString whole = QString::fromUtf8(detail && *detail ? detail : rd_kafka_err2str(code));
    return whole.left(whole.indexOf(u" (after "_s)).left(longestDetail);
}

/// Without which of its connections to a broker the library lost, which is all of them one after the other,
/// and without what it guesses where no answer comes.
QString reasonIn(const QString &detail)
{
    if (detail.contains(u"imed out"_s))
        return BrokerErrors::tr("no answer in time");
    static const QRegularExpression connection(u"^(GroupCoordinator: )?[^ ]+: "_s);
    QString rest = detail;
    return rest.remove(connection);
}

} // namespace

BrokerErrors::BrokerErrors(const settings::BusSettings &settings)
    : m_servers(QString::fromStdString(settings.servers)),
      m_topic(QString::fromStdString(settings.topic)),
      m_username(QString::fromStdString(settings.username)),
      m_names(settings.names),
      m_scram(settings.mechanism.starts_with("SCRAM"))
{
}

Error BrokerErrors::translate(rd_kafka_resp_err_t code, const char *detail, int certificateFault) const
{
    switch (code) {
    case RD_KAFKA_RESP_ERR__TRANSPORT:
    case RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN:
    case RD_KAFKA_RESP_ERR__TIMED_OUT:
    case RD_KAFKA_RESP_ERR__RESOLVE:
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
    case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
    case RD_KAFKA_RESP_ERR__SSL:
        return connection(code, text(detail, code), certificateFault);
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
        return permission(code);
    default:
        return content(code, text(detail, code));
    }
}

Error BrokerErrors::connection(rd_kafka_resp_err_t code, const QString &detail, int certificateFault) const
{
    // The second error of a failed handshake calls itself one of transport, and so does the first where a
    // port is no TLS port.
    if (detail.contains(u"SSL routines"_s) || detail.contains(u"PLAINTEXT broker listener"_s))
        code = RD_KAFKA_RESP_ERR__SSL;
    switch (code) {
    case RD_KAFKA_RESP_ERR__RESOLVE:
        return {ErrorKind::unavailable,
                tr("The host name of the Kafka broker is not known (%1). Check %2, which is %3.")
                    .arg(detail, m_names.servers, m_servers),
                m_names.servers};
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
    case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
        return authentication(detail);
    case RD_KAFKA_RESP_ERR__SSL:
        return encryption(detail, certificateFault);
    default:
        return silence(detail);
    }
}

Error BrokerErrors::silence(const QString &detail) const
{
    // The library guesses so where the connection ends at once, which a port that expects TLS does.
    if (m_username.isEmpty() && detail.contains(u"SSL listener"_s))
        return {
            ErrorKind::unavailable,
            tr("The Kafka broker on %1 ends unencrypted connections at once. Where its port expects TLS, "
               "set %2 and %3: then the connection is encrypted and signed in. Else check %4, and whether "
               "Kafka is what listens there.")
                .arg(m_servers, m_names.username, m_names.password, m_names.servers),
            m_names.servers};
    return {ErrorKind::unavailable,
            tr("The Kafka broker does not answer (%1). Is it running, and is %2, which is %3, right?")
                .arg(reasonIn(detail), m_names.servers, m_servers),
            m_names.servers};
}

Error BrokerErrors::encryption(const QString &detail, int certificateFault) const
{
    if (detail.contains(u"certificate verify failed"_s))
        return certificate(detail.left(detail.indexOf(u": SSL"_s)), certificateFault);
    // A plain-text port answers what is no TLS, or ends the connection.
    if (detail.contains(u"PLAINTEXT broker listener"_s) || detail.contains(u"wrong version number"_s) ||
        detail.contains(u"unexpected eof"_s))
        return {
            ErrorKind::refused,
            tr("The Kafka broker on %1 does not answer in TLS, which a user name asks for (%2). Name a TLS "
               "port in %3 and check %4; or take %5 and the password away for a plain-text port.")
                .arg(m_servers, detail, m_names.servers, m_names.caFile, m_names.username),
            m_names.caFile};
    return {ErrorKind::refused,
            tr("There is no trusted TLS connection to the Kafka broker (%1). Check %2, which names the "
               "certificates to trust, and whether %3 names a TLS port by the host name in its certificate.")
                .arg(detail, m_names.caFile, m_names.servers),
            m_names.caFile};
}

Error BrokerErrors::certificate(const QString &place, int fault) const
{
    // As in <openssl/x509_vfy.h>, which nothing else here needs.
    enum Fault
    {
        noIssuer = 2,
        notYetValid = 9,
        expired = 10,
        selfSigned = 18,
        selfSignedInChain = 19,
        issuerNotHere = 20,
        unverifiable = 21,
        otherHost = 62,
        otherAddress = 64,
    };
    const auto refused = [&](const QString &sentence, const QString &setting) {
        return Error{ErrorKind::refused, sentence, setting};
    };
    switch (fault) {
    case notYetValid:
        return refused(
            tr("The certificate of the Kafka broker (%1) is not valid yet, so it is not trusted. Check the "
               "clocks of both computers; else it has to be issued anew there. %2 leads there.")
                .arg(place, m_names.servers),
            m_names.servers);
    case expired:
        return refused(
            tr("The certificate of the Kafka broker (%1) has expired, so it is not trusted. It has to be "
               "renewed there; %2 leads there.")
                .arg(place, m_names.servers),
            m_names.servers);
    case otherHost:
    case otherAddress:
        return refused(
            tr("The certificate of the Kafka broker (%1) is for another host name, so it is not trusted. "
               "Name the broker in %2 as its certificate does, and have it advertise itself so.")
                .arg(place, m_names.servers),
            m_names.servers);
    case noIssuer:
    case selfSigned:
    case selfSignedInChain:
    case issuerNotHere:
    case unverifiable:
        return refused(
            tr("The certificate of the Kafka broker (%1) is signed by nobody who is trusted here. Check %2, "
               "which names the certificates to trust, and whether %3 leads to the right broker.")
                .arg(place, m_names.caFile, m_names.servers),
            m_names.caFile);
    default:
        return refused(
            tr("The certificate of the Kafka broker (%1) is not trusted. Check %2, which names the "
               "certificates to trust, and whether %3 names a TLS port by the host name in its certificate.")
                .arg(place, m_names.caFile, m_names.servers),
            m_names.caFile);
    }
}

Error BrokerErrors::authentication(const QString &detail) const
{
    QString sentence = tr("The Kafka broker refuses the user '%1' (%2). Check %3, %4 and %5.")
                           .arg(m_username, detail, m_names.username, m_names.password, m_names.mechanism);
    // It sends its nonce twice, which brokers of the 4 line take for a wrong password.
    constexpr int firstSoundScram = 0x020601ff;
    if (m_scram && rd_kafka_version() < firstSoundScram)
        sentence +=
            u' ' + tr("Kafka 4 refuses every SCRAM user of librdkafka %1, which is in use here: there it "
                      "takes KAFKA_SASL_MECHANISM=PLAIN, or librdkafka 2.6.1 or newer.")
                       .arg(QLatin1StringView(rd_kafka_version_str()));
    const bool mechanism = detail.contains(u"mechanism handshake"_s);
    return {ErrorKind::refused, sentence, mechanism ? m_names.mechanism : m_names.username};
}

Error BrokerErrors::permission(rd_kafka_resp_err_t code) const
{
    const QString who = m_username.isEmpty() ? tr("an anonymous client") : u'\'' + m_username + u'\'';
    const QString sentence =
        code == RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED
            ? tr("Kafka on %1 does not let %2 join a group that reads %3. Grant it READ on groups "
                 "that begin with 'rig-'.")
            : tr("Kafka on %1 does not let %2 use the topic %3. Grant it DESCRIBE and, as "
                 "needed, READ, WRITE or CREATE there.");
    return {ErrorKind::refused, sentence.arg(m_servers, who, m_topic), m_names.username};
}

Error BrokerErrors::content(rd_kafka_resp_err_t code, const QString &detail) const
{
    switch (code) {
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
        return {ErrorKind::unavailable,
                tr("There is no topic %1 on %2. Create it there, start a producer that does, or change %3.")
                    .arg(m_topic, m_servers, m_names.topic),
                m_names.topic};
    case RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID:
        return {
            ErrorKind::conflict,
            tr("The consumer group has given our identity to another member. After a broker that was silent "
               "for a while that was ourselves; where it comes again and again, give each node a data "
               "directory of its own."),
            u"RIG_DATA_DIR"_s};
    case RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED:
        return {ErrorKind::unavailable,
                tr("The consumer group took our partitions away because we did not ask for records for "
                   "minutes (%1). Joining again.")
                    .arg(detail),
                {}};
    case RD_KAFKA_RESP_ERR__BAD_MSG:
        // Words of another protocol, taken for the size of an answer: the library would have us allow more.
        if (detail.contains(u"Invalid response size"_s))
            return {ErrorKind::unavailable,
                    tr("What answers at %1 is no Kafka broker, or a port of one that expects TLS. Check host "
                       "and port in %2.")
                        .arg(m_servers, m_names.servers),
                    m_names.servers};
        [[fallthrough]];
    case RD_KAFKA_RESP_ERR__BAD_COMPRESSION:
        return {ErrorKind::damaged,
                tr("Records of topic %1 on %2 arrive damaged (%3). Reading does not go past them; check the "
                   "broker's disk.")
                    .arg(m_topic, m_servers, detail),
                {}};
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
        return {ErrorKind::damaged,
                tr("A message for topic %1 is larger than Kafka on %2 takes (%3).")
                    .arg(m_topic, m_servers, detail),
                {}};
    default:
        return {ErrorKind::unavailable, tr("Kafka on %1 reports: %2.").arg(m_servers, detail), {}};
    }
}

Error BrokerErrors::fatal(rd_kafka_t *client) const
{
    char detail[512] = "";
    const rd_kafka_resp_err_t code = rd_kafka_fatal_error(client, detail, sizeof detail);
    return translate(code, detail);
}

} // namespace rig::bus
