#include "presentation/typography.h"
#include "support/oneclass.h"
#include "tests.h"

#include <QGuiApplication>

#include <clocale>

int main(int argc, char **argv)
{
    // The fonts are asked for their measures; no screen is needed for that.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    // Where the system has it: a decimal comma must change nothing.
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    if (!rig::presentation::loadFonts())
        return 1;
    rig::test::EachClass classes(argc, argv);
    for (const auto make :
         {makeCommandDeckTest,     makeDotsTest,        makeEvidenceTest,       makeHealthChartTest,
          makeHealthMatrixTest,    makeLifeWordsTest,   makeMachineSummaryTest, makeMaintenanceDeskTest,
          makeModelsViewTest,      makeNumbersTest,     makeOverviewTest,       makePlantDraftTest,
          makePlantEditorTest,     makePlantTablesTest, makePlateTest,          makeReadingTallyTest,
          makeSensorCardModelTest, makeThemeTest,       makeTrendViewTest,      makeTypographyTest,
          makeWaitingTest})
        classes.run(*make());
    return classes.status();
}
