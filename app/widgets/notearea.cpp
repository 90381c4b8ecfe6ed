#include "widgets/notearea.h"

#include <QPainter>

namespace rig::widgets {

NoteArea::NoteArea(const presentation::Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme) {}

void NoteArea::present(const EmptyNote &note)
{
    if (note == m_note)
        return;
    m_note = note;
    setAccessibleName(note.headline);
    setAccessibleDescription(note.detail);
    update();
}

void NoteArea::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintEmptyNote(painter, rect(), m_note, m_theme);
}

} // namespace rig::widgets
