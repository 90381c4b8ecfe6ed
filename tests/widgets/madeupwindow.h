#pragma once

#include "madeup/madeupplant.h"
#include "widgets/button.h"
#include "widgets/mainwindow.h"

#include <QTest>

#include <algorithm>
#include <memory>

namespace rig::test {

/// The window with everything behind it made up.
struct MadeUpWindow
{
    /// Shows the demo plant with its findings; it has the keyboard when this is true.
    bool open(widgets::Scene scene = {})
    {
        using namespace std::chrono_literals;
        states.current = std::make_shared<PlantState>(madeup::spineState(madeup::demoPlant()));
        clock.instant = madeup::pictured();
        if (findings.view && findings.view->findings.empty())
            madeup::fill(findings);
        commands = {};
        window = std::make_unique<widgets::MainWindow>(widgets::MainWindow::Parts{
            states, system, commands, trends, findings, notes, models, [] { return SimulationState(); },
            Actor{"alice", Actor::Role::operator_, "console"}, clock,
            presentation::Theme(presentation::Theme::Kind::calm), 20ms, std::move(scene)});
        window->show();
        if (!QTest::qWaitForWindowExposed(window.get()))
            return false;
        window->activateWindow();
        return QTest::qWaitForWindowActive(window.get());
    }

    void close()
    {
        window.reset();
        findings = {};
        notes = {};
    }

    madeup::States states;
    madeup::System system;
    madeup::Commands commands;
    madeup::Trends trends;
    madeup::Findings findings;
    madeup::Notes notes;
    madeup::Models models;
    madeup::StoppedClock clock;
    std::unique_ptr<widgets::MainWindow> window;
};

/// Null where there is none with this text.
inline widgets::Button *buttonIn(const QWidget &page, const QString &text)
{
    const auto buttons = page.findChildren<widgets::Button *>();
    const auto found = std::ranges::find(buttons, text, &QAbstractButton::text);
    return found == buttons.end() ? nullptr : *found;
}

} // namespace rig::test
