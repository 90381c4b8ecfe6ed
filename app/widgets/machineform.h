#pragma once

#include "presentation/plantdraft.h"
#include "presentation/theme.h"

#include <QWidget>

class QLineEdit;

namespace rig::widgets {

class CheckList;
class ChoiceBox;
class WordsLabel;

/// The fields of a machine.
class MachineForm : public QWidget
{
    Q_OBJECT

public:
    explicit MachineForm(const presentation::Theme &theme, QWidget *parent = nullptr);

    /// The id can be typed only while the machine is new; `model`: the title of the one it begins like.
    void load(const presentation::MachineDraft &draft, bool isNew, const PlantDefinition &plant,
              const QString &model);
    presentation::MachineDraft draft() const;

Q_SIGNALS:
    void edited();

private:
    void offerAreas(const presentation::MachineDraft &draft, const PlantDefinition &plant);
    bool makesArea() const;

    WordsLabel *m_model;
    QLineEdit *m_id;
    QLineEdit *m_title;
    ChoiceBox *m_area;
    QWidget *m_newAreaField;
    QLineEdit *m_newArea;
    QLineEdit *m_filter;
    CheckList *m_sensors;
};

} // namespace rig::widgets
