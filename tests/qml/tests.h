#pragma once

#include <QObject>

#include <memory>

std::unique_ptr<QObject> makeFloorTierTest();
std::unique_ptr<QObject> makeFramePaceTest();
std::unique_ptr<QObject> makeHallPlanTest();
std::unique_ptr<QObject> makeLightBakeTest();
std::unique_ptr<QObject> makeMountsTest();
std::unique_ptr<QObject> makeOwnShapeTest();
std::unique_ptr<QObject> makePlateLayoutTest();
std::unique_ptr<QObject> makeProjectionTest();
std::unique_ptr<QObject> makeRigControllerTest();
std::unique_ptr<QObject> makeTagLayoutTest();
std::unique_ptr<QObject> makeWalkerTest();
