#pragma once

#include "presentation/glyph.h"

class QPainter;
class QPixmap;
class QRectF;

namespace rig::widgets {

/// Paints a sign into a square box of 14 px or more. The form alone tells the state; `statusOf(glyph)` and
/// the theme give the colours. Signs without a state are drawn in the colour of secondary text.
void paintGlyph(QPainter &painter, const QRectF &box, presentation::Glyph glyph,
                const presentation::Theme &theme);

/// An alarm's sign the other way round, for where its own fill is the background; others as they are.
void paintGlyphOnFill(QPainter &painter, const QRectF &box, presentation::Glyph glyph,
                      const presentation::Theme &theme);

/// The product's sign.
void paintLogo(QPainter &painter, const QRectF &box, const presentation::Theme &theme);

/// A sign of `size` px, sharp on a display of that scale.
QPixmap glyphPixmap(presentation::Glyph glyph, int size, double scale, const presentation::Theme &theme);

} // namespace rig::widgets
