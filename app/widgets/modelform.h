#pragma once

#include "presentation/modelsview.h"
#include "widgets/panel.h"

class QScrollArea;
class QStackedWidget;

namespace rig::widgets {

class Button;
class FactList;
class NoteArea;
class NoticeBox;
class ProgressLine;
class Segments;
class WordsLabel;

/// The model of one machine and the one before it, with what can be done about them: train, cancel, roll
/// back.
class ModelForm : public Panel
{
    Q_OBJECT

public:
    /// `view` outlives the form.
    ModelForm(presentation::ModelsView &view, const presentation::Theme &theme, QWidget *parent = nullptr);

    /// The machine as it is called.
    void presentMachine(const QString &name);

private:
    QWidget *makeFacts();
    QWidget *makeFoot();
    void refresh();
    void refreshFoot();

    presentation::ModelsView &m_view;
    QStackedWidget *m_whole;
    NoteArea *m_note;
    QScrollArea *m_scroll;
    NoticeBox *m_obstacle;
    WordsLabel *m_caption;
    FactList *m_facts;
    WordsLabel *m_previousCaption;
    FactList *m_previous;
    NoticeBox *m_notice;
    WordsLabel *m_sinceCaption;
    WordsLabel *m_busy;
    Segments *m_since;
    ProgressLine *m_progress;
    Button *m_train;
    Button *m_cancel;
    Button *m_rollBack;
};

} // namespace rig::widgets
