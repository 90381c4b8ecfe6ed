#include "paintedtexts.h"
#include "tests.h"
#include "widgets/panel.h"

#include <QTest>

using namespace rig::widgets;
using namespace Qt::Literals::StringLiterals;

namespace {

class PanelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldLeaveNamesAsTheyAre();
};

void PanelTest::shouldLeaveNamesAsTheyAre()
{
    Panel panel(rig::presentation::Theme(rig::presentation::Theme::Kind::neon));
    panel.resize(400, 60);
    panel.setTitle(u"Machine %1 · Telemetry"_s, u"X%1<b>"_s);
    QCOMPARE(panel.accessibleName(), u"Machine X%1<b> · Telemetry"_s);
    QCOMPARE(paintedTexts(panel).first().text, u"MACHINE X%1<b> · TELEMETRY"_s);
    const QImage small = panel.grab().toImage();
    panel.setTitle(u"Machine %1 · Telemetry"_s, u"X%1<B>"_s);
    QVERIFY(panel.grab().toImage() != small);
    panel.setTitle(u"Command"_s);
    QCOMPARE(paintedTexts(panel).first().text, u"COMMAND"_s);
}

} // namespace

std::unique_ptr<QObject> makePanelTest()
{
    return std::make_unique<PanelTest>();
}

#include "panel_test.moc"
