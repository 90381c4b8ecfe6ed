#pragma once

#include <QObject>

class ProducerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void shouldPutKeysWhereJavaProducersPutThem();
    void shouldSpreadMessagesWithoutAKey();
    void shouldMarkTheOriginUnlessItIsTheField();
    void shouldGiveTheRecordTheTimeOfTheMessage();
    void shouldTakeMessagesFromSeveralThreads();
    void shouldReportAFailureOnceAtTheNextFlush();
    void shouldRefuseAMessageThatNoBrokerTakes();
    void shouldSayFullWhenNothingMoreFits();
    void shouldEndPromptlyWithUnwrittenMessages();
};
