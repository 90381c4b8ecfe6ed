#include "storage/outlookjson.h"

#include "domain/shown.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace rig::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<RemainingLife> lifeIn(const QJsonValue &one)
{
    const RemainingLife life{one[u"p10"_s].toDouble(-1), one[u"p50"_s].toDouble(-1),
                             one[u"p90"_s].toDouble(-1)};
    if (life.p10 < 0 || life.p50 < life.p10 || life.p90 < life.p50)
        return {};
    return life;
}

} // namespace

std::string jsonOf(const std::vector<LifeEstimate> &lives)
{
    QJsonArray array;
    for (const LifeEstimate &one : lives) {
        QJsonObject object{{u"sensor"_s, shown(one.sensor)}, {u"state"_s, static_cast<int>(one.state)}};
        if (one.since)
            object.insert(u"since"_s, static_cast<qint64>(one.since->time_since_epoch().count()));
        if (one.life) {
            object.insert(u"p10"_s, one.life->p10);
            object.insert(u"p50"_s, one.life->p50);
            object.insert(u"p90"_s, one.life->p90);
            object.insert(u"shape"_s, static_cast<int>(one.shape));
            object.insert(u"limit"_s, one.limit);
            object.insert(u"per_hour"_s, one.perHour);
        }
        array.append(object);
    }
    return QJsonDocument(array).toJson(QJsonDocument::Compact).toStdString();
}

std::vector<LifeEstimate> livesIn(std::string_view json)
{
    std::vector<LifeEstimate> lives;
    const QJsonArray all =
        QJsonDocument::fromJson(QByteArray(json.data(), static_cast<qsizetype>(json.size()))).array();
    for (const QJsonValue &one : all) {
        LifeEstimate life;
        life.sensor = one[u"sensor"_s].toString().toStdString();
        life.state = static_cast<LifeState>(std::clamp(one[u"state"_s].toInt(), 0, 2));
        if (const QJsonValue since = one[u"since"_s]; since.isDouble())
            life.since = Instant{std::chrono::microseconds{since.toInteger()}};
        life.life = life.state == LifeState::degrading ? lifeIn(one) : std::nullopt;
        if (life.life) {
            life.shape = static_cast<TrendShape>(std::clamp(one[u"shape"_s].toInt(), 0, 2));
            life.limit = one[u"limit"_s].toDouble(noValue);
            life.perHour = one[u"per_hour"_s].toDouble(noValue);
        } else if (life.state == LifeState::degrading) {
            life.state = LifeState::notEnoughData;
        }
        lives.push_back(std::move(life));
    }
    return lives;
}

} // namespace rig::storage
