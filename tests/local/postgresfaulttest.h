#pragma once

#include <QObject>

/// The private PostgreSQL when something goes wrong: kills, leftovers, unusable folders, on real servers.
class PostgresFaultTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldOutliveACrashOfOursAndBeAdopted();
    void shouldEndWhatAKilledServerLeftAtWork();
    void shouldNotTakeAnotherProcessForTheServer_data();
    void shouldNotTakeAnotherProcessForTheServer();
    void shouldStartOverAPidFileThatWasCutShort();
    void shouldRefuseAClusterOfAnotherVersion_data();
    void shouldRefuseAClusterOfAnotherVersion();
    void shouldChooseTheServerOfTheClustersVersion();
    void shouldSayThatNoServerIsInstalled();
    void shouldShowTheLogOfAServerThatDoesNotStart();
    void shouldShowWhatMakingAClusterSaid();
    void shouldSayThatTheDiskIsFull();
    void shouldFollowNoLink_data();
    void shouldFollowNoLink();
    void shouldForgetAClusterThatWasNeverFinished();
    void shouldRefuseAPathThatNoSocketCanHave_data();
    void shouldRefuseAPathThatNoSocketCanHave();
    void shouldRefuseAFolderItCannotEnter();
    void shouldBeInterruptedWhileMakingACluster();
    void shouldBeInterruptedWhileStarting();
    void shouldStopWhatItStartedAlthoughInterrupted();
    void shouldWaitForItsTurn();
};
