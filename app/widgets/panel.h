#pragma once

#include "presentation/glyph.h"
#include "widgets/paint.h"

#include <QPointer>
#include <QWidget>

#include <vector>

namespace rig::widgets {

/// A piece of a line of text; figures among words are strong.
struct TextRun
{
    QString text;
    bool strong = false;

    bool operator==(const TextRun &) const = default;
};

/// A word in a frame, in a status' ink.
struct Chip
{
    QString text;
    presentation::Status status = presentation::Status::simulated;

    bool operator==(const Chip &) const = default;
};

/// A framed part of the window with a title of 32 px and one content below it.
class Panel : public QWidget
{
    Q_OBJECT

public:
    explicit Panel(const presentation::Theme &theme, QWidget *parent = nullptr);

    /// `words` are ours and stand in capitals; `name`, which does not, stands in place of their %1.
    void setTitle(const QString &words, const QString &name = {});
    /// A sign and a line behind the title. Where it does not fit whole parts are left out at its end, those
    /// that begin with " · ", and counted; the first one is cut.
    void setSummary(presentation::Glyph glyph, std::vector<TextRun> runs);
    /// At the right end, the first one outermost.
    void setChips(std::vector<Chip> chips);
    /// Likewise, plain.
    void setNote(const QString &text);
    void setContent(QWidget *content, const QMargins &margins = {});
    /// Controls of 30 px at most, in place of chips and note at the right end of the title.
    void setCorner(QWidget *corner);
    /// Its title as a widget that somebody else places right above it, with `inset` px kept free at the right
    /// end; whoever places it owns it. Null: it paints its title itself again.
    void setTitleApart(QWidget *head, int inset = 0);
    const QString &words() const { return m_words; }

    static constexpr int headHeight = 33; ///< with the line below it

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;
    const presentation::Theme &theme() const { return m_theme; }
    /// Where its content begins.
    int contentTop() const { return m_head ? 0 : headHeight; }
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void paintHead(QPainter &painter, int width) const;
    QWidget &head() { return m_head ? *m_head : static_cast<QWidget &>(*this); }
    void setMargins();
    double paintRightEnd(QPainter &painter, int width) const;
    void paintRuns(QPainter &painter, double x, double right) const;
    double widthOf(const TextRun &run) const;
    std::size_t runsThatFit(double room, QString &more) const;
    QString titleOf(const QString &words) const;
    void describe();
    void placeCorner();

    presentation::Theme m_theme;
    QString m_words;
    QString m_name;
    presentation::Glyph m_glyph = presentation::Glyph::none;
    std::vector<TextRun> m_runs;
    std::vector<Chip> m_chips;
    QString m_note;
    QWidget *m_corner = nullptr;
    QMargins m_margins;
    QPointer<QWidget> m_head; ///< its title where that stands apart
    int m_headInset = 0;
    Ink m_titleInk, m_small, m_smallStrong, m_chipInk;
};

} // namespace rig::widgets
