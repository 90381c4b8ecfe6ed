#pragma once

#include <QObject>

/// The in-process broker with the clients that the product uses, and what keeps it from dropping readings.
class InProcessBrokerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldCarryReadingsFromWriterToReaders();
    void shouldShowOnlyWhatComesToWhoReadsFromTheEnd();
    void shouldBeAnotherClusterAtEachStart();
    void shouldDropTheOldestWhenNobodyWaits();
    void shouldKeepAllThatMayBeUnstored_data();
    void shouldKeepAllThatMayBeUnstored();
    void shouldDropNothingWhereWritersWaitForKeep();
    void shouldEndWhileItsClientsLiveOn();
};
