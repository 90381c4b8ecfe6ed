#include "judge/eventwords.h"

namespace rig::test {

using namespace Qt::Literals::StringLiterals;

QString words(const LimitEvent &event, const Plant &plant)
{
    const auto columns = plant.machineByNumber(event.machine)->columns();
    const std::string_view limit = word(event.limit);
    return u"%1 %2 %3 %4%5"_s.arg(
        QString::fromStdString(columns[static_cast<std::size_t>(event.slot)].sensor->name),
        QString::fromLatin1(limit.data(), static_cast<qsizetype>(limit.size())),
        event.raised ? u"raised"_s : u"returned"_s, QString::number(event.occurrence),
        event.late ? u" late"_s : QString());
}

QStringList words(const std::vector<LimitEvent> &events, const Plant &plant)
{
    QStringList all;
    for (const LimitEvent &event : events)
        all.append(words(event, plant));
    return all;
}

} // namespace rig::test
