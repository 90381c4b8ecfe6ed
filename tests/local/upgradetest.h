#pragma once

#include <QObject>

/// A private PostgreSQL of an older version than the newest that is installed.
class UpgradeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldSayWhatToInstallAndTouchNothing();
    void shouldPutBackWhatWasMovedAside();
    void shouldGoOnAsItIsWhereItCannotBeUpgraded_data();
    void shouldGoOnAsItIsWhereItCannotBeUpgraded();
    void shouldTakeEverythingAlongAndThenThrowTheOldOneAway();
    void shouldSurviveAKillAtAnyPoint_data();
    void shouldSurviveAKillAtAnyPoint();
};
