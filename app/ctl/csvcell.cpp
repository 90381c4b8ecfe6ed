#include "ctl/csvcell.h"

#include <algorithm>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

QString csvCell(QString text)
{
    if (!text.isEmpty() && u"=+-@\t\r"_s.contains(text.front()))
        text.prepend(u'\'');
    const bool odd = std::ranges::any_of(text, [](QChar c) { return u",\"\n\r"_s.contains(c); });
    return odd ? u'"' + text.replace(u'"', u"\"\""_s) + u'"' : text;
}

} // namespace rig::ctl
