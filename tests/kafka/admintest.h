#pragma once

#include <QObject>

class AdminTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void shouldNameTheCluster();
    void shouldCreateAMissingTopicAndLeaveAnExistingOne();
    void shouldHaveALeaderForEachPartitionOfATopicThatItMade();
    void shouldTellTheEndsOfEveryPartition();
    void shouldSayThatTheTopicIsMissing();
    void shouldGiveUpInTime();
};
