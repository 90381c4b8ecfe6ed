#pragma once

#include "presentation/theme.h"

#include <QComboBox>

namespace rig::widgets {

/// A combo box in the theme's look, 32 px high.
class ChoiceBox : public QComboBox
{
    Q_OBJECT

public:
    explicit ChoiceBox(const presentation::Theme &theme, QWidget *parent = nullptr);

    QSize sizeHint() const override { return {140, 32}; }
    QSize minimumSizeHint() const override { return {80, 32}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    presentation::Theme m_theme;
};

} // namespace rig::widgets
