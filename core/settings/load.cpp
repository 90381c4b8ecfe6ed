#include "settings/load.h"

#include "settings/configurationfile.h"
#include "settings/dotenv.h"
#include "settings/likelyname.h"
#include "settings/settingdescription.h"
#include "settings/settingsfile.h"
#include "settings/text.h"
#include "settings/validate.h"

#include <QCoreApplication>

#include <algorithm>
#include <vector>

namespace rig::settings {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t longestValue = 4096;

struct Given
{
    std::string value;
    QString origin;
};

/// One source of settings, by key.
using Layer = std::map<std::string_view, Given>;

class Loading
{
    Q_DECLARE_TR_FUNCTIONS(rig::settings::Load)

public:
    Result<Settings> load(const Sources &sources)
    {
        m_settings.dataDirectory = sources.defaultDataDirectory.native();
        addOptions(sources.options);
        addVariables(sources.environment, tr("the environment"));
        addDotEnv(sources.workingDirectory);
        if (sources.configurationDirectory != sources.workingDirectory)
            addDotEnv(sources.configurationDirectory);
        addSettingsFile(sources.configurationDirectory);
        for (const SettingDescription &setting : descriptions())
            take(setting);
        m_settings.bus.names = busNames(m_settings);
        if (m_settings.dataDirectory.empty())
            m_settings.dataDirectory = sources.defaultDataDirectory.native();
        if (m_errors.empty())
            m_errors = validate(m_settings);
        if (!m_errors.empty())
            return tl::unexpected(together(m_errors));
        return std::move(m_settings);
    }

private:
    void addOptions(const std::map<std::string, std::string> &options)
    {
        Layer layer;
        for (const SettingDescription &setting : descriptions()) {
            const auto option = options.find(setting.option);
            if (*setting.option == '\0' || option == options.end())
                continue;
            const QString name = u"--"_s + QString::fromLatin1(setting.option);
            layer[setting.key] = {option->second, name};
            if (holdsSecret(setting, option->second))
                m_settings.notices.append(
                    tr("Every user of this computer can see the password behind %1: give it in %2 instead.")
                        .arg(name, QString::fromLatin1(setting.variable)));
        }
        m_layers.push_back(std::move(layer));
    }

    /// True where one of them holds a secret.
    bool addVariables(const Variables &variables, const QString &place)
    {
        Layer layer;
        bool secret = false;
        for (const SettingDescription &setting : descriptions()) {
            const auto variable = variables.find(setting.variable);
            if (variable == variables.end())
                continue;
            layer[setting.key] = {variable->second,
                                  tr("%1 in %2").arg(QString::fromLatin1(setting.variable), place)};
            secret = secret || holdsSecret(setting, variable->second);
        }
        m_layers.push_back(std::move(layer));
        for (const char *name : unneededVariables())
            if (variables.contains(name))
                m_settings.notices.append(
                    tr("%1 in %2 is not needed and not used.").arg(QString::fromLatin1(name), place));
        return secret;
    }

    void addDotEnv(const std::filesystem::path &directory)
    {
        const std::filesystem::path path = directory / ".env";
        const auto file = open(directory, path);
        if (!file)
            return;
        const QString name = shown(path.native());
        const auto variables = parseDotEnv(file->text, name);
        if (variables)
            noteUnknown(*variables, name);
        if (!variables)
            m_errors.push_back(variables.error());
        else if (addVariables(*variables, name) && file->readableByOthers)
            noteReadable(name);
    }

    /// Other programs may keep theirs in the same file, so it is no error.
    void noteUnknown(const Variables &variables, const QString &file)
    {
        for (const auto &[name, value] : variables) {
            const auto isIt = [&name = name](const char *known) { return name == known; };
            const auto isOurs = [&](const SettingDescription &setting) { return isIt(setting.variable); };
            if (std::ranges::any_of(descriptions(), isOurs) || std::ranges::any_of(unneededVariables(), isIt))
                continue;
            if (const QString meant = likelyName(name); !meant.isEmpty())
                m_settings.notices.append(
                    tr("%1 in %2 is no setting and changes nothing. Is %3 meant? `rigctl "
                       "help settings` lists them all.")
                        .arg(shown(name), file, meant));
            else if (name.starts_with("RIG_")) // which no other program's names begin with
                m_settings.notices.append(tr("%1 in %2 is no setting and changes nothing. `rigctl help "
                                             "settings` lists them all.")
                                              .arg(shown(name), file));
        }
    }

    void addSettingsFile(const std::filesystem::path &directory)
    {
        const std::filesystem::path path = directory / "settings.json";
        const auto file = open(directory, path);
        if (!file)
            return;
        const QString name = shown(path.native());
        const auto values = parseSettingsFile(file->text, name);
        if (!values) {
            m_errors.push_back(values.error());
            return;
        }
        Layer layer;
        bool secret = false;
        for (const auto &[key, value] : *values) {
            const SettingDescription &setting = *describe(key);
            layer[setting.key] = {value, tr("%1 in %2").arg(shown(key), name)};
            secret = secret || holdsSecret(setting, value);
        }
        m_layers.push_back(std::move(layer));
        if (secret && file->readableByOthers)
            noteReadable(name);
    }

    std::optional<ConfigurationFile> open(const std::filesystem::path &directory,
                                          const std::filesystem::path &path)
    {
        if (directory.empty())
            return {};
        auto file = readConfigurationFile(path);
        if (file)
            return std::move(*file);
        m_errors.push_back(std::move(file.error()));
        return {};
    }

    void noteReadable(const QString &file)
    {
        m_settings.notices.append(
            tr("%1 holds a password and can be read by other users: take that right away with chmod 600.")
                .arg(file));
    }

    void take(const SettingDescription &setting)
    {
        const Given *given = nullptr;
        for (auto layer = m_layers.begin(); given == nullptr && layer != m_layers.end(); ++layer)
            if (const auto found = layer->find(setting.key); found != layer->end())
                given = &found->second;
        QString &origin = m_settings.origins[std::string(setting.key)];
        origin = given == nullptr ? defaultOrigin() : given->origin;
        if (given == nullptr)
            return;
        if (const QString wrong = complaint(setting, given->value); !wrong.isEmpty())
            m_errors.push_back({ErrorKind::badConfiguration, tr("%1: %2").arg(origin, wrong), origin});
    }

    QString complaint(const SettingDescription &setting, const std::string &value)
    {
        if (value.size() > longestValue)
            return tr("it is longer than %1 bytes.").arg(longestValue);
        if (hasControlCharacter(value))
            return tr("it holds a line break or another control character.");
        if (!QByteArrayView(value).isValidUtf8())
            return tr("it is not UTF-8 text.");
        const Done applied = setting.apply(m_settings, value);
        return applied ? QString() : applied.error().sentence;
    }

    static Error together(const std::vector<Error> &errors)
    {
        QStringList sentences;
        for (const Error &error : errors)
            sentences.append(error.sentence);
        return {ErrorKind::badConfiguration, sentences.join(u'\n'), errors.front().setting};
    }

    Settings m_settings;
    std::vector<Layer> m_layers;
    std::vector<Error> m_errors;
};

} // namespace

Result<Settings> load(const Sources &sources)
{
    return Loading().load(sources);
}

} // namespace rig::settings
