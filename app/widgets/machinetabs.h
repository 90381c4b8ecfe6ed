#pragma once

#include "presentation/machinesummary.h"
#include "widgets/paint.h"

#include <QWidget>

namespace rig::widgets {

/// Chooses the machine: a row of tabs with sign and name, each wearing its machine's worst state. Where they
/// do not all fit they go by their ids alone; where that is not enough the row slides, so that the chosen one
/// is seen, and the ends say how many are hidden and the worst state among them. Left and Right walk.
class MachineTabs : public QWidget
{
    Q_OBJECT

public:
    explicit MachineTabs(const presentation::Theme &theme, QWidget *parent = nullptr);

    void present(const std::vector<presentation::MachineSummary> &machines, std::int32_t chosen);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint().boundedTo({120, 4000}); }
    /// What all of them take without their names, by their ids alone.
    int briefWidth() const;

Q_SIGNALS:
    /// The machine's number.
    void chosen(std::int32_t machine);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Tab
    {
        std::int32_t number;
        QString id;
        QString name; ///< id and title
        presentation::Glyph glyph;
        QString tip;

        bool operator==(const Tab &) const = default;
    };

    const QString &label(const Tab &tab) const { return m_brief ? tab.id : tab.name; }
    double tabWidth(const QString &label) const;
    double rowWidth() const;
    std::size_t chosenAt() const;
    /// Names the tabs as there is room, and puts the first shown tab so that the chosen one stands whole.
    void slide();
    void walk(int steps);
    /// Calls `visit(index, rectangle)` for the tabs that are seen.
    template <class Visit> void eachSeen(Visit visit) const;
    void paintTab(QPainter &painter, const QRectF &box, const Tab &tab, bool isChosen) const;
    void paintHidden(QPainter &painter, const QRectF &box, std::size_t from, std::size_t to) const;
    /// The end of what is seen when `first` is the first; at least that one is.
    std::size_t seenFrom(std::size_t first) const;
    /// Where the first one begins: behind what tells of hidden ones, where there are such.
    double beginOf(std::size_t first) const;

    presentation::Theme m_theme;
    std::vector<Tab> m_tabs;
    std::int32_t m_chosen = 0;
    std::size_t m_first = 0;
    double m_endWidth = 0; ///< of what tells of hidden machines, wide enough for any number of them
    bool m_brief = false;  ///< by their ids
    Ink m_ink;
};

} // namespace rig::widgets
