#pragma once

#include "presentation/theme.h"

#include <QWidget>

class QAbstractButton;
class QDockWidget;

namespace rig::widgets {

/// What stands in place of a dock's own title bar: the panel in the dock paints its title here. Presses pass
/// through to the dock, which is dragged by them.
class DockHead : public QWidget
{
    Q_OBJECT

public:
    DockHead(const presentation::Theme &theme, const QDockWidget &dock, bool closable);

    /// Px at the right end that the cross needs.
    int inset() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void closeWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QAbstractButton *m_close = nullptr;
};

} // namespace rig::widgets
