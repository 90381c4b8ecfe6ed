#pragma once

#include "madeupsystem.h"
#include "widgets/button.h"

#include <QTest>

#include <algorithm>
#include <memory>

namespace rig::test {

/// The window, and all behind it made up.
struct MadeUpWindow : MadeUpSystem
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
        window = std::make_unique<widgets::MainWindow>(
            parts([] { return SimulationState(); }, Actor{"alice", Actor::Role::operator_, "console"},
                  presentation::Theme(presentation::Theme::Kind::calm), 20ms, std::move(scene)));
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
        health.course = madeup::Health::nothingStored;
        health.asked.clear();
    }

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
