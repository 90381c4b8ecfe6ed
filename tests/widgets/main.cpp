#include "presentation/typography.h"
#include "support/oneclass.h"
#include "tests.h"

#include <QApplication>

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (!rig::presentation::loadFonts())
        return 1;
    rig::test::EachClass classes(argc, argv);
    for (const auto make :
         {makeCardViewTest, makeFindingsPageTest, makeFloorPageTest, makeFreeRowsTest, makeGlyphTest,
          makeHealthPanelsTest, makeMachineTabsTest, makeMaintenanceDialogTest, makeModelsPageTest,
          makeNotesPanelTest, makePagesTest, makePanelTest, makePlantPageTest, makePseudoLocaleTest,
          makeScenePanelTest, makeTrendChartTest, makeTrendPageTest, makeViewpointFileTest, makeWindowTest})
        classes.run(*make());
    return classes.status();
}
