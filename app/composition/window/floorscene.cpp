#include "composition/window/floorscene.h"

#include "composition/window/viewpointfile.h"
#include "presentation/typography.h"
#include "qml/floorview.h"

#include <QLoggingCategory>
#include <QPointer>

namespace rig::composition {

using namespace Qt::Literals::StringLiterals;
using presentation::Role;

namespace {

Q_LOGGING_CATEGORY(log, "rig.floor")

std::vector<qml::MachinePlate> platesOf(const std::vector<widgets::ScenePlate> &painted)
{
    std::vector<qml::MachinePlate> plates;
    for (const widgets::ScenePlate &one : painted) {
        const presentation::Plate &from = one.plate;
        qml::MachinePlate plate;
        plate.machine = one.machine;
        plate.name = one.order > 0 ? u"%1 · %2"_s.arg(one.order).arg(from.name) : from.name;
        plate.follower = one.order > 1;
        plate.sign = one.sign;
        plate.word = from.word;
        plate.cause = from.cause;
        plate.mark = from.mark;
        plate.markColour = one.markColour;
        plate.edge = one.edge;
        plate.quiet = from.glyph == presentation::Glyph::normal;
        plate.pressing = from.found || presentation::urgency(from.glyph) > 0;
        plate.score = from.score;
        for (const presentation::Plate::Value &value : from.values)
            plate.values.push_back(
                {value.label, value.number, value.unit, value.fresh, value.expected, value.flaw});
        plate.life = from.life;
        plate.lifeNumber = from.lifeWords.number;
        plate.lifeUnit = from.lifeWords.unit;
        plate.band = from.lifeWords.band;
        plate.lifeColour = one.lifeColour;
        plates.push_back(std::move(plate));
    }
    return plates;
}

qml::Cause causeOf(const presentation::FloorCause &from)
{
    qml::Cause cause{from.machine, from.title, from.score, from.ended, {}};
    for (const presentation::FloorCause::Share &share : from.shares)
        cause.shares.push_back({share.slot, share.percent});
    return cause;
}

qml::SceneStyle styleOf(const presentation::Theme &theme)
{
    qml::SceneStyle style;
    style.plate = theme.plate();
    style.line = theme.colour(Role::line);
    style.lineStrong = theme.colour(Role::lineStrong);
    style.accent = theme.colour(Role::accent);
    style.simulated = theme.status(presentation::Status::simulated).ink;
    style.expected = theme.status(presentation::Status::notNow).ink;
    style.text = theme.colour(Role::text1);
    style.textSecond = theme.colour(Role::text2);
    style.words = presentation::wordsFamily();
    style.figures = presentation::figuresFamily();
    style.keys = presentation::keysFamily();
    return style;
}

void keepViewpoints(qml::FloorView &view, const ViewpointFile &file)
{
    if (auto kept = file.read())
        view.setViewpoints(std::move(*kept));
    else
        qCWarning(log, "%s", qUtf8Printable(kept.error().sentence));
    QObject::connect(&view, &qml::FloorView::viewpointsChanged, &view,
                     [&view, file](const qml::Viewpoints &viewpoints) {
                         if (const Done written = file.write(viewpoints); !written) {
                             qCWarning(log, "%s", qUtf8Printable(written.error().sentence));
                             view.say(written.error().sentence);
                         }
                     });
}

} // namespace

widgets::Scene floorScene(const presentation::Theme &theme, const FloorOptions &options)
{
    const qml::HallPaint paint = theme.neon() ? qml::neonPaint() : qml::calmPaint();
    // The window owns the view from `make` on; the other functions outlive neither.
    auto view = std::make_shared<QPointer<qml::FloorView>>();
    return {[style = styleOf(theme), paint, options, view]() -> QWindow * {
                *view = new qml::FloorView(paint, style);
                (*view)->setReducedMotion(options.reducedMotion);
                (*view)->setTier(options.tier);
                (*view)->setShapes(options.shapes);
                if (!options.viewpoints.isEmpty())
                    keepViewpoints(**view, ViewpointFile(options.viewpoints));
                return *view;
            },
            [view](const std::shared_ptr<const PlantState> &state, std::int32_t machine,
                   const std::vector<widgets::ScenePlate> &plates) {
                (*view)->present(state);
                (*view)->choose(machine);
                (*view)->presentPlates(platesOf(plates));
            },
            [view](const std::function<widgets::SceneTag(std::int32_t, int)> &name) {
                (*view)->nameSensorsBy([name](std::int32_t machine, int slot) {
                    widgets::SceneTag tag = name(machine, slot);
                    return qml::SensorTag{tag.title, tag.value, tag.sign, tag.edge};
                });
            },
            [view](const std::vector<presentation::FloorNote> &notes) {
                std::vector<qml::PinnedNote> pinned;
                for (const presentation::FloorNote &note : notes)
                    pinned.push_back({note.machine, note.slot, note.text, note.from, note.count});
                (*view)->pin(pinned);
            },
            [view](const presentation::FloorCause &cause) { (*view)->walkToCause(causeOf(cause)); },
            [view](const presentation::FloorCause &cause) { (*view)->renewCause(causeOf(cause)); },
            [view](int number) { (*view)->goToNumber(number); },
            [view] { (*view)->stepBack(); },
            [view] { (*view)->showExpected(!(*view)->expecting()); },
            [view] { (*view)->returnToChosen(); },
            [view](const QString &sentence) { (*view)->say(sentence); },
            [view](std::function<void(std::int32_t)> act) {
                QObject::connect(*view, &qml::FloorView::wentTo, *view, std::move(act));
            },
            [view](std::function<void(std::int32_t)> act) {
                QObject::connect(*view, &qml::FloorView::picked, *view, std::move(act));
            },
            [view](std::function<void(std::int32_t, int)> act) {
                QObject::connect(*view, &qml::FloorView::noteWanted, *view, std::move(act));
            },
            [view] { return (*view)->picture(); }};
}

} // namespace rig::composition
