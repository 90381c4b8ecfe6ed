#pragma once

#include "presentation/theme.h"
#include "widgets/emptynote.h"

#include <QWidget>

namespace rig::widgets {

/// A place that has nothing to show and says why.
class NoteArea : public QWidget
{
    Q_OBJECT

public:
    explicit NoteArea(const presentation::Theme &theme, QWidget *parent = nullptr);

    void present(const EmptyNote &note);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    presentation::Theme m_theme;
    EmptyNote m_note;
};

} // namespace rig::widgets
