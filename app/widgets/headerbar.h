#pragma once

#include "presentation/dots.h"
#include "presentation/machinesummary.h"
#include "widgets/paint.h"

#include <QWidget>

#include <array>

namespace rig::widgets {

class ClockLabel;
class DotLabel;
class MachineTabs;

/// The top of the window: name, machines, the four dots, the time.
class HeaderBar : public QWidget
{
    Q_OBJECT

public:
    explicit HeaderBar(const presentation::Theme &theme, QWidget *parent = nullptr);

    void presentMachines(const std::vector<presentation::MachineSummary> &machines, std::int32_t chosen);
    void presentDots(const std::array<presentation::Dot, 4> &dots);
    void presentTime(Instant now);
    MachineTabs &tabs() { return *m_tabs; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    /// Machines may be any number; the dots and the time keep their room.
    void share();

    presentation::Theme m_theme;
    MachineTabs *m_tabs;
    std::array<DotLabel *, 4> m_dots;
    ClockLabel *m_clock;
    Ink m_brand;
};

} // namespace rig::widgets
