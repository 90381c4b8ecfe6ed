#include "widgets/cardframe.h"

#include <QPainter>

namespace rig::widgets {

using presentation::Role;
using presentation::Status;

void paintCardFrame(QPainter &painter, const QRectF &box, Status status, const presentation::Theme &theme)
{
    if (status == Status::normal || status == Status::maintenance) {
        paintBox(painter, box, theme.colour(Role::card), theme.colour(Role::line));
        return;
    }
    const auto colours = theme.status(status);
    if (status == Status::warning || status == Status::alarm) {
        paintBox(painter, box, colours.wash, theme.edge(status), 2);
        return;
    }
    paintBox(painter, box, colours.wash, Qt::transparent);
    if (status != Status::unknown) {
        QColor hatch = colours.ink;
        hatch.setAlphaF(.18F);
        paintHatch(painter, box.adjusted(1, 1, -1, -1), hatch, 12.7, 1.3);
    }
    QPen pen(theme.colour(Role::lineStrong), 1, Qt::SolidLine, Qt::FlatCap);
    pen.setDashPattern({3, 2});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawRoundedRect(box.adjusted(.5, .5, -.5, -.5), 3.5, 3.5);
}

} // namespace rig::widgets
