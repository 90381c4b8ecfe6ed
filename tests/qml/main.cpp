#include "support/oneclass.h"
#include "tests.h"

#include <QGuiApplication>

int main(int argc, char **argv)
{
    // The floor's markings are painted; no screen is needed for that.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    rig::test::EachClass classes(argc, argv);
    for (const auto make : {makeFloorTierTest, makeFramePaceTest, makeHallPlanTest, makeLightBakeTest,
                            makeMountsTest, makeOwnShapeTest, makePlateLayoutTest, makeProjectionTest,
                            makeRigControllerTest, makeTagLayoutTest, makeWalkerTest})
        classes.run(*make());
    return classes.status();
}
