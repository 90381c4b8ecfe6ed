#include "presentation/typography.h"
#include "support/oneclass.h"
#include "tests.h"

#include <QApplication>

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (!rig::presentation::loadFonts())
        return 1;
    int failures = 0;
    for (const auto make : {makeCardViewTest, makeFreeRowsTest, makeGlyphTest, makeMachineTabsTest,
                            makePagesTest, makePanelTest, makePlantPageTest, makePseudoLocaleTest,
                            makeTrendChartTest, makeTrendPageTest, makeWindowTest})
        failures += rig::test::runUnlessAnotherIsNamed(*make(), argc, argv);
    return failures == 0 ? 0 : 1;
}
