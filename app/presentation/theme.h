#pragma once

#include <QColor>

#include <array>

namespace rig::presentation {

/// What a colour is for. Widgets ask for a role, never for a colour.
enum class Role
{
    bg,         ///< window, gaps between panels, input wells
    panel,      ///< docks, dialogs, plates behind text
    card,       ///< sensor cards, boxes inside a panel
    raised,     ///< buttons, handles, menus, hover
    chrome,     ///< header, strip, dialog foot
    line,       ///< hairlines; decoration only
    lineStrong, ///< borders of controls, limit ticks
    rangeBand,  ///< the allowed part of a range bar, slider groove
    text1,      ///< values, names, titles
    text2,      ///< units, prose, secondary values
    text3,      ///< captions, category
    textOff,    ///< disabled only
    accent,     ///< "you can act here"
    accentOn,
    accentWash, ///< selected tab or row
    brand,      ///< logo, the tick before panel titles
    focus,      ///< keyboard focus ring
    spark,      ///< sparkline of a value that is not abnormal
    scrim,      ///< behind dialogs
};

enum class Status
{
    normal,
    warning,
    alarm,
    stale,
    bad,
    unknown,
    simulated,
    maintenance,
    notNow
};

/// One status in the four ways it is drawn.
struct StatusColours
{
    QColor ink;  ///< text and line on any surface
    QColor fill; ///< solid chips, bodies of glyphs
    QColor on;   ///< text on the fill
    QColor wash; ///< background of a card
};

/// All colours of one look. An immutable value, handed to whoever paints.
class Theme
{
public:
    enum class Kind
    {
        neon,
        calm
    };

    explicit Theme(Kind kind) : m_kind(kind) {}

    Kind kind() const { return m_kind; }
    bool neon() const { return m_kind == Kind::neon; }

    QColor colour(Role role) const;
    StatusColours status(Status status) const;
    /// The border of an abnormal card and the outline of its glyph; the ink where a status has no edge.
    QColor edge(Status status) const;
    /// A card's number: the neon theme colours an abnormal one, the calm theme never does.
    QColor value(Status status) const;
    /// Lines of a trend; never an area, so that none is taken for a status.
    std::array<QColor, 6> series() const;
    /// Behind words that lie over the three-dimensional scene.
    QColor plate() const;

private:
    Kind m_kind;
};

} // namespace rig::presentation
