#include "widgets/hint.h"

#include <QHelpEvent>
#include <QToolTip>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;

QString hintOf(const QString &text)
{
    return text.isEmpty() ? text : u"<p>%1</p>"_s.arg(text.toHtmlEscaped().replace(u'\n', "<br>"_L1));
}

void showHint(const QHelpEvent &at, const QString &text, QWidget &of)
{
    QToolTip::showText(at.globalPos(), hintOf(text), &of);
}

} // namespace rig::widgets
