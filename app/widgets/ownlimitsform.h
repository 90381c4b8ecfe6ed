#pragma once

#include "presentation/plantdraft.h"
#include "presentation/theme.h"

#include <QWidget>

class QLineEdit;

namespace rig::widgets {

class ChoiceBox;
class WordsLabel;

/// What one machine has in place of a sensor's limits: for each, the sensor's, its own, or none.
class OwnLimitsForm : public QWidget
{
    Q_OBJECT

public:
    explicit OwnLimitsForm(const presentation::Theme &theme, QWidget *parent = nullptr);

    void load(const presentation::OwnLimitsDraft &draft, const Sensor &sensor);
    presentation::OwnLimitsDraft draft() const;
    /// What the limits come to.
    void presentCounting(const QString &text);

Q_SIGNALS:
    void edited();

private:
    struct Field
    {
        ChoiceBox *from;
        QLineEdit *value;
        QString ofSensor; ///< the sensor's own, as typed; may be empty
    };

    void chose(Field &field);

    std::array<Field, 5> m_fields;
    WordsLabel *m_unit;
    WordsLabel *m_counting;
};

} // namespace rig::widgets
