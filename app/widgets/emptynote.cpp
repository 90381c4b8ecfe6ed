#include "widgets/emptynote.h"

#include "widgets/glyphpainter.h"
#include "widgets/paint.h"

#include <QPainter>

namespace rig::widgets {

using presentation::Role;
using presentation::TextStyle;

namespace {

constexpr double signSize = 28;
constexpr double margin = 16;

} // namespace

void paintEmptyNote(QPainter &painter, const QRectF &area, const EmptyNote &note,
                    const presentation::Theme &theme, double scale)
{
    painter.save();
    painter.translate(area.topLeft());
    painter.scale(scale, scale);
    const QRectF room(QPointF(), area.size() / scale);
    const double middle = room.height() / 2;
    paintGlyph(painter, QRectF(room.center().x() - signSize / 2, middle - 54, signSize, signSize), note.glyph,
               theme);
    const auto words = [&](double top, const QString &text, TextStyle style, Role role) {
        painter.setFont(presentation::font(style));
        painter.setPen(theme.colour(role));
        QRectF taken;
        painter.drawText(QRectF(margin, top, room.width() - 2 * margin, room.height() - top),
                         Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, text, &taken);
        return taken.bottom();
    };
    const double below = words(middle - 14, note.headline, TextStyle::strong, Role::text1);
    words(below + 6, note.detail, TextStyle::small, Role::text2);
    painter.restore();
}

} // namespace rig::widgets
