#include "madeup/lengthened.h"

#include <QRegularExpression>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace {

/// Of letters that lines may be broken between every six of.
QString padding(int length)
{
    QString letters;
    for (int i = 0; i < length; ++i)
        letters += i % 7 == 6 ? u' ' : u'ö';
    return letters;
}

} // namespace

QString Lengthened::translate(const char *context, const char *source, const char *, int) const
{
    // What Qt itself says, in classes that begin with Q, has translations of its own.
    const QString text = QString::fromUtf8(source);
    if (text.isEmpty() || QByteArrayView(context).startsWith('Q'))
        return {};
    static const QRegularExpression placeholder(u"%L?[0-9]+|%n"_s);
    const auto length = QString(text).remove(placeholder).size();
    const int more = static_cast<int>(std::ceil(.4 * static_cast<double>(length)));
    if (more < 4)
        return more < 3 ? text + padding(more) : u'[' + text + padding(1) + u']';
    return u'[' + text + u' ' + padding(more - 3) + u']';
}
