#include "presentation/numbers.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double exponentFrom = 1e12;
constexpr int mostDigits = 12; ///< what binary fractions add to a computed number lies beyond
constexpr QChar thousands(0x00a0);
constexpr QChar minus(0x2212);

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::presentation::Numbers", text);
}

template <class... Format> QString digits(double value, Format... format)
{
    std::array<char, 64> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format...);
    return QString::fromLatin1(buffer.data(), end.ptr - buffer.data());
}

QString parted(QString text)
{
    const qsizetype point = text.indexOf(u'.');
    const qsizetype first = text.startsWith(u'-') ? 1 : 0;
    for (qsizetype at = (point < 0 ? text.size() : point) - 3; at > first; at -= 3)
        text.insert(at, thousands);
    return text;
}

QString withMinus(QString text)
{
    const bool zero = std::none_of(text.begin(), text.end(), [](QChar c) { return c >= u'1' && c <= u'9'; });
    if (text.startsWith(u'-')) {
        if (zero)
            text.remove(0, 1);
        else
            text[0] = minus;
    }
    return text;
}

} // namespace

QString fixedNumber(double value, int decimals)
{
    if (!std::isfinite(value))
        return noValueText();
    if (std::abs(value) >= exponentFrom)
        return withMinus(digits(value, std::chars_format::scientific, 2));
    const QString text = digits(value, std::chars_format::fixed, std::clamp(decimals, 0, 6));
    return withMinus(std::abs(value) >= 1e4 ? parted(text) : text);
}

QString plainNumber(double value)
{
    return std::isfinite(value) ? withMinus(digits(value, std::chars_format::general, mostDigits))
                                : noValueText();
}

QString countNumber(std::uint64_t count)
{
    return parted(QString::number(count));
}

QString noValueText()
{
    return u"– –"_s;
}

QString ageText(std::chrono::microseconds age)
{
    using namespace std::chrono;
    const auto seconds = std::max<std::int64_t>(0, duration_cast<std::chrono::seconds>(age).count());
    if (seconds < 120)
        return tr("%1 s").arg(seconds);
    if (seconds < 2 * 3600)
        return tr("%1 min").arg(seconds / 60);
    if (seconds < 48 * 3600)
        return tr("%1 h").arg(seconds / 3600);
    return tr("%1 d").arg(seconds / (24 * 3600));
}

QString secondsNumber(double seconds)
{
    const double shown = std::max(0.0, seconds);
    return fixedNumber(shown, shown < 9.95 ? 1 : 0);
}

QString stopwatchText(std::chrono::microseconds span)
{
    using namespace std::chrono;
    const auto seconds = std::max<std::int64_t>(0, duration_cast<std::chrono::seconds>(span).count());
    const QString tail =
        u"%1:%2"_s.arg(seconds / 60 % 60, 2, 10, QChar(u'0')).arg(seconds % 60, 2, 10, QChar(u'0'));
    return seconds < 3600 ? tail : u"%1:%2"_s.arg(seconds / 3600).arg(tail);
}

namespace {

QDateTime dateTime(Instant instant)
{
    using namespace std::chrono;
    return QDateTime::fromMSecsSinceEpoch(
        floor<std::chrono::milliseconds>(instant).time_since_epoch().count(), QTimeZone::utc());
}

} // namespace

QString timeText(Instant instant)
{
    return QLocale::c().toString(dateTime(instant), u"HH:mm:ss"_s);
}

QString dayText(Instant instant)
{
    return QLocale::c().toString(dateTime(instant), u"ddd d MMM yyyy"_s);
}

QString momentText(Instant instant)
{
    return dayText(instant).section(u' ', 1) + u' ' + timeText(instant).left(5);
}

QString soonText(Instant instant, Instant now)
{
    const QDateTime then = dateTime(instant);
    const QDate today = dateTime(now).date();
    if (then.date() == today)
        return QLocale::c().toString(then, u"HH:mm"_s);
    return QLocale::c().toString(then, then.date().year() == today.year() ? u"d MMM"_s : u"d MMM yyyy"_s);
}

} // namespace rig::presentation
