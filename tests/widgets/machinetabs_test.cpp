#include "paintedtexts.h"
#include "tests.h"
#include "widgets/machinetabs.h"

#include <QSignalSpy>
#include <QTest>

using namespace rig::presentation;
using namespace rig::widgets;
using namespace Qt::Literals::StringLiterals;

namespace {

std::vector<MachineSummary> machines(int count)
{
    std::vector<MachineSummary> result;
    for (int i = 1; i <= count; ++i) {
        MachineSummary machine;
        machine.number = i;
        machine.id = u"M%1"_s.arg(i);
        machine.title = u"Machine"_s;
        machine.glyph = Glyph::normal;
        result.push_back(machine);
    }
    return result;
}

class MachineTabsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldChooseByClickAndByKey();
    void shouldReachEveryMachineWhereTheyDoNotAllFit();
    void shouldShowTheWorstOfWhatIsHidden();
    void shouldSayInFullHowManyAreHidden();
};

void MachineTabsTest::shouldChooseByClickAndByKey()
{
    MachineTabs tabs(Theme(Theme::Kind::neon));
    tabs.present(machines(3), 1);
    tabs.resize(tabs.sizeHint());
    QSignalSpy chosen(&tabs, &MachineTabs::chosen);
    QTest::mouseClick(&tabs, Qt::LeftButton, {}, QPoint(tabs.width() - 8, 15));
    QCOMPARE(chosen.takeLast()[0].toInt(), 3);
    QTest::keyClick(&tabs, Qt::Key_Right);
    QCOMPARE(chosen.takeLast()[0].toInt(), 2);
    QTest::keyClick(&tabs, Qt::Key_Left);
    QVERIFY(chosen.isEmpty());
}

void MachineTabsTest::shouldReachEveryMachineWhereTheyDoNotAllFit()
{
    MachineTabs tabs(Theme(Theme::Kind::neon));
    tabs.resize(420, 30);
    int now = 1;
    tabs.present(machines(40), now);
    connect(&tabs, &MachineTabs::chosen, this, [&](int machine) {
        now = machine;
        tabs.present(machines(40), now);
    });
    QTest::keyClick(&tabs, Qt::Key_Right);
    QTest::mouseClick(&tabs, Qt::LeftButton, {}, QPoint(10, 15));
    QCOMPARE(now, 1); // it begins at the edge where none is hidden before it
    for (int click = 0; click < 60; ++click)
        QTest::mouseClick(&tabs, Qt::LeftButton, {}, QPoint(415, 15));
    for (int x = 415; x > 0 && now != 40; x -= 5) // the last ones need not fill the row
        QTest::mouseClick(&tabs, Qt::LeftButton, {}, QPoint(x, 15));
    QCOMPARE(now, 40);
    for (int click = 0; click < 60; ++click)
        QTest::mouseClick(&tabs, Qt::LeftButton, {}, QPoint(3, 15));
    QCOMPARE(now, 1);
}

void MachineTabsTest::shouldShowTheWorstOfWhatIsHidden()
{
    MachineTabs tabs(Theme(Theme::Kind::neon));
    tabs.resize(420, 30);
    auto list = machines(40);
    tabs.present(list, 1);
    const QImage well = tabs.grab().toImage();
    list[30].glyph = Glyph::alarmHigh;
    tabs.present(list, 1);
    QVERIFY(tabs.grab().toImage() != well);
}

void MachineTabsTest::shouldSayInFullHowManyAreHidden()
{
    MachineTabs tabs(Theme(Theme::Kind::neon));
    tabs.resize(420, 30);
    for (const int chosen : {1, 4500, 9000}) {
        tabs.present(machines(9000), chosen);
        int hidden = 0;
        for (const PaintedText &one : paintedTexts(tabs))
            if (one.text.startsWith(u'+')) {
                hidden += one.text.mid(1).toInt();
                QVERIFY2(!one.cut(false), qPrintable(one.text));
            }
        QVERIFY2(hidden > 8990, qPrintable(QString::number(hidden)));
    }
}

} // namespace

std::unique_ptr<QObject> makeMachineTabsTest()
{
    return std::make_unique<MachineTabsTest>();
}

#include "machinetabs_test.moc"
