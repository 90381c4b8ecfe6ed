#pragma once

#include "presentation/theme.h"
#include "presentation/typography.h"

#include <QWidget>

class QLineEdit;

namespace rig::widgets {

// The pieces of the forms: a field with its caption above it, and fields side by side.

inline constexpr int formGap = 8;

/// 32 px high; `style` of what is typed.
QLineEdit *makeLine(presentation::TextStyle style = presentation::TextStyle::body);

/// The field below its caption, which is also what it is called for who does not see it.
QWidget *captioned(const QString &caption, QWidget *field, const presentation::Theme &theme);

/// As wide as their number allows, all alike.
QWidget *sideBySide(std::initializer_list<QWidget *> fields);

} // namespace rig::widgets
