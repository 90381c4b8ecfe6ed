#include "composition/window/viewpointfile.h"

#include "tests.h"

#include <QTemporaryDir>
#include <QTest>

namespace {

using namespace rig;
using namespace rig::composition;
using namespace Qt::Literals::StringLiterals;

class ViewpointFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldReadWhatItWrote()
    {
        const qml::Viewpoints mine{{u"A"_s, {{1.5F, 1.68F, -6}, 12.5F, -4}},
                                   {u"Füller \"9\""_s, {{0, 2, 3}, -170, 20}}};
        QCOMPARE(file().read().value().size(), 0U);
        QVERIFY(file().write(mine));
        QVERIFY(file().read().value() == mine);
        QCOMPARE(QFile::permissions(path()) & (QFile::ReadOther | QFile::ReadGroup), QFile::Permissions());
        QVERIFY(file().write({}));
        QCOMPARE(file().read().value().size(), 0U);
    }

    void shouldRefuseWhatIsNoneOfOurs_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("a list") << QByteArray("[1]");
        QTest::newRow("cut") << QByteArray(R"({"A":[1,2,)");
        QTest::newRow("too large") << R"({"A":[1,2,3,4,5]})" + QByteArray(2 << 20, ' ');
    }

    void shouldRefuseWhatIsNoneOfOurs()
    {
        QFETCH(const QByteArray, content);
        put(content);
        const auto read = file().read();
        QVERIFY(!read);
        QVERIFY2(read.error().sentence.contains(path()), qPrintable(read.error().sentence));
    }

    void shouldLeaveOutWhatMakesNoSense()
    {
        put(R"({"A":[1,2,3,4,5],"B":[1,2,3,4],"C":[1,2,3,4,"5"],"D":[1e300,2,3,4,5],"E":{"x":1},"F":7})");
        const qml::Viewpoints read = file().read().value();
        QCOMPARE(read.size(), 1U);
        QCOMPARE(read.begin()->first, u"A"_s);
    }

    void shouldSayWhereItCannotWrite()
    {
        const ViewpointFile nowhere(m_folder.filePath(u"none/views.json"_s));
        const Done written = nowhere.write({});
        QVERIFY(!written);
        QVERIFY2(written.error().sentence.contains(u"none/views.json"_s),
                 qPrintable(written.error().sentence));
    }

private:
    QString path() const { return m_folder.filePath(u"views.json"_s); }
    ViewpointFile file() const { return ViewpointFile(path()); }

    void put(const QByteArray &content) const
    {
        QFile written(path());
        QVERIFY(written.open(QFile::WriteOnly));
        written.write(content);
    }

    QTemporaryDir m_folder;
};

} // namespace

std::unique_ptr<QObject> makeViewpointFileTest()
{
    return std::make_unique<ViewpointFileTest>();
}

#include "viewpointfile_test.moc"
