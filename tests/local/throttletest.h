#pragma once

#include <QObject>

class ThrottleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldAdmitNothingBeforeItKnows();
    void shouldAdmitNoMoreThanMayBeUnstored();
    void shouldCountTheFullestPartition();
    void shouldAdmitFewerWhereMessagesAreLarge();
    void shouldAlwaysLetOneThrough();
    void shouldHoldWritersBackUntilKeepHasStored();
    void shouldSayFullWhereNothingIsStored();
    void shouldPassOnWhyItCannotAsk();
};
