#pragma once

#include "presentation/theme.h"
#include "widgets/paint.h"

#include <QDialog>

#include <string>

class QLineEdit;
class QVBoxLayout;

namespace rig::presentation {
class MaintenanceDesk;
}

namespace rig::widgets {

class Button;
class ChoiceBox;
class WordsLabel;

/// What of a machine is in maintenance or will be, each with what ends it, and the form that puts it or a
/// sensor of it into maintenance. Says there what became of a command. Escape closes it.
class MaintenanceDialog : public QDialog
{
    Q_OBJECT

public:
    /// `desk` outlives the dialog; `sensor` is chosen in the form, empty: the whole machine.
    MaintenanceDialog(presentation::MaintenanceDesk &desk, const std::string &sensor,
                      const presentation::Theme &theme, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeForm(const std::string &sensor);
    QWidget *makeFoot();
    QWidget *makeRow(std::size_t row);
    void refresh();
    /// As high as its words in their lines need it.
    void arrange();
    void start();
    void clear();
    void showAnswer(const QString &sentence, bool refused);

    presentation::MaintenanceDesk &m_desk;
    presentation::Theme m_theme;
    Ink m_title;
    QVBoxLayout *m_rows;
    ChoiceBox *m_thing;
    QLineEdit *m_from;
    QLineEdit *m_to;
    QLineEdit *m_reason;
    WordsLabel *m_answer;
    Button *m_start;
};

} // namespace rig::widgets
