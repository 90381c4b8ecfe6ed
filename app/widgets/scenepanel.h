#pragma once

#include "presentation/plate.h"
#include "widgets/panel.h"
#include "widgets/scene.h"

namespace rig::widgets {

/// The panel around the live rig. While it is hidden the scene gets nothing and paints nothing.
class ScenePanel : public Panel
{
    Q_OBJECT

public:
    ScenePanel(Scene scene, const presentation::Theme &theme, QWidget *parent = nullptr);

    /// Makes the scene's window; once, after the main window has been shown.
    void open();
    void present(const PlantState &state, std::int32_t machine);
    /// Paints what the scene shows into a picture of `window`, where the panel left it blank.
    void paintInto(QImage &picture, const QWidget &window) const;

private:
    Scene m_scene;
    QWidget *m_container = nullptr;
    presentation::Plate m_plate;
    ScenePlate m_painted;
};

} // namespace rig::widgets
