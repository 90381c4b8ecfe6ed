#include "domain/doubledkey.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <vector>

namespace rig {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Reads only what tells keys from everything else; that the text is JSON was found before.
class Search
{
public:
    explicit Search(const QByteArray &json) : m_json(json) {}

    std::optional<QString> find()
    {
        for (m_at = 0; m_at < m_json.size(); ++m_at) {
            const char c = m_json[m_at];
            if (c == '{' || c == '[')
                m_levels.push_back({c == '{', c == '{', here(), 0, {}, {}});
            else if (c == '}' || c == ']')
                m_levels.pop_back();
            else if (c == ',')
                next();
            else if (c == '"' && !takeString())
                return here();
        }
        return {};
    }

private:
    /// An object or a list that is open at this point of the text.
    struct Level
    {
        bool isObject;
        bool wantsKey; ///< rather than a value
        QString place;
        qsizetype index;
        QString key;
        QSet<QString> keys;
    };

    QString here() const
    {
        if (m_levels.empty())
            return {};
        const Level &level = m_levels.back();
        if (!level.isObject)
            return u"%1[%2]"_s.arg(level.place, QString::number(level.index));
        return level.place.isEmpty() ? level.key : level.place + u'.' + level.key;
    }

    void next()
    {
        Level &level = m_levels.back();
        level.wantsKey = level.isObject;
        ++level.index;
    }

    /// False where it is a key that was there before.
    bool takeString()
    {
        const qsizetype begin = m_at;
        for (++m_at; m_json[m_at] != '"'; ++m_at)
            if (m_json[m_at] == '\\')
                ++m_at;
        if (m_levels.empty() || !m_levels.back().wantsKey)
            return true;
        Level &level = m_levels.back();
        level.wantsKey = false;
        level.key = decoded(m_json.mid(begin, m_at - begin + 1));
        const auto before = level.keys.size();
        level.keys.insert(level.key);
        return level.keys.size() > before;
    }

    /// Two spellings of one key are one key.
    static QString decoded(const QByteArray &quoted)
    {
        return QJsonDocument::fromJson('[' + quoted + ']').array().first().toString();
    }

    const QByteArray &m_json;
    qsizetype m_at = 0;
    std::vector<Level> m_levels;
};

} // namespace

std::optional<QString> doubledKey(const QByteArray &json)
{
    return Search(json).find();
}

} // namespace rig
