#include "presentation/typography.h"
#include "tests.h"

#include <QApplication>
#include <QTest>

#ifdef __SANITIZE_ADDRESS__
/// A report of leaks comes last and names nobody who was unloaded by then, as drivers are.
extern "C" int dlclose(void *)
{
    return 0;
}
#endif

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (!rig::presentation::loadFonts())
        return 1;
    int failures = 0;
    for (const auto make :
         {makeCardViewTest, makeFreeRowsTest, makeGlyphTest, makeMachineTabsTest, makePagesTest,
          makePlantPageTest, makePseudoLocaleTest, makeTrendPageTest, makeWindowTest}) {
        const auto test = make();
        // A function that is named on the command line runs in the class that has it.
        const bool named = argc > 1 && argv[1][0] != '-';
        if (!named || test->metaObject()->indexOfMethod(QByteArray(argv[1]).split(':')[0] + "()") >= 0)
            failures += QTest::qExec(test.get(), argc, argv);
    }
    return failures == 0 ? 0 : 1;
}
