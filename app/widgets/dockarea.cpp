#include "widgets/dockarea.h"

#include "widgets/dockhead.h"
#include "widgets/panel.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int formOfState = 1; ///< goes with what is kept: another one is not read
constexpr auto keepAfter = 500ms;

} // namespace

DockArea::DockArea(const presentation::Theme &theme, Arrangement arrangement, QWidget *middle,
                   QWidget *parent)
    : QWidget(parent), m_theme(theme), m_arrangement(std::move(arrangement)), m_frame(new QMainWindow)
{
    m_frame->setWindowFlags(Qt::Widget);
    m_frame->setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks);
    m_frame->setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    for (const auto &[corner, side] : {std::pair(Qt::TopLeftCorner, Qt::LeftDockWidgetArea),
                                       std::pair(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea),
                                       std::pair(Qt::TopRightCorner, Qt::RightDockWidgetArea),
                                       std::pair(Qt::BottomRightCorner, Qt::RightDockWidgetArea)})
        m_frame->setCorner(corner, side);
    m_frame->setContextMenuPolicy(Qt::NoContextMenu);
    m_frame->setCentralWidget(middle);
    m_frame->installEventFilter(this);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_frame);
    m_keeping.setSingleShot(true);
    m_keeping.setInterval(keepAfter);
    connect(&m_keeping, &QTimer::timeout, this, &DockArea::keep);
}

DockArea::~DockArea()
{
    if (m_keeping.isActive())
        keep();
    m_arranging = 1; // what docks tell while they go is nobody's doing
}

QDockWidget *DockArea::add(const QString &id, const QString &name, QWidget *content, Qt::DockWidgetArea side,
                           bool stays)
{
    auto *dock = new QDockWidget(name);
    dock->setObjectName(id);
    dock->setFeatures(stays ? QDockWidget::NoDockWidgetFeatures
                            : QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetClosable);
    dock->setTitleBarWidget(new DockHead(m_theme, *dock, !stays));
    dock->setWidget(content);
    m_frame->addDockWidget(side, dock);
    if (auto *panel = qobject_cast<Panel *>(content))
        setPanel(*dock, *panel);
    if (!stays)
        watch(*dock);
    return dock;
}

void DockArea::watch(QDockWidget &dock)
{
    m_docks.push_back(&dock);
    dock.titleBarWidget()->installEventFilter(this);
    connect(&dock, &QDockWidget::dockLocationChanged, this, [this] {
        if (m_arranging == 0 && isVisible())
            becomeOwn();
    });
    connect(static_cast<DockHead *>(dock.titleBarWidget()), &DockHead::closeWanted, this, [this, &dock] {
        dock.close();
        becomeOwn();
    });
}

void DockArea::setPanel(QDockWidget &dock, Panel &panel)
{
    auto *head = static_cast<DockHead *>(dock.titleBarWidget());
    panel.setTitleApart(head, head->inset());
}

void DockArea::restore()
{
    if (m_arrangement.kept.isEmpty())
        return;
    arrange([this](QMainWindow &frame) { m_own = frame.restoreState(m_arrangement.kept, formOfState); });
}

void DockArea::arrange(const std::function<void(QMainWindow &)> &arrangement)
{
    ++m_arranging;
    arrangement(*m_frame);
    --m_arranging;
}

void DockArea::becomeOwn()
{
    m_own = true;
    m_keeping.start();
}

void DockArea::returnToUsual()
{
    m_own = false;
    m_keeping.stop();
    if (m_arrangement.keep)
        m_arrangement.keep({});
    Q_EMIT usualWanted();
}

void DockArea::keep()
{
    m_keeping.stop();
    if (m_own && m_arrangement.keep)
        m_arrangement.keep(m_frame->saveState(formOfState));
}

void DockArea::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_keeping.isActive())
        keep();
}

bool DockArea::eventFilter(QObject *watched, QEvent *event)
{
    // What the frame itself gets of the mouse is for the gaps between panels: they are wider or narrower now.
    if (watched == m_frame && event->type() == QEvent::MouseButtonRelease)
        becomeOwn();
    if (watched != m_frame && event->type() == QEvent::ContextMenu) {
        openMenu(static_cast<QContextMenuEvent *>(event)->globalPos());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void DockArea::openMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QDockWidget *dock : m_docks)
        addToMenu(*menu, *dock);
    menu->addSeparator();
    menu->addAction(tr("Usual arrangement"), this, &DockArea::returnToUsual);
    menu->popup(at);
}

void DockArea::addToMenu(QMenu &menu, QDockWidget &dock)
{
    QMenu *own = menu.addMenu(dock.windowTitle());
    QAction *shown = own->addAction(tr("Shown"));
    shown->setCheckable(true);
    shown->setChecked(!dock.isHidden());
    connect(shown, &QAction::triggered, this, [this, &dock](bool show) {
        dock.setVisible(show);
        if (show)
            dock.raise();
        becomeOwn();
    });
    own->addSeparator();
    addPlaces(*own, dock);
}

void DockArea::addPlaces(QMenu &menu, QDockWidget &dock)
{
    for (const auto &[side, words] :
         {std::pair(Qt::LeftDockWidgetArea, tr("To the left")),
          std::pair(Qt::RightDockWidgetArea, tr("To the right")),
          std::pair(Qt::TopDockWidgetArea, tr("Above")), std::pair(Qt::BottomDockWidgetArea, tr("Below"))})
        menu.addAction(words, this, [this, &dock, place = side] { moveTo(dock, place); });
    menu.addSeparator();
    for (QDockWidget *other : m_docks) {
        if (other == &dock || other->isHidden())
            continue;
        menu.addAction(tr("As a tab with %1").arg(other->windowTitle()), this, [this, &dock, other] {
            dock.show();
            m_frame->tabifyDockWidget(other, &dock);
            // Its tab is there when everything has been laid out.
            QTimer::singleShot(0, &dock, [&dock] { dock.raise(); });
            becomeOwn();
        });
    }
}

void DockArea::moveTo(QDockWidget &dock, Qt::DockWidgetArea side)
{
    m_frame->addDockWidget(side, &dock);
    dock.show();
    becomeOwn();
}

} // namespace rig::widgets
