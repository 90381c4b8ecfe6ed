#include "widgets/sensorform.h"

#include "domain/shown.h"
#include "presentation/sensorcard.h"
#include "widgets/checklist.h"
#include "widgets/choicebox.h"
#include "widgets/formfields.h"
#include "widgets/wordslabel.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Role;
using presentation::SensorDraft;
using presentation::TextStyle;

namespace {

constexpr int mostDecimals = 6;
constexpr Category categories[] = {Category::environmental, Category::mechanical, Category::thermal,
                                   Category::electrical,    Category::fluid,      Category::custom};

} // namespace

SensorForm::SensorForm(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_name(makeLine()),
      m_title(makeLine()),
      m_unit(makeLine()),
      m_category(new ChoiceBox(theme)),
      m_low(makeLine(TextStyle::number)),
      m_high(makeLine(TextStyle::number)),
      m_loLo(makeLine(TextStyle::number)),
      m_lo(makeLine(TextStyle::number)),
      m_hi(makeLine(TextStyle::number)),
      m_hiHi(makeLine(TextStyle::number)),
      m_counting(new WordsLabel(TextStyle::tiny, theme.colour(Role::text2))),
      m_deadband(makeLine(TextStyle::number)),
      m_interval(makeLine(TextStyle::number)),
      m_decimals(new ChoiceBox(theme)),
      m_machines(new CheckList(theme))
{
    for (const Category category : categories)
        m_category->addItem(presentation::categoryTitle(category), static_cast<int>(category));
    for (int decimals = 0; decimals <= mostDecimals; ++decimals)
        m_decimals->addItem(QString::number(decimals));
    for (QLineEdit *limit : {m_loLo, m_lo, m_hi, m_hiHi})
        limit->setPlaceholderText(u"–"_s);
    layOut(theme);
    connectFields();
}

void SensorForm::layOut(const presentation::Theme &theme)
{
    const auto field = [&theme](const QString &caption, QWidget *widget) {
        return captioned(caption, widget, theme);
    };
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(formGap);
    column->addWidget(sideBySide({field(tr("Name in the messages"), m_name), field(tr("Unit"), m_unit)}));
    column->addWidget(field(tr("Title, for people"), m_title));
    column->addWidget(sideBySide({field(tr("Category"), m_category), field(tr("Decimals"), m_decimals)}));
    column->addWidget(sideBySide({field(tr("Range from"), m_low), field(tr("Range to"), m_high),
                                  field(tr("Deadband"), m_deadband), field(tr("Every, s"), m_interval)}));
    column->addWidget(sideBySide({field(tr("LoLo"), m_loLo), field(tr("Lo"), m_lo), field(tr("Hi"), m_hi),
                                  field(tr("HiHi"), m_hiHi)}));
    column->addWidget(m_counting);
    column->addWidget(field(tr("Machines that have it"), m_machines), 1);
}

void SensorForm::connectFields()
{
    for (const QLineEdit *line :
         {m_name, m_title, m_unit, m_low, m_high, m_loLo, m_lo, m_hi, m_hiHi, m_deadband, m_interval})
        connect(line, &QLineEdit::textEdited, this, &SensorForm::edited);
    for (const ChoiceBox *choice : {m_category, m_decimals})
        connect(choice, &ChoiceBox::activated, this, &SensorForm::edited);
    connect(m_machines, &CheckList::turned, this, &SensorForm::edited);
}

void SensorForm::load(const SensorDraft &draft, bool isNew, const PlantDefinition &plant)
{
    m_loaded = draft;
    const std::pair<QLineEdit *, const QString &> texts[] = {{m_name, draft.name},
                                                             {m_title, draft.title},
                                                             {m_unit, draft.unit},
                                                             {m_low, draft.low},
                                                             {m_high, draft.high},
                                                             {m_loLo, draft.loLo},
                                                             {m_lo, draft.lo},
                                                             {m_hi, draft.hi},
                                                             {m_hiHi, draft.hiHi},
                                                             {m_deadband, draft.deadband},
                                                             {m_interval, draft.interval}};
    for (const auto &[line, text] : texts)
        if (line->text() != text)
            line->setText(text);
    for (QLineEdit *fixed : {m_name, m_unit})
        fixed->setReadOnly(!isNew);
    m_unit->setToolTip(isNew ? QString() : tr("It never changes: what is stored would read wrong."));
    m_title->setPlaceholderText(isNew ? tr("The name") : QString());
    m_category->setCurrentIndex(m_category->findData(static_cast<int>(draft.category)));
    m_decimals->setCurrentIndex(draft.decimals);
    std::vector<CheckList::Item> machines;
    for (const Machine &machine : plant.machines)
        if (!machine.retired)
            machines.push_back({machine.id, u"%1  %2"_s.arg(shown(machine.id), shown(machine.title))});
    m_machines->offer(std::move(machines));
    m_machines->setChosen(draft.machines);
}

SensorDraft SensorForm::draft() const
{
    SensorDraft draft = m_loaded;
    draft.name = m_name->text();
    draft.title = m_title->text();
    draft.unit = m_unit->text();
    draft.category = static_cast<Category>(m_category->currentData().toInt());
    draft.low = m_low->text();
    draft.high = m_high->text();
    draft.loLo = m_loLo->text();
    draft.lo = m_lo->text();
    draft.hi = m_hi->text();
    draft.hiHi = m_hiHi->text();
    draft.deadband = m_deadband->text();
    draft.interval = m_interval->text();
    draft.decimals = m_decimals->currentIndex();
    draft.machines = m_machines->chosen();
    return draft;
}

void SensorForm::presentCounting(const QString &text)
{
    m_counting->setText(tr("Counts: %1").arg(text));
}

} // namespace rig::widgets
