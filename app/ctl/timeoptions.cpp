#include "ctl/timeoptions.h"

#include <QCoreApplication>

#include <map>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::TimeOptions", text);
}

tl::unexpected<Error> badLine(const QString &sentence)
{
    return failure(ErrorKind::badConfiguration, sentence);
}

} // namespace

Result<Instant> instantOf(const CommandLine &line, const QString &option)
{
    const auto instant = parseInstant(line.value(option).toStdString());
    if (!instant)
        return badLine(
            tr("--%1 is a time such as 2026-01-12T08:15:30Z, not '%2'.").arg(option, line.value(option)));
    return *instant;
}

Result<std::chrono::microseconds> spanOf(const CommandLine &line, const QString &option)
{
    const QString text = line.value(option);
    constexpr std::chrono::seconds longest = std::chrono::days{36'525};
    static const std::map<QChar, std::chrono::seconds> units{{u's', std::chrono::seconds{1}},
                                                             {u'm', std::chrono::minutes{1}},
                                                             {u'h', std::chrono::hours{1}},
                                                             {u'd', std::chrono::days{1}}};
    bool isNumber = false;
    const int amount = text.chopped(1).toInt(&isNumber);
    const auto unit = units.find(text.isEmpty() ? QChar() : text.back());
    if (!isNumber || amount < 1 || unit == units.end() || amount > longest / unit->second)
        return badLine(tr("--%1 is a span such as 90s, 15m, 8h or 7d, not '%2'.").arg(option, text));
    return amount * unit->second;
}

} // namespace rig::ctl
