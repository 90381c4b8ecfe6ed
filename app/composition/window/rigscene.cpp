#include "composition/window/rigscene.h"

#include "presentation/typography.h"
#include "qml/rigview.h"

#include <QPointer>

namespace rig::composition {

using presentation::Role;

widgets::Scene rigScene(const presentation::Theme &theme)
{
    auto style = qml::SceneStyle::from(theme.scene());
    style.text = theme.colour(Role::text1);
    style.textSecond = theme.colour(Role::text2);
    style.hatch = theme.status(presentation::Status::stale).ink;
    style.words = presentation::wordsFamily();
    style.figures = presentation::figuresFamily();
    // The window owns the view from `make` on; the other functions outlive neither.
    auto view = std::make_shared<QPointer<qml::RigView>>();
    return {[style, view]() -> QWindow * { return *view = new qml::RigView(style); },
            [view](const PlantState &state, std::int32_t machine, const widgets::ScenePlate &plate) {
                (*view)->present(state, machine);
                (*view)->presentPlate(plate.sign, plate.word, plate.cause, plate.numbers, plate.units,
                                      plate.fresh, plate.edge);
            },
            [view] { return (*view)->picture(); }};
}

} // namespace rig::composition
