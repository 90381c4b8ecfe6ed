#pragma once

#include "presentation/healthmatrix.h"
#include "widgets/panel.h"

namespace rig::widgets {

struct Moment;

/// The six cards of a machine's health, in their fixed order; lower where there is less room. Up and Down
/// walk over them; Space, Enter and hovering tell how the figures came about.
class HealthCards : public QWidget
{
    Q_OBJECT

public:
    explicit HealthCards(const presentation::Theme &theme, QWidget *parent = nullptr);

    void present(const presentation::HealthMatrix &matrix);
    /// Where a card lies.
    QRectF place(std::size_t card) const;
    /// How the figure at this point came about; empty beside the cards.
    QString explanationAt(const QPointF &point) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    void paintCard(QPainter &painter, const QRectF &box, const presentation::HealthCard &card) const;
    void paintHead(QPainter &painter, const QRectF &in, double base,
                   const presentation::HealthCard &card) const;
    void paintHigh(QPainter &painter, const QRectF &in, const presentation::HealthCard &card) const;
    void paintLow(QPainter &painter, const QRectF &in, const presentation::HealthCard &card) const;
    QColor inkOf(presentation::Status status) const;
    double lifeLeft(const QRectF &in) const;
    double agesLeft(const QRectF &in, const presentation::HealthCard &card) const;
    void explain(std::size_t card);

    presentation::Theme m_theme;
    presentation::HealthMatrix m_matrix;
    std::size_t m_current = 0; ///< for the keyboard
    Ink m_name, m_small, m_word, m_percent, m_figure, m_number, m_tiny;
};

/// How it stands with the chosen machine.
class HealthPanel : public Panel
{
    Q_OBJECT

public:
    explicit HealthPanel(const presentation::Theme &theme, QWidget *parent = nullptr);

    void present(const Moment &moment);
    HealthCards &cards() { return *m_cards; }

private:
    HealthCards *m_cards;
};

} // namespace rig::widgets
