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
class Segments;

/// The top of the window: name, pages, machines, the four dots, the time. Where it is narrow the name goes
/// first, then machines go by their ids, then the dots say no more than their word.
class HeaderBar : public QWidget
{
    Q_OBJECT

public:
    explicit HeaderBar(const presentation::Theme &theme, QWidget *parent = nullptr);

    void presentMachines(const std::vector<presentation::MachineSummary> &machines, std::int32_t chosen);
    void presentDots(const std::array<presentation::Dot, 4> &dots);
    void presentTime(Instant now);
    MachineTabs &tabs() { return *m_tabs; }
    Segments &pages() { return *m_pages; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    /// Machines may be any number; the dots and the time keep their room.
    void share();
    int dotsWidth() const;
    int fixedWidth() const;

    presentation::Theme m_theme;
    Segments *m_pages;
    MachineTabs *m_tabs;
    std::array<DotLabel *, 4> m_dots;
    ClockLabel *m_clock;
    Ink m_brand;
    int m_spacing = 0;   ///< between the parts
    bool m_named = true; ///< there is room for the product's name
};

} // namespace rig::widgets
