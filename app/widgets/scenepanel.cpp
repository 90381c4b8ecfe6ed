#include "widgets/scenepanel.h"

#include "widgets/glyphpainter.h"

#include <QPainter>
#include <QWindow>

namespace rig::widgets {

namespace {

constexpr int signSize = 15;

} // namespace

ScenePanel::ScenePanel(Scene scene, const presentation::Theme &theme, QWidget *parent)
    : Panel(theme, parent), m_scene(std::move(scene))
{
}

void ScenePanel::open()
{
    if (m_container || !m_scene.make)
        return;
    m_container = QWidget::createWindowContainer(m_scene.make());
    m_container->setFocusPolicy(Qt::NoFocus);
    m_container->setAccessibleName(tr("The machine in three dimensions"));
    setContent(m_container);
}

void ScenePanel::present(const PlantState &state, std::int32_t machine)
{
    if (!m_container || !isVisible())
        return;
    const presentation::Plate plate = presentation::plateOf(state, machine);
    if (plate != m_plate || m_painted.word.isEmpty()) {
        m_plate = plate;
        m_painted = {};
        m_painted.sign = glyphPixmap(plate.glyph, signSize, devicePixelRatioF(), theme()).toImage();
        m_painted.word = plate.word;
        m_painted.cause = plate.cause;
        m_painted.edge = theme().colour(presentation::Role::lineStrong);
        if (presentation::urgency(plate.glyph) > 0)
            m_painted.edge = theme().edge(statusOf(plate.glyph));
        for (const presentation::Plate::Value &value : plate.values) {
            m_painted.numbers << value.number;
            m_painted.units << value.unit;
            m_painted.fresh << value.fresh;
        }
    }
    m_scene.present(state, machine, m_painted);
}

void ScenePanel::paintInto(QImage &picture, const QWidget &window) const
{
    if (!m_container || !isVisible() || !m_scene.picture)
        return;
    const QRect place(m_container->mapTo(&window, QPoint()), m_container->size());
    QPainter painter(&picture);
    painter.drawImage(QRectF(place), m_scene.picture());
}

} // namespace rig::widgets
