#include "widgets/machineform.h"

#include "domain/shown.h"
#include "widgets/checklist.h"
#include "widgets/choicebox.h"
#include "widgets/formfields.h"
#include "widgets/wordslabel.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::MachineDraft;
using presentation::Role;
using presentation::TextStyle;

MachineForm::MachineForm(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_model(new WordsLabel(TextStyle::small, theme.colour(Role::text2))),
      m_id(makeLine()),
      m_title(makeLine()),
      m_area(new ChoiceBox(theme)),
      m_newArea(makeLine()),
      m_filter(makeLine()),
      m_sensors(new CheckList(theme))
{
    m_newAreaField = captioned(tr("The new area's name"), m_newArea, theme);
    m_filter->setPlaceholderText(tr("Find a sensor"));
    m_filter->setAccessibleName(tr("Find a sensor"));
    m_filter->setClearButtonEnabled(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(formGap);
    column->addWidget(m_model);
    column->addWidget(sideBySide({captioned(tr("Id in the messages"), m_id, theme),
                                  captioned(tr("Title, for people"), m_title, theme)}));
    column->addWidget(captioned(tr("Area"), m_area, theme));
    column->addWidget(m_newAreaField);
    column->addWidget(m_filter);
    column->addWidget(captioned(tr("Sensors that it has"), m_sensors, theme), 1);
    for (const QLineEdit *line : {m_id, m_title, m_newArea})
        connect(line, &QLineEdit::textEdited, this, &MachineForm::edited);
    connect(m_area, &ChoiceBox::activated, this, [this] {
        m_newAreaField->setVisible(makesArea());
        if (makesArea())
            m_newArea->setFocus();
        Q_EMIT edited();
    });
    connect(m_filter, &QLineEdit::textChanged, m_sensors, &CheckList::find);
    connect(m_sensors, &CheckList::turned, this, &MachineForm::edited);
}

void MachineForm::offerAreas(const MachineDraft &draft, const PlantDefinition &plant)
{
    m_area->clear();
    m_area->addItem(tr("No area"), QString());
    for (const Area &area : plant.areas)
        m_area->addItem(shown(area.title), QString::fromStdString(area.id));
    m_area->addItem(tr("A new area"));
    const int index = m_area->findData(QString::fromStdString(draft.area));
    m_area->setCurrentIndex(draft.newArea.isEmpty() ? index : m_area->count() - 1);
    m_newArea->setText(draft.newArea);
    m_newAreaField->setVisible(makesArea());
}

bool MachineForm::makesArea() const
{
    return m_area->currentIndex() == m_area->count() - 1;
}

void MachineForm::load(const MachineDraft &draft, bool isNew, const PlantDefinition &plant,
                       const QString &model)
{
    m_id->setText(draft.id);
    m_id->setReadOnly(!isNew);
    m_title->setText(draft.title);
    m_title->setPlaceholderText(isNew ? tr("The id") : QString());
    m_model->setText(tr("It begins with what machine %1 has: area, state rule and sensors.").arg(model));
    m_model->setVisible(isNew && !model.isEmpty());
    offerAreas(draft, plant);
    std::vector<CheckList::Item> sensors;
    for (const Sensor &sensor : plant.sensors)
        if (!sensor.retired || draft.sensors.contains(sensor.name))
            sensors.push_back({sensor.name, sensor.retired ? tr("%1, retired").arg(shown(sensor.title))
                                                           : shown(sensor.title)});
    m_sensors->offer(std::move(sensors));
    m_sensors->setChosen(draft.sensors);
    m_sensors->find(m_filter->text());
}

MachineDraft MachineForm::draft() const
{
    return {m_id->text(), m_title->text(),
            makesArea() ? std::string() : m_area->currentData().toString().toStdString(),
            makesArea() ? m_newArea->text() : QString(), m_sensors->chosen()};
}

} // namespace rig::widgets
