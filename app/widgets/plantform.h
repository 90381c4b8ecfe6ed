#pragma once

#include "presentation/planteditor.h"
#include "widgets/panel.h"

class QScrollArea;
class QStackedWidget;

namespace rig::widgets {

class Button;
class MachineForm;
class NoteArea;
class NoticeBox;
class OwnLimitsForm;
class Segments;
class SensorForm;

/// The form at the side of the plant's page: the fields of what is open, what there is to be said of it, and
/// what can be done with it.
class PlantForm : public Panel
{
    Q_OBJECT

public:
    /// `editor` outlives the form.
    PlantForm(presentation::PlantEditor &editor, const presentation::Theme &theme, QWidget *parent = nullptr);

    /// The machine whose own limits are offered beside a sensor's; empty: none.
    void presentMachine(const std::string &machine);
    /// The first one that can be typed into.
    void focusFirstField();

private:
    void connectParts();
    QWidget *makeFoot();
    void load();
    void refresh();
    void refreshScopes();
    void take();

    presentation::PlantEditor &m_editor;
    std::string m_machine;
    QStackedWidget *m_whole;
    NoteArea *m_note;
    Segments *m_scopes;
    QScrollArea *m_scroll;
    QStackedWidget *m_forms;
    SensorForm *m_sensor;
    OwnLimitsForm *m_limits;
    MachineForm *m_machineForm;
    NoticeBox *m_notice;
    Button *m_close;
    Button *m_retire;
    Button *m_undo;
    Button *m_save;
};

} // namespace rig::widgets
