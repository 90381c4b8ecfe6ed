#pragma once

#include "presentation/notice.h"
#include "presentation/theme.h"

#include <QWidget>

namespace rig::widgets {

class Button;
class WordsLabel;

/// What a form has to say, in a box with a sign before it; a question with its two answers. Absent where
/// there is nothing.
class NoticeBox : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeBox(const presentation::Theme &theme, QWidget *parent = nullptr);

    void present(const presentation::Notice &notice);

Q_SIGNALS:
    void answered(bool yes);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    presentation::Theme m_theme;
    presentation::Notice m_notice;
    WordsLabel *m_words;
    Button *m_yes;
    Button *m_no;
};

} // namespace rig::widgets
