#pragma once

#include "presentation/theme.h"

#include <QPointer>
#include <QWidget>

namespace rig::widgets {

/// The ring around whatever has the keyboard, 2 px outside of it. It lies over its parent, follows the focus,
/// and lets every click through. Widgets that draw their own focus are named with `except`.
class FocusRing : public QWidget
{
    Q_OBJECT

public:
    FocusRing(const presentation::Theme &theme, QWidget *parent);

    void except(const QWidget *widget) { m_exceptions.append(widget); }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow(QWidget *widget);
    void watch(QWidget *widget);
    void place();

    presentation::Theme m_theme;
    QPointer<QWidget> m_followed;
    QList<QPointer<QWidget>> m_watched; ///< it and what it lies in: it moves with them
    QList<const QWidget *> m_exceptions;
};

} // namespace rig::widgets
