#pragma once

#include <QObject>

class ServersFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldGiveBackWhatWasWritten();
    void shouldSayThatNobodyRunsAny();
    void shouldBeReadableByItsOwnerOnly();
    void shouldTakeAFileOfADeadProcessForNone();
    void shouldTakeAFileOfANumbersFormerHolderForNone();
    void shouldNotReplaceWhatALivingProcessWrote();
    void shouldReplaceItsOwn();
    void shouldRemoveOnlyItsOwn();
    void shouldRefuseWhatOthersMayHaveWritten();
    void shouldRefuseWhatItDoesNotUnderstand_data();
    void shouldRefuseWhatItDoesNotUnderstand();
    void shouldLieInTheRuntimeFolderOrTheDataDirectory();
    void shouldSayThatItCannotBeWritten();
};
