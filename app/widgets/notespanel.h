#pragma once

#include "domain/plant.h"
#include "widgets/panel.h"

class QLineEdit;

namespace rig::presentation {
class NoteBoard;
}

namespace rig::widgets {

class Button;
class ChoiceBox;
class RowsTable;
class WordsLabel;

/// What people have pinned to machines, the search in it, and the form that pins a note to a machine or to
/// one of its sensors. Says there what became of a command.
class NotesPanel : public Panel
{
    Q_OBJECT

public:
    /// `board` outlives the panel.
    NotesPanel(presentation::NoteBoard &board, const presentation::Theme &theme, QWidget *parent = nullptr);

    /// Lets the form be about this machine of the plant, and about the sensor in this slot of it, -1: about
    /// the machine itself; and gives it the keyboard.
    void write(PlantPtr plant, std::int32_t machine, int slot);
    /// The newest plant: what things are called in it.
    void present(const PlantPtr &plant);

Q_SIGNALS:
    void closeWanted();

private:
    QWidget *makeForm();
    QWidget *makeFoot();
    void refresh();
    void choose(std::int64_t note);
    void armButtons();
    void pin();
    void showAnswer(const QString &sentence, bool refused);

    presentation::NoteBoard &m_board;
    PlantPtr m_plant;      ///< null before write()
    std::string m_machine; ///< its id
    QLineEdit *m_words;
    RowsTable *m_rows;
    WordsLabel *m_count;
    ChoiceBox *m_thing;
    QLineEdit *m_about;
    QLineEdit *m_text;
    WordsLabel *m_answer;
    Button *m_takeDown;
    Button *m_pin;
    std::int64_t m_chosen = 0; ///< the note that can be taken down; 0: none
};

} // namespace rig::widgets
