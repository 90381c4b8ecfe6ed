#pragma once

#include <QObject>

class ConsumerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void shouldHandOutRecordsInOrderWithTheirHeadersAndTimes();
    void shouldTakeUnusableHeadersAndTimesForAbsent();
    void shouldHandOutMessagesOfSeveralMebibytes();
    void shouldHandOutNoMoreThanAsked();
    void shouldKnowTheEndsOfItsPartitions();

    void shouldBeginAtTheStoredOffset();
    void shouldLeaveAPartitionWithoutAPositionIdle();
    void shouldRefuseAnAnswerThatIsNoOffsetOrNotItsOwn();
    void shouldNameWhatIsGoneWhenTheStoredOffsetHasAgedOut();
    void shouldNameWhatIsGoneWhenTheLogEndsBeforeTheStoredOffset();
    void shouldNotGoPastDamagedRecords();
    void shouldNeitherLoseNorRepeatRecordsOverPauses();

    void shouldWaitForAMissingTopicUntilItIsThere();
    void shouldFollowATopicThatIsMadeAnew();
    void shouldSayOnAQuietTopicThatItsConnectionIsBack();

    void shouldReadAllPartitionsFromTheEndWithoutAGroup();
    void shouldReadAllPartitionsFromGivenPlacesWithoutAGroup();
    void shouldPassOverNothingInAPartitionThatWasQuietSinceItBegan();
    void shouldNoticePartitionsThatAreAddedLater();

    void shouldNotHoldUpTheGroupWhileItsAnswerIsOutstanding();
    void shouldHandItsPartitionsToTheOtherMemberWhenItEnds();
    void shouldHaveItsPartitionsBackAtOnceAfterAKill();
    void shouldBeOverWhenAnotherTakesItsIdentity();
    void shouldRejoinOnDemand();
};
