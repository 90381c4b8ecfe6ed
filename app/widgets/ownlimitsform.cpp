#include "widgets/ownlimitsform.h"

#include "domain/shown.h"
#include "presentation/numbers.h"
#include "widgets/choicebox.h"
#include "widgets/formfields.h"
#include "widgets/wordslabel.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::OwnLimitsDraft;
using presentation::Role;
using presentation::TextStyle;
using From = presentation::OwnLimitDraft::From;

OwnLimitsForm::OwnLimitsForm(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_unit(new WordsLabel(TextStyle::small, theme.colour(Role::text2))),
      m_counting(new WordsLabel(TextStyle::tiny, theme.colour(Role::text2)))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(formGap);
    column->addWidget(m_unit);
    const QString captions[] = {tr("LoLo"), tr("Lo"), tr("Hi"), tr("HiHi"), tr("Deadband")};
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        Field &field = m_fields[i];
        field.from = new ChoiceBox(theme);
        field.from->addItem({}, static_cast<int>(From::sensor));
        field.from->addItem(tr("Its own"), static_cast<int>(From::own));
        if (i + 1 < m_fields.size())
            field.from->addItem(tr("None"), static_cast<int>(From::none));
        field.value = makeLine(TextStyle::number);
        field.value->setAccessibleName(tr("%1, its own").arg(captions[i]));
        auto *pair = sideBySide({field.from, field.value});
        column->addWidget(captioned(captions[i], pair, theme));
        field.from->setAccessibleName(captions[i]);
        connect(field.from, &ChoiceBox::activated, this, [this, &field] { chose(field); });
        connect(field.value, &QLineEdit::textEdited, this, &OwnLimitsForm::edited);
    }
    column->addWidget(m_counting);
    column->addStretch(1);
}

void OwnLimitsForm::load(const OwnLimitsDraft &draft, const Sensor &sensor)
{
    const auto typed = [](const std::optional<double> &limit) {
        return limit ? presentation::typedNumber(*limit) : QString();
    };
    const QString ofSensor[] = {typed(sensor.limits.loLo), typed(sensor.limits.lo), typed(sensor.limits.hi),
                                typed(sensor.limits.hiHi), typed(sensor.limits.deadband)};
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        Field &field = m_fields[i];
        field.ofSensor = ofSensor[i];
        field.from->setItemText(
            0, tr("As the sensor: %1").arg(ofSensor[i].isEmpty() ? tr("not set") : ofSensor[i]));
        field.from->setCurrentIndex(field.from->findData(static_cast<int>(draft.limits[i].from)));
        if (field.value->text() != draft.limits[i].text)
            field.value->setText(draft.limits[i].text);
        field.value->setVisible(draft.limits[i].from == From::own);
    }
    m_unit->setText(sensor.unit.empty() ? tr("Pure numbers") : tr("In %1").arg(shown(sensor.unit)));
}

void OwnLimitsForm::chose(Field &field)
{
    const bool own = field.from->currentData().toInt() == static_cast<int>(From::own);
    field.value->setVisible(own);
    if (own && field.value->text().isEmpty())
        field.value->setText(field.ofSensor);
    if (own) {
        field.value->setFocus();
        field.value->selectAll();
    }
    Q_EMIT edited();
}

OwnLimitsDraft OwnLimitsForm::draft() const
{
    OwnLimitsDraft draft;
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        draft.limits[i].from = static_cast<From>(m_fields[i].from->currentData().toInt());
        if (draft.limits[i].from == From::own)
            draft.limits[i].text = m_fields[i].value->text();
    }
    return draft;
}

void OwnLimitsForm::presentCounting(const QString &text)
{
    m_counting->setText(tr("Counts here: %1").arg(text));
}

} // namespace rig::widgets
