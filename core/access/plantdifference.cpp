#include "access/plantdifference.h"

#include "domain/plantfile.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace rig::access {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype mostBytes = 64 * 1024;

struct Collection
{
    QLatin1StringView name; ///< in the plant file
    QLatin1StringView key;  ///< of its items
};

constexpr Collection collections[] = {
    {"areas"_L1, "id"_L1}, {"sensors"_L1, "name"_L1}, {"machines"_L1, "id"_L1}};

/// As its file says it: the words that people know, and the one place that lists all fields.
QJsonObject fileOf(const Plant &plant)
{
    return QJsonDocument::fromJson(writePlantFile(plant.definition())).object();
}

QJsonObject byKey(const QJsonArray &items, QLatin1StringView key)
{
    QJsonObject all;
    for (const QJsonValue &item : items)
        all.insert(item[key].toString(), item);
    return all;
}

/// Keeps of two objects what differs.
void reduce(QJsonObject &previous, QJsonObject &next)
{
    const QStringList keys = previous.keys() + next.keys();
    for (const QString &key : keys) {
        if (previous.value(key) == next.value(key)) {
            previous.remove(key);
            next.remove(key);
        } else if (previous.value(key).isObject() && next.value(key).isObject()) {
            QJsonObject before = previous.value(key).toObject();
            QJsonObject after = next.value(key).toObject();
            reduce(before, after);
            previous[key] = before;
            next[key] = after;
        }
    }
}

class Summary
{
public:
    explicit Summary(PlantDifference &difference) : m_difference(difference) {}

    void add(const Collection &collection, const QJsonObject &previous, const QJsonObject &next)
    {
        QJsonObject before;
        QJsonObject after;
        for (auto item = next.begin(); item != next.end(); ++item) {
            const QJsonValue known = previous.value(item.key());
            if (known == item.value())
                continue;
            if (known.isUndefined()) {
                if (fits(item.key().size() + qsizetype(sizeof "added")))
                    after[item.key()] = u"added"_s;
                continue;
            }
            QJsonObject was = known.toObject();
            QJsonObject is = item.value().toObject();
            reduce(was, is);
            if (!fits(bytesOf(was) + bytesOf(is)))
                continue;
            before[item.key()] = was;
            after[item.key()] = is;
        }
        if (!before.isEmpty())
            m_difference.previous[collection.name] = before;
        if (!after.isEmpty())
            m_difference.next[collection.name] = after;
    }

    void finish()
    {
        if (m_notListed > 0)
            m_difference.next[u"not_listed"_s] = m_notListed;
    }

private:
    static qsizetype bytesOf(const QJsonObject &object)
    {
        return QJsonDocument(object).toJson(QJsonDocument::Compact).size();
    }

    bool fits(qsizetype bytes)
    {
        m_bytes += bytes;
        if (m_bytes <= mostBytes)
            return true;
        ++m_notListed;
        return false;
    }

    PlantDifference &m_difference;
    qsizetype m_bytes = 0;
    int m_notListed = 0;
};

} // namespace

PlantDifference differenceOf(const Plant &present, const Plant &next)
{
    PlantDifference difference{{{u"revision"_s, static_cast<qint64>(present.revision())}},
                               {{u"revision"_s, static_cast<qint64>(next.revision())}}};
    const QJsonObject before = fileOf(present);
    const QJsonObject after = fileOf(next);
    Summary summary(difference);
    for (const Collection &collection : collections)
        summary.add(collection, byKey(before[collection.name].toArray(), collection.key),
                    byKey(after[collection.name].toArray(), collection.key));
    summary.finish();
    return difference;
}

} // namespace rig::access
