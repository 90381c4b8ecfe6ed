#pragma once

#include <QObject>

#include <memory>

class Home;

/// The private PostgreSQL while nothing goes wrong, on real servers.
class PrivatePostgresTest : public QObject
{
    Q_OBJECT

public:
    PrivatePostgresTest();
    ~PrivatePostgresTest() override;

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void shouldMakeAClusterAndAnswer();
    void shouldStopAndGoOnWhereItWas();
    void shouldBeReachedByNobodyElse();
    void shouldLeaveNothingReadableByOthers();
    void shouldGiveTheRolesNoMoreThanTheyNeed();
    void shouldKeepWhatWasCommitted();
    void shouldWorkInAFolderWithAnOddName();
    void shouldAdoptTheServerThatRuns();
    void shouldStopWithTheLastOneWhoLeaves();
    void shouldStartOneServerForManyAtOnce();
    void shouldSayHowItIs();
    void shouldKeepItsLogShort();
    void shouldBeStoppedWhoeverUsesIt();
    void shouldRunAsTheServersAccountWhenRootStartsIt();

private:
    std::unique_ptr<Home> m_home; ///< of the tests that leave it as they find it, running or not
};
