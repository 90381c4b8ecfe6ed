#pragma once

#include "presentation/planteditor.h"
#include "presentation/theme.h"
#include "widgets/page.h"

class QLineEdit;
class QStackedWidget;

namespace rig::widgets {

class Button;
class NoteArea;
class Panel;
class PlantForm;
class RowsTable;
class Segments;
class WordsLabel;

/// What the plant consists of, and the form that changes it: sensors with the limits that count and where
/// each comes from, machines, and names in the readings that are no sensor yet.
class PlantPage : public Page
{
    Q_OBJECT

public:
    /// `commands` outlives the page.
    PlantPage(CommandSink &commands, Actor actor, const presentation::Theme &theme,
              QWidget *parent = nullptr);

    void present(const Moment &moment) override;
    std::vector<KeyMeaning> keys() const override;

    presentation::PlantEditor &editor() { return m_editor; }
    PlantForm &form() { return *m_form; }
    RowsTable &sensors() { return *m_sensors; }
    RowsTable &machines() { return *m_machines; }
    RowsTable &unknown() { return *m_unknown; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void layOut();
    QWidget *makeSensors();
    QWidget *makeMachines();
    QWidget *makeUnknown();
    void addKeys();
    void presentPlant(const Moment &moment);
    void presentUnknown(const Moment &moment);
    void showScope(bool ofMachine);
    void listSensors();
    void countSensors();
    void openSensor(const std::string &sensor, bool byKey);
    void openMachine(const std::string &machine, bool byKey);
    void openUnknown(const std::string &name);
    void edit(const presentation::PlantSubject &subject, bool byKey);
    void mark();
    std::string chosenMachine() const;

    presentation::Theme m_theme;
    presentation::PlantEditor m_editor;
    QStackedWidget *m_whole;
    NoteArea *m_note;
    Panel *m_sensorPanel;
    Segments *m_scope;
    QLineEdit *m_filter;
    Button *m_newSensor;
    RowsTable *m_sensors;
    WordsLabel *m_legend;
    Panel *m_machinePanel;
    Button *m_newMachine;
    RowsTable *m_machines;
    Panel *m_unknownPanel;
    QStackedWidget *m_unknownWhole;
    NoteArea *m_noUnknown;
    RowsTable *m_unknown;
    PlantForm *m_form;
    PlantPtr m_plant; ///< whose rows stand there, of machine …
    std::int32_t m_chosen = 0;
    bool m_ofMachine = false; ///< the sensors as the chosen machine has them
    std::optional<UnknownNameSummary> m_listed;
};

} // namespace rig::widgets
