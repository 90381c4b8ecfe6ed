#pragma once

#include "presentation/glyph.h"
#include "widgets/paint.h"

#include <QAbstractButton>

namespace rig::widgets {

/// A push button, 32 px high unless it is small. With a key hint it shows the key that does the same.
class Button : public QAbstractButton
{
    Q_OBJECT

public:
    enum class Kind
    {
        plain,
        primary, ///< filled: what one came for
        stop,    ///< the one button that wears a warning's colour without being a warning
        link,    ///< words alone, in the accent's colour
    };

    Button(Kind kind, const QString &text, const presentation::Theme &theme, QWidget *parent = nullptr);

    void setGlyph(presentation::Glyph glyph);
    void setKeyHint(const QString &key);
    /// 26 px high, for the titles of panels and rows.
    void setSmall();
    /// Waiting for an answer: it looks off, takes no click, and keeps the focus.
    void setBusy(bool busy);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool hitButton(const QPoint &position) const override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void paintFace(QPainter &painter) const;
    void paintKey(QPainter &painter, double left) const;
    QColor textColour() const;
    double contentWidth() const;
    double keyWidth() const;

    Kind m_kind;
    presentation::Theme m_theme;
    presentation::Glyph m_glyph = presentation::Glyph::none;
    QString m_key;
    bool m_busy = false;
    bool m_small = false;
    Ink m_ink;
    Ink m_keyInk;
};

} // namespace rig::widgets
