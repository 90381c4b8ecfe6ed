#include "settings/commandline.h"

#include "settings/settingdescription.h"
#include "settings/text.h"

#include <QCommandLineParser>

namespace rig::settings {

using namespace Qt::Literals::StringLiterals;

QList<QCommandLineOption> commandLineOptions()
{
    QList<QCommandLineOption> options;
    for (const SettingDescription &setting : descriptions())
        if (*setting.option != '\0')
            options.append(QCommandLineOption(QString::fromLatin1(setting.option), consequenceOf(setting),
                                              u"value"_s, shown(setting.defaultText)));
    return options;
}

std::map<std::string, std::string> givenOptions(const QCommandLineParser &parser)
{
    std::map<std::string, std::string> given;
    for (const SettingDescription &setting : descriptions()) {
        const QString name = QString::fromLatin1(setting.option);
        if (!name.isEmpty() && parser.isSet(name))
            given[setting.option] = parser.value(name).toStdString();
    }
    return given;
}

} // namespace rig::settings
