#include "settings/settingsfile.h"

#include "settings/settingdescription.h"
#include "settings/text.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace rig::settings {

namespace {

std::optional<std::string> asText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().toStdString();
    constexpr double exact = 9007199254740992.0; // 2^53: beyond it a double is no longer every whole number
    const double number = value.toDouble();
    if (!value.isDouble() || std::trunc(number) != number || std::abs(number) > exact)
        return {};
    char digits[24];
    const auto [end, error] =
        std::to_chars(std::begin(digits), std::end(digits), static_cast<long long>(number));
    return std::string(digits, end);
}

class SettingsFileReader
{
    Q_DECLARE_TR_FUNCTIONS(rig::settings::SettingsFile)

public:
    explicit SettingsFileReader(const QString &file) : m_file(file) {}

    Result<std::map<std::string, std::string>> read(std::string_view text)
    {
        QJsonParseError error;
        const auto bytes = QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()));
        const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
        if (error.error != QJsonParseError::NoError) {
            const auto line = 1 + std::count(text.begin(), text.begin() + error.offset, '\n');
            return wrong(tr("%1, line %2: %3.").arg(m_file, QString::number(line), error.errorString()));
        }
        if (!document.isObject())
            return wrong(tr("%1: a JSON object in { } belongs here.").arg(m_file));
        if (const Done done = addMembers({}, document.object()); !done)
            return tl::unexpected(done.error());
        return std::move(m_values);
    }

private:
    Done addMembers(const std::string &prefix, const QJsonObject &object)
    {
        for (auto member = object.begin(); member != object.end(); ++member)
            if (const Done done = addMember(prefix + member.key().toStdString(), member.value()); !done)
                return done;
        return {};
    }

    Done addMember(const std::string &key, const QJsonValue &value)
    {
        if (value.isObject() && isGroup(key + '.'))
            return addMembers(key + '.', value.toObject());
        if (describe(key) == nullptr)
            return wrong(tr("%1: there is no setting '%2'. There are: %3.")
                             .arg(m_file, shown(key).left(80), knownKeys()));
        std::optional<std::string> text = asText(value);
        if (!text)
            return wrong(tr("%1: the value of '%2' must be a text in quotation marks or a whole number.")
                             .arg(m_file, shown(key)));
        m_values[key] = std::move(*text);
        return {};
    }

    static bool isGroup(std::string_view prefix)
    {
        const auto all = descriptions();
        return std::any_of(all.begin(), all.end(),
                           [&](const SettingDescription &one) { return one.key.starts_with(prefix); });
    }

    static QString knownKeys()
    {
        QStringList keys;
        for (const SettingDescription &one : descriptions())
            keys.append(shown(one.key));
        return keys.join(u", ");
    }

    tl::unexpected<Error> wrong(const QString &sentence) const
    {
        return failure(ErrorKind::badConfiguration, sentence, m_file);
    }

    QString m_file;
    std::map<std::string, std::string> m_values;
};

} // namespace

Result<std::map<std::string, std::string>> parseSettingsFile(std::string_view text, const QString &file)
{
    return SettingsFileReader(file).read(text);
}

} // namespace rig::settings
