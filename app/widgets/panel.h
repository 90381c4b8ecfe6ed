#pragma once

#include "presentation/glyph.h"
#include "widgets/paint.h"

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
    /// A sign and a line behind the title; cut at its end where it does not fit.
    void setSummary(presentation::Glyph glyph, std::vector<TextRun> runs);
    /// At the right end, the first one outermost.
    void setChips(std::vector<Chip> chips);
    /// Likewise, plain.
    void setNote(const QString &text);
    void setContent(QWidget *content, const QMargins &margins = {});
    /// Controls of 30 px at most, in place of chips and note at the right end of the title.
    void setCorner(QWidget *corner);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;
    const presentation::Theme &theme() const { return m_theme; }

private:
    double paintRightEnd(QPainter &painter) const;
    void paintRuns(QPainter &painter, double x, double right) const;
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
    Ink m_titleInk, m_small, m_smallStrong, m_chipInk;
};

} // namespace rig::widgets
