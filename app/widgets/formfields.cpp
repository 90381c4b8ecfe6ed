#include "widgets/formfields.h"

#include "widgets/wordslabel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace rig::widgets {

using presentation::Role;
using presentation::TextStyle;

QLineEdit *makeLine(TextStyle style)
{
    auto *line = new QLineEdit;
    line->setFont(presentation::font(style));
    line->setFixedHeight(32);
    line->setMinimumWidth(40);
    return line;
}

QWidget *captioned(const QString &caption, QWidget *field, const presentation::Theme &theme)
{
    auto *whole = new QWidget;
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    auto *words = new WordsLabel(TextStyle::captionSmall, theme.colour(Role::text3));
    words->setText(caption);
    column->addWidget(words);
    column->addWidget(field, 1);
    field->setAccessibleName(caption);
    return whole;
}

QWidget *sideBySide(std::initializer_list<QWidget *> fields)
{
    auto *whole = new QWidget;
    auto *row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(formGap);
    for (QWidget *field : fields)
        row->addWidget(field, 1);
    return whole;
}

} // namespace rig::widgets
