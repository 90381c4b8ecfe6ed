#include "storage/findingrows.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <charconv>

namespace rig::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

std::string textOf(double number)
{
    std::array<char, 32> text;
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr};
}

Parameter textOf(const std::optional<double> &number)
{
    return number ? Parameter(textOf(*number)) : Parameter();
}

std::string jsonOf(const std::vector<FindingShare> &shares)
{
    QJsonArray array;
    for (const FindingShare &one : shares)
        array.append(QJsonObject{{u"sensor"_s, QString::fromStdString(one.sensor)}, {u"share"_s, one.share}});
    return QJsonDocument(array).toJson(QJsonDocument::Compact).toStdString();
}

Done write(Connection &connection, const Finding &finding)
{
    const Parameters parameters{std::to_string(finding.machine),
                                std::to_string(static_cast<int>(finding.kind)),
                                finding.sensor,
                                formatInstant(finding.started),
                                formatInstant(finding.peaked),
                                finding.ended ? Parameter(formatInstant(*finding.ended)) : Parameter(),
                                textOf(finding.score),
                                textOf(finding.pValue),
                                textOf(finding.isolationForest),
                                textOf(finding.autoencoder),
                                textOf(finding.subspace),
                                jsonOf(finding.shares),
                                std::to_string(static_cast<int>(finding.run)),
                                finding.degraded,
                                finding.model};
    // A finding that was told before in a batch that is recorded again goes no way back.
    return connection
        .run("with left_open as (update rig.finding set ended = $4::timestamptz where machine = $1::integer "
             "and kind = $2::smallint and sensor = $3 and ended is null and started < $4::timestamptz) "
             "insert into rig.finding as f (machine, kind, sensor, started, peaked, ended, score, p_value, "
             "isolation_forest, lstm_autoencoder, subspace, shares, state, degraded, model_version) "
             "select $1::integer, $2::smallint, $3, $4::timestamptz, $5::timestamptz, $6::timestamptz, "
             "$7::float8, $8::float8, $9::float8, $10::float8, $11::float8, $12::jsonb, $13::smallint, $14, "
             "$15 "
             "where exists (select from rig.machine where number = $1::integer) "
             "on conflict (machine, kind, sensor, started) do update set peaked = excluded.peaked, "
             "ended = coalesce(f.ended, excluded.ended), score = excluded.score, p_value = excluded.p_value, "
             "isolation_forest = excluded.isolation_forest, lstm_autoencoder = excluded.lstm_autoencoder, "
             "subspace = excluded.subspace, shares = excluded.shares, state = excluded.state, "
             "degraded = excluded.degraded, model_version = excluded.model_version "
             "where excluded.score >= f.score",
             parameters)
        .map([](const Rows &) {});
}

} // namespace

Done writeFindings(Connection &connection, const std::vector<Finding> &findings)
{
    for (const Finding &finding : findings)
        if (Done written = write(connection, finding); !written)
            return written;
    return {};
}

} // namespace rig::storage
