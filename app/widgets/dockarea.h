#pragma once

#include "presentation/theme.h"
#include "widgets/arrangement.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QDockWidget;
class QMainWindow;
class QMenu;

namespace rig::widgets {

class Panel;

/// Panels around one that stays in the middle: they are dragged by their titles to another side or onto one
/// another, closed and reopened, by mouse or by the menu that has all of this for the keyboard. Until a
/// person moves something they stand as whoever fills the area wants it; from then on as that person left
/// them, over restarts too, until the usual arrangement is asked for.
class DockArea : public QWidget
{
    Q_OBJECT

public:
    DockArea(const presentation::Theme &theme, Arrangement arrangement, QWidget *middle,
             QWidget *parent = nullptr);
    ~DockArea() override;

    /// `id` is kept with the arrangement and never changes; `name` stands in the menu. A panel that `stays`
    /// can be neither closed nor moved and is in no menu.
    QDockWidget *add(const QString &id, const QString &name, QWidget *content, Qt::DockWidgetArea side,
                     bool stays = false);
    /// The panel whose title the dock wears: its content, or one that lies in it.
    static void setPanel(QDockWidget &dock, Panel &panel);
    /// After everything was added: brings back what was kept.
    void restore();

    /// Whether a person has arranged it.
    bool isOwn() const { return m_own; }
    /// Runs what arranges the panels; what happens meanwhile is no person's doing.
    void arrange(const std::function<void(QMainWindow &)> &arrangement);
    /// Shows the menu with all panels at this point of the screen.
    void openMenu(const QPoint &at);

Q_SIGNALS:
    /// A person wants the usual arrangement again.
    void usualWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void watch(QDockWidget &dock);
    void addToMenu(QMenu &menu, QDockWidget &dock);
    void addPlaces(QMenu &menu, QDockWidget &dock);
    void moveTo(QDockWidget &dock, Qt::DockWidgetArea side);
    void becomeOwn();
    void returnToUsual();
    void keep();

    presentation::Theme m_theme;
    Arrangement m_arrangement;
    QMainWindow *m_frame;
    std::vector<QDockWidget *> m_docks;
    QTimer m_keeping;
    bool m_own = false;
    int m_arranging = 0; ///< nested
};

} // namespace rig::widgets
