#pragma once

#include "domain/plantstate.h"
#include "qml/floorcontroller.h"
#include "qml/floortier.h"
#include "qml/framepace.h"
#include "qml/hall/hallworker.h"
#include "qml/hud/hudcontroller.h"
#include "qml/scenestyle.h"
#include "qml/viewpoints.h"
#include "qml/walker.h"

#include <QElapsedTimer>
#include <QQuickView>
#include <QTimer>

namespace rig::qml {

/// The walkable floor in a window of its own, to be put into another one. A click enters it: the pointer is
/// caught and the keys walk, until Esc or until the focus goes elsewhere. A finger catches nothing: drawn it
/// looks around, on a machine it goes there, and there it picks it. While it is not seen it moves
/// nothing and draws nothing; while nothing moves it draws nothing either. GUI thread.
class FloorView : public QQuickView
{
    Q_OBJECT

public:
    FloorView(const HallPaint &paint, const SceneStyle &style, QWindow *parent = nullptr);
    ~FloorView() override;
    /// The folder with machines' own models, from the next plant on; without one all have the usual one.
    void setShapes(const QString &folder) { m_shapes = folder; }

    /// Nothing shakes, flashes or flies, and one is there at once where one would walk by itself.
    void setReducedMotion(bool reduced);
    /// How much the picture may cost. None, as at first: what the renderer is thought to be able to do, and
    /// less once its frames take too long.
    void setTier(std::optional<FloorTier> tier);
    FloorTier tier() const { return m_floor->tier(); }
    /// The name that the renderer gives itself; empty before there is one, and where it is not OpenGL.
    const QString &renderer() const { return m_renderer; }
    /// Shows the state. Where its plant needs another hall than the one shown, that is built meanwhile.
    void present(const std::shared_ptr<const PlantState> &state);
    /// Stands before the machine with this number as soon as it is another one than the last; whoever is
    /// walking is left alone.
    void choose(std::int32_t machine);
    /// What is said of the machines.
    void presentPlates(const std::vector<MachinePlate> &plates);
    /// Whether each machine wears a ghost of what models expect of it; one with a model of its own a needle.
    /// Who walks switches it by the key G.
    void showExpected(bool expecting);
    bool expecting() const { return m_floor->expecting(); }
    /// What people have pinned, all that is to be shown.
    void pin(const std::vector<PinnedNote> &notes);
    /// Who has the words for sensors.
    void nameSensorsBy(HudController::NameSensor name);
    /// Walks to the machine of a finding and marks the sensors that make it up, as soon as a hall is shown.
    void walkToCause(const Cause &cause);
    /// Shares of the finding at whose cause one is have changed, or it has ended; nothing where one is not.
    void renewCause(const Cause &cause);
    /// One step back: from a cause to where one stood before, else out of walking.
    void stepBack();
    /// Nobody looks any more: walking and cause end, and one stands before the machine that is chosen.
    void returnToChosen();
    /// From where one sees machines instead of from before them. Who walks keeps and drops them by the key B.
    void setViewpoints(Viewpoints viewpoints);
    /// Shows a sentence for some seconds.
    void say(const QString &sentence);
    /// What it shows, in device pixels; null before it is on a screen.
    QImage picture();
    /// Walks to where the machine with this number is seen whole; nothing where there is none.
    void goTo(std::int32_t machine);
    /// Likewise for the n-th one of the plant, from 1.
    void goToNumber(int number);
    /// At once.
    void stand(const Stance &stance);

    /// How many models the scene has, those out of sight too.
    int models() const;
    bool entered() const { return m_floor->entered(); }
    const HudController &hud() const { return *m_hud; }
    const Walker &walker() const { return m_walker; }
    /// Null before the first one is shown.
    const BakedHallPtr &hall() const { return m_floor->hall(); }

Q_SIGNALS:
    /// The hall that the state last presented needs is shown.
    void hallShown();
    /// Somebody who walks clicked on the machine with this number, or somebody who is there touched it.
    void picked(std::int32_t machine);
    /// Somebody went to the machine with this number by its number or by a touch.
    void wentTo(std::int32_t machine);
    /// Somebody who walks wants to write a note on this machine, or on the sensor in this slot of it; -1: the
    /// machine itself.
    void noteWanted(std::int32_t machine, int slot);
    /// Somebody has kept one of them, or dropped it.
    void viewpointsChanged(const rig::qml::Viewpoints &viewpoints);

protected:
    bool event(QEvent *event) override;
    void exposeEvent(QExposeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void rendersBy(const QString &renderer);
    void makeAnew();
    void rendered(TierChooser::Milliseconds frame);
    void build(const BakedHallPtr &hall);
    void click();
    void drag(const QPointF &by);
    void tap(const QPointF &at);
    bool walkBy(Qt::Key key);
    void catchPointer();
    void mindFocus(const QWindow *focused);
    void enter();
    void leave();
    void keepTime();
    void moveOn();
    void goTo(const Stance &stance);
    void dropCause();
    void keepView();
    void writeNote();
    Stance viewOf(const Placement &machine) const;
    /// One stands elsewhere, or sees more or less.
    void look();

    HallPaint m_paint;
    FloorController *m_floor;
    HudController *m_hud;
    bool m_reduced = false;
    bool m_choosesTier = true;
    QString m_renderer;
    std::optional<TierChooser> m_tiers; ///< as soon as there is a renderer
    std::int32_t m_told = 0;            ///< the last machine that choose() named
    std::int32_t m_chosen = 0;          ///< the one that is home
    Viewpoints m_viewpoints;
    QString m_shapes;
    HallWorker m_worker;
    PlantPtr m_plant; ///< the one that the hall is of, or will be
    HallPlan m_plan;
    std::shared_ptr<const PlantState> m_state;
    Walker m_walker;
    std::optional<Stance> m_before; ///< one went to a cause
    std::optional<Cause> m_wanted;  ///< before there was a hall
    QTimer m_frames;
    FramePace m_pace;
    QElapsedTimer m_since;
    QTimer m_unfocused; ///< since no window of the program has the focus
    QPoint m_pointer;   ///< where it was last, while it is caught
};

} // namespace rig::qml
