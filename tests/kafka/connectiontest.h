#pragma once

#include <QObject>

/// What a person is told when a cluster cannot be used.
class ConnectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void shouldWriteAndReadOverTls();
    void shouldSayWhichSettingToChange_data();
    void shouldSayWhichSettingToChange();
    void shouldSayThatAnotherServerAnswers();
    void shouldSayThatThePortMayWantTls();
    void shouldKeepWhatAnAddressAnsweredWhileAnotherIsSilent();
    void shouldRefuseUnusableSettings_data();
    void shouldRefuseUnusableSettings();
};
