#pragma once

#include <QTemporaryDir>

/// A locale that writes 1,5 for as long as it lives; made for the occasion where none is installed.
class CommaLocale
{
public:
    CommaLocale();
    ~CommaLocale();
    Q_DISABLE_COPY_MOVE(CommaLocale)

    /// False where there is none and none can be made (package locales).
    bool active() const { return m_active; }

private:
    QTemporaryDir m_folder;
    bool m_active = false;
};
