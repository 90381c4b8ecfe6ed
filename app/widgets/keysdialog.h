#pragma once

#include "widgets/paint.h"

#include <QDialog>

#include <vector>

namespace rig::widgets {

/// What a key does, for the list behind F1.
struct KeyMeaning
{
    QString key;
    QString meaning;
};

/// Lists every key of the window. Escape and Enter close it.
class KeysDialog : public QDialog
{
    Q_OBJECT

public:
    KeysDialog(std::vector<KeyMeaning> keys, const presentation::Theme &theme, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    /// As wide as the longest of them needs it.
    QSize wantedSize();

    std::vector<KeyMeaning> m_keys;
    double m_meaningLeft = 0;
    presentation::Theme m_theme;
    Ink m_title, m_key, m_body;
};

} // namespace rig::widgets
