#pragma once

#include "presentation/theme.h"
#include "widgets/page.h"

namespace rig {
class StateSource;
}

namespace rig::presentation {
class OverviewModel;
}

namespace rig::widgets {

class CounterBar;
class TileView;

/// All machines side by side in their areas, to be read from across the room.
class OverviewPage : public Page
{
    Q_OBJECT

public:
    /// `states` outlives the page.
    OverviewPage(const StateSource &states, const presentation::Theme &theme, QWidget *parent = nullptr);

    void present(const Moment &moment) override;
    bool showsFindings() const override { return true; }
    bool isOfOneMachine() const override { return false; }
    std::vector<KeyMeaning> keys() const override;

    TileView &tiles() { return *m_tiles; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    presentation::OverviewModel *m_model;
    CounterBar *m_counters;
    TileView *m_tiles;
};

} // namespace rig::widgets
