#pragma once

#include "presentation/modelsview.h"
#include "presentation/theme.h"
#include "widgets/page.h"

class QStackedWidget;

namespace rig::widgets {

class ModelForm;
class NoteArea;
class Panel;
class RowsTable;

/// The models that machines are judged by, and the form in which one is trained or taken back.
class ModelsPage : public Page
{
    Q_OBJECT

public:
    /// `shelf` and `commands` outlive the page.
    ModelsPage(ModelShelf &shelf, CommandSink &commands, Actor actor, const presentation::Theme &theme,
               QWidget *parent = nullptr);

    void present(const Moment &moment) override;
    std::vector<KeyMeaning> keys() const override;

    /// Shows the model of the machine with this id.
    void choose(const std::string &machine);

    presentation::ModelsView &view() { return m_view; }
    RowsTable &table() { return *m_table; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void list();

    presentation::ModelsView m_view;
    QStackedWidget *m_whole;
    NoteArea *m_note;
    Panel *m_panel;
    RowsTable *m_table;
    ModelForm *m_form;
    PlantPtr m_plant;
    std::int32_t m_followed = 0; ///< the machine of the tabs that was chosen last
};

} // namespace rig::widgets
