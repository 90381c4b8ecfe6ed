#pragma once

#include "presentation/plantdraft.h"
#include "presentation/theme.h"

#include <QWidget>

class QLineEdit;

namespace rig::widgets {

class CheckList;
class ChoiceBox;
class WordsLabel;

/// The fields of a sensor. Programs fill them with `load`; `edited` is said when a person does.
class SensorForm : public QWidget
{
    Q_OBJECT

public:
    explicit SensorForm(const presentation::Theme &theme, QWidget *parent = nullptr);

    /// Name and unit can be typed only while the sensor is new.
    void load(const presentation::SensorDraft &draft, bool isNew, const PlantDefinition &plant);
    presentation::SensorDraft draft() const;
    /// What the limits come to.
    void presentCounting(const QString &text);

Q_SIGNALS:
    void edited();

private:
    void layOut(const presentation::Theme &theme);
    void connectFields();

    presentation::SensorDraft m_loaded;
    QLineEdit *m_name;
    QLineEdit *m_title;
    QLineEdit *m_unit;
    ChoiceBox *m_category;
    QLineEdit *m_low;
    QLineEdit *m_high;
    QLineEdit *m_loLo;
    QLineEdit *m_lo;
    QLineEdit *m_hi;
    QLineEdit *m_hiHi;
    WordsLabel *m_counting;
    QLineEdit *m_deadband;
    QLineEdit *m_interval;
    ChoiceBox *m_decimals;
    CheckList *m_machines;
};

} // namespace rig::widgets
