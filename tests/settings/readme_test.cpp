#include "settings/settingdescription.h"
#include "tests.h"

#include <QFile>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace rig::settings;

namespace {

QString cell(std::string_view text)
{
    return text.empty() ? QString() : u'`' + QString::fromUtf8(text.data(), qsizetype(text.size())) + u'`';
}

/// The rows of the table as README.md has to have them.
QStringList rowsOfSettings()
{
    QStringList rows{u"| key | variable | option | default | effect |"_s, u"|---|---|---|---|---|"_s};
    for (const SettingDescription &setting : descriptions()) {
        const std::string option = *setting.option == '\0' ? "" : std::string("--") + setting.option;
        rows += u"| %1 | %2 | %3 | %4 | %5 |"_s.arg(cell(setting.key), cell(setting.variable), cell(option),
                                                    cell(setting.defaultText), consequenceOf(setting));
    }
    return rows;
}

class ReadmeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldListTheSettingsThatThereAre();
    void shouldStateTheDefaultsThatThereAre();
};

void ReadmeTest::shouldListTheSettingsThatThereAre()
{
    QFile readme(QStringLiteral(RIG_SETTINGS_README));
    QVERIFY(readme.open(QIODevice::ReadOnly));
    QStringList rows;
    while (!readme.atEnd())
        if (const QString line = QString::fromUtf8(readme.readLine()).trimmed(); line.startsWith(u'|'))
            rows += line;
    const QStringList expected = rowsOfSettings();
    for (qsizetype i = 0; i < expected.size(); ++i)
        QCOMPARE(rows.value(i), expected[i]);
    QCOMPARE(rows.size(), expected.size());
}

void ReadmeTest::shouldStateTheDefaultsThatThereAre()
{
    const Settings defaults;
    for (const SettingDescription &setting : descriptions())
        QCOMPARE(setting.show(defaults), QString::fromUtf8(setting.defaultText.data()));
}

} // namespace

std::unique_ptr<QObject> makeReadmeTest()
{
    return std::make_unique<ReadmeTest>();
}

#include "readme_test.moc"
