#include "presentation/typedtime.h"

#include <QCoreApplication>

namespace rig::presentation {

Result<std::optional<Instant>> typedTime(const QString &typed, Instant now)
{
    const std::string text = typed.trimmed().toStdString();
    if (text.empty())
        return std::optional<Instant>();
    if (const auto whole = parseInstant(text))
        return whole;
    if (const auto ofToday = parseInstant(formatInstant(now).substr(0, 11) + text))
        return ofToday;
    return failure(ErrorKind::badConfiguration,
                   QCoreApplication::translate(
                       "rig::presentation::TypedTime",
                       "'%1' is no time: say 12:00, which is today, or 2026-01-13 12:00. Times are UTC.")
                       .arg(typed));
}

} // namespace rig::presentation
