#include "widgets/stylesheet.h"

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Role;

QString styleSheet(const presentation::Theme &theme)
{
    const auto name = [&theme](Role role) { return theme.colour(role).name(); };
    QString sheet =
        u"QToolTip { color: %1; background: %2; border: 1px solid %3; padding: 6px; font: 12px Inter; }"_s
            .arg(name(Role::text1), name(Role::raised), name(Role::lineStrong));
    sheet += u"QScrollBar:vertical { background: transparent; width: 7px; margin: 4px 2px 4px 0; }"
             "QScrollBar::handle:vertical { background: %1; border-radius: 2px; min-height: 32px; }"
             "QScrollBar::handle:vertical:hover { background: %2; }"
             "QScrollBar::add-line, QScrollBar::sub-line { height: 0; }"
             "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"_s.arg(
                 name(Role::rangeBand), name(Role::lineStrong));
    sheet += u"QComboBox QAbstractItemView { color: %1; background: %2; border: 1px solid %3; outline: 0;"
             " selection-color: %1; selection-background-color: %4; }"_s.arg(
                 name(Role::text1), name(Role::raised), name(Role::lineStrong), name(Role::accentWash));
    sheet +=
        u"QLineEdit { color: %1; background: %2; border: 1px solid %3; border-radius: 4px; padding: 0 8px; }"_s
            .arg(name(Role::text1), name(theme.neon() ? Role::bg : Role::raised), name(Role::lineStrong));
    // What is there to be read, and copied, but not to be typed over.
    sheet += u"QLineEdit:read-only { color: %1; background: transparent; border: 1px solid %2; }"_s.arg(
        name(Role::text2), name(Role::line));
    sheet += u"QListWidget { color: %1; } QListWidget::item { height: 30px; border-bottom: 1px solid %2; }"
             "QListWidget::item:hover, QListWidget::item:selected { color: %1; background: %3; }"_s.arg(
                 name(Role::text1), name(Role::line), name(Role::accentWash));
    sheet += u"QListView#checks { background: %1; border: 1px solid %2; border-radius: 4px; }"_s.arg(
        name(theme.neon() ? Role::bg : Role::raised), name(Role::lineStrong));
    sheet +=
        u"QMainWindow { background: %1; } QMainWindow::separator { background: %1; width: 8px; height: 8px; }"
        "QMainWindow::separator:hover { background: %2; }"_s.arg(name(Role::bg), name(Role::rangeBand));
    sheet += u"QTabBar::tab { color: %1; background: %2; border: 1px solid %3; min-height: 24px;"
             " padding: 0 10px; font: 600 12px Inter; }"
             "QTabBar::tab:selected { color: %4; background: %5; border-bottom: 2px solid %6; }"_s.arg(
                 name(Role::text2), name(Role::panel), name(Role::line), name(Role::text1),
                 name(Role::accentWash), name(Role::accent));
    sheet += u"QMenu { color: %1; background: %2; border: 1px solid %3; padding: 4px; font: 13px Inter; }"
             "QMenu::item { padding: 5px 24px 5px 24px; border-radius: 2px; }"
             "QMenu::item:selected { background: %4; }"
             "QMenu::separator { height: 1px; background: %5; margin: 4px 8px; }"_s.arg(
                 name(Role::text1), name(Role::raised), name(Role::lineStrong), name(Role::accentWash),
                 name(Role::line));
    sheet += u"QAbstractScrollArea { background: transparent; border: 0; }"_s;
    return sheet;
}

} // namespace rig::widgets
