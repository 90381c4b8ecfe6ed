#pragma once

#include "bus/handles.h"
#include "domain/result.h"
#include "settings/settings.h"

#include <QCoreApplication>

namespace rig::bus {

/// Turns what broker and client library report into our errors: a sentence with the place in it and the
/// setting to change. Holds no secret. Stateless after construction, so any thread may use it.
class BrokerErrors
{
    Q_DECLARE_TR_FUNCTIONS(rig::bus::BrokerErrors)

public:
    explicit BrokerErrors(const settings::BusSettings &settings);

    /// `detail` is the library's own text, may be null; it is quoted, cut to a length fit for a screen.
    /// `certificateFault` as in CallbackData; it counts where a certificate was what failed.
    Error translate(rd_kafka_resp_err_t code, const char *detail, int certificateFault = 0) const;
    /// The fatal error that the client has raised; it can only be replaced.
    Error fatal(rd_kafka_t *client) const;

    const QString &servers() const { return m_servers; }
    const QString &topic() const { return m_topic; }
    /// Where a person finds the settings again.
    const settings::BusSettingNames &names() const { return m_names; }

private:
    Error connection(rd_kafka_resp_err_t code, const QString &detail, int certificateFault) const;
    Error silence(const QString &detail) const;
    Error encryption(const QString &detail, int certificateFault) const;
    Error certificate(const QString &place, int fault) const;
    Error authentication(const QString &detail) const;
    Error permission(rd_kafka_resp_err_t code) const;
    Error content(rd_kafka_resp_err_t code, const QString &detail) const;

    QString m_servers;
    QString m_topic;
    QString m_username;
    settings::BusSettingNames m_names;
    bool m_scram;
};

} // namespace rig::bus
