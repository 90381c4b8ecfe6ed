#include "settings/dotenv.h"
#include "tests.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using rig::settings::parseDotEnv;

namespace {

class DotEnvTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldReadAValueAsDotenvToolsDo_data();
    void shouldReadAValueAsDotenvToolsDo();
    void shouldReadWindowsLineEndingsAndAByteOrderMark();
    void shouldReadTheLineAfterAValueOfSeveralLines();
    void shouldTakeTheLastOneOfAName();
    void shouldNameFileAndLineAndNoValue_data();
    void shouldNameFileAndLineAndNoValue();
};

void DotEnvTest::shouldReadAValueAsDotenvToolsDo_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *name, QByteArray text, QByteArray value) {
        QTest::newRow(name) << text << value;
    };
    row("plain", "A=b", "b");
    row("blanks around", "  A =  b c  ", "b c");
    row("export", "export A=b", "b");
    row("export with tab", "export\tA=b", "b");
    row("empty", "A=", "");
    row("empty before the next line", "A=\nB=c", "");
    row("comment lines", "# A=x\n\n  # y\nA=b", "b");
    row("comment behind", "A=b # c", "b");
    row("comment instead", "A= # c", "");
    row("hash in value", "A=b#c", "b#c");
    row("hash at once", "A=#c", "#c");
    row("equals in value", "A=b=c==", "b=c==");
    row("quote in the middle", "A=b'c\"", "b'c\"");
    row("single quotes", "A=' b # \\n \"c\" '", " b # \\n \"c\" ");
    row("double quotes", R"(A=" b # 'c' ")", " b # 'c' ");
    row("escapes", R"(A="\n\r\t\\\"\'\$")", "\n\r\t\\\"'$");
    row("unknown escape",
        R"(A="\q\")"
        "\"",
        "\\q\"");
    row("no escapes outside", R"(A=\n)", "\\n");
    row("comment behind quotes", "A='b' # c", "b");
    row("several lines", "A=\"b\nc\"", "b\nc");
    row("several lines, single", "A='b\nc'", "b\nc");
    row("no interpolation", "B=x\nA=${B}$B", "${B}$B");
    row("no interpolation in quotes", "B=x\nA=\"${B}\"", "${B}");
    row("url", "A=postgres://u:p%40#w@h/db?sslmode=require", "postgres://u:p%40#w@h/db?sslmode=require");
    row("UTF-8", "A=Grüße", "Grüße");
}

void DotEnvTest::shouldReadAValueAsDotenvToolsDo()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, value);
    const auto variables = parseDotEnv(text.toStdString(), u".env"_s);
    QVERIFY2(variables, variables ? "" : qPrintable(variables.error().sentence));
    QVERIFY(variables->contains("A"));
    QCOMPARE(QByteArray::fromStdString(variables->at("A")), value);
}

void DotEnvTest::shouldReadWindowsLineEndingsAndAByteOrderMark()
{
    const auto variables = parseDotEnv("\xef\xbb\xbf"
                                       "A=b\r\n\r\nB='c'\r\nC=d # e\r\n",
                                       u".env"_s);
    QVERIFY(variables);
    const std::map<std::string, std::string> expected{{"A", "b"}, {"B", "c"}, {"C", "d"}};
    QCOMPARE(*variables, expected);
}

void DotEnvTest::shouldReadTheLineAfterAValueOfSeveralLines()
{
    const auto variables = parseDotEnv("KEY=\"-----BEGIN\nA=x\n-----END\" # z\nA=b", u".env"_s);
    QVERIFY(variables);
    QCOMPARE(variables->at("A"), std::string("b"));
    QCOMPARE(variables->size(), std::size_t{2});
}

void DotEnvTest::shouldTakeTheLastOneOfAName()
{
    const auto variables = parseDotEnv("A=1\nA=2\n", u".env"_s);
    QVERIFY(variables);
    QCOMPARE(variables->at("A"), std::string("2"));
}

void DotEnvTest::shouldNameFileAndLineAndNoValue_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::newRow("no sign") << QByteArray("A=1\nB s3cret") << 2;
    QTest::newRow("export alone") << QByteArray("export A") << 1;
    QTest::newRow("no name") << QByteArray("\n\n=s3cret") << 3;
    QTest::newRow("blank in name") << QByteArray("A B=s3cret") << 1;
    QTest::newRow("umlaut in name") << QByteArray("Ä=s3cret") << 1;
    QTest::newRow("open single quote") << QByteArray("A=1\nB='s3cret\nC=2\n") << 2;
    QTest::newRow("open double quote") << QByteArray("A=1\r\nB=\"s3cret\\\"\r\nC=2\r\n") << 2;
    QTest::newRow("backslash at the end") << QByteArray("A=\"s3cret\\") << 1;
    QTest::newRow("text behind quotes") << QByteArray("A='s3cret'x") << 1;
    QTest::newRow("behind several lines") << QByteArray("A='1\n2\n'\nB s3cret") << 4;
    QTest::newRow("text behind several lines") << QByteArray("A='1\n2'x") << 2;
}

void DotEnvTest::shouldNameFileAndLineAndNoValue()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    const auto variables = parseDotEnv(text.toStdString(), u"/srv/rig/.env"_s);
    QVERIFY(!variables);
    const rig::Error &error = variables.error();
    QCOMPARE(error.kind, rig::ErrorKind::badConfiguration);
    QCOMPARE(error.setting, u"/srv/rig/.env"_s);
    QVERIFY2(error.sentence.startsWith(u"/srv/rig/.env, line %1: "_s.arg(line)), qPrintable(error.sentence));
    QVERIFY(!error.sentence.contains(u"s3cret"));
}

} // namespace

std::unique_ptr<QObject> makeDotEnvTest()
{
    return std::make_unique<DotEnvTest>();
}

#include "dotenv_test.moc"
