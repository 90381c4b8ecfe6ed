#pragma once

#include <QString>

class QHelpEvent;
class QWidget;

namespace rig::widgets {

/// As a tool tip shows it: its lines as they are, and wrapped where they are long; empty stays empty. Names
/// come from outside: what looks like markup does not become any.
QString hintOf(const QString &text);

/// Shows it where the mouse is, or takes away what is shown where it is empty.
void showHint(const QHelpEvent &at, const QString &text, QWidget &of);

} // namespace rig::widgets
