#pragma once

#include "madeup/madeupplant.h"
#include "widgets/mainwindow.h"

#include <chrono>
#include <functional>

namespace rig::test {

/// What stands behind the window, all of it made up.
struct MadeUpSystem
{
    /// The system outlives the window.
    widgets::MainWindow::Parts parts(std::function<SimulationState()> simulation, Actor actor,
                                     presentation::Theme theme, std::chrono::milliseconds tick,
                                     widgets::Scene scene)
    {
        return {states,
                system,
                commands,
                trends,
                findings,
                notes,
                health,
                models,
                std::move(simulation),
                std::move(actor),
                clock,
                theme,
                tick,
                std::move(scene),
                arrangement};
    }

    madeup::States states;
    madeup::System system;
    madeup::Commands commands;
    madeup::Trends trends;
    madeup::Findings findings;
    madeup::Notes notes;
    madeup::Health health;
    madeup::Models models;
    madeup::StoppedClock clock;
    widgets::Arrangement arrangement;
};

} // namespace rig::test
