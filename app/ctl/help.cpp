#include "ctl/help.h"

#include "settings/settingdescription.h"
#include "settings/text.h"

#include <QCoreApplication>
#include <QStringList>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Help", text);
}

constexpr qsizetype lineWidth = 96;

QString wrapped(const QString &sentence, const QString &indent)
{
    QString text;
    QString line = indent;
    for (const QString &word : sentence.split(u' ')) {
        if (line.size() + word.size() >= lineWidth) {
            text += line.chopped(1) + u'\n';
            line = indent;
        }
        line += word + u' ';
    }
    return text + line.chopped(1) + u'\n';
}

} // namespace

QString settingsHelp()
{
    QString text =
        tr("Settings. Each comes from the first of these that names it: the option, the variable in the\n"
           "environment, the variable in a file .env, settings.json, the default. The files are looked\n"
           "for in $XDG_CONFIG_HOME/rig-alpha, else /etc/rig-alpha for root and ~/.config/rig-alpha for\n"
           "others; .env also in the working directory.\n");
    for (const settings::SettingDescription &setting : settings::descriptions()) {
        QStringList names;
        if (*setting.option != '\0')
            names += u"--"_s + QLatin1StringView(setting.option) + u" VALUE"_s;
        names += QLatin1StringView(setting.variable);
        names += tr("\"%1\" in settings.json").arg(shown(setting.key));
        text +=
            u"\n  "_s + names.join(u", "_s) + u'\n' + wrapped(settings::consequenceOf(setting), u"      "_s);
        if (!setting.defaultText.empty())
            text += u"      "_s + tr("Default: %1").arg(shown(setting.defaultText)) + u'\n';
    }
    return text.trimmed();
}

} // namespace rig::ctl
