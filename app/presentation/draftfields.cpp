#include "presentation/draftfields.h"

#include "domain/shown.h"
#include "presentation/numbers.h"
#include "presentation/sensorcard.h"

#include <QCoreApplication>

#include <cmath>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QChar minus(0x2212);
constexpr double longest = 1e9; ///< seconds; what is allowed the domain says

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::PlantDraft)
};

QString listed(const std::set<std::string> &names)
{
    QStringList all;
    for (const std::string &name : names)
        all << shown(name);
    return all.join(u", "_s);
}

QString wordOf(const OwnLimitDraft &limit)
{
    switch (limit.from) {
    case OwnLimitDraft::From::sensor:
        return Words::tr("as the sensor's");
    case OwnLimitDraft::From::own:
        return limit.text;
    case OwnLimitDraft::From::none:
        return Words::tr("none");
    }
    return {};
}

/// Collects a line for each field that differs.
class Comparison
{
public:
    void field(const QString &title, const QString &before, const QString &after)
    {
        const auto text = [](const QString &value) { return value.isEmpty() ? Words::tr("nothing") : value; };
        if (before != after)
            lines << Words::tr("%1: %2 → %3").arg(title, text(before), text(after));
    }

    void compare(const SensorDraft &before, const SensorDraft &after)
    {
        field(Words::tr("Title"), before.title, after.title);
        field(Words::tr("Unit"), before.unit, after.unit);
        field(Words::tr("Category"), categoryTitle(before.category), categoryTitle(after.category));
        field(Words::tr("Range from"), before.low, after.low);
        field(Words::tr("Range to"), before.high, after.high);
        field(limitTitle(0), before.loLo, after.loLo);
        field(limitTitle(1), before.lo, after.lo);
        field(limitTitle(2), before.hi, after.hi);
        field(limitTitle(3), before.hiHi, after.hiHi);
        field(limitTitle(4), before.deadband, after.deadband);
        field(Words::tr("Every"), before.interval, after.interval);
        field(Words::tr("Decimals"), QString::number(before.decimals), QString::number(after.decimals));
        field(Words::tr("Machines"), listed(before.machines), listed(after.machines));
    }

    void compare(const OwnLimitsDraft &before, const OwnLimitsDraft &after)
    {
        for (std::size_t i = 0; i < before.limits.size(); ++i)
            field(limitTitle(i), wordOf(before.limits[i]), wordOf(after.limits[i]));
    }

    void compare(const MachineDraft &before, const MachineDraft &after)
    {
        field(Words::tr("Title"), before.title, after.title);
        field(Words::tr("Area"), shown(before.area), shown(after.area));
        field(Words::tr("Sensors"), listed(before.sensors), listed(after.sensors));
    }

    QStringList lines;
};

QString shortWord(LimitSource source)
{
    switch (source) {
    case LimitSource::none:
        return {};
    case LimitSource::halfWay:
        return Words::tr("half way");
    case LimitSource::sensor:
        return Words::tr("sensor");
    case LimitSource::machine:
        return Words::tr("machine");
    }
    return {};
}

} // namespace

QString limitTitle(std::size_t index)
{
    const std::array titles{Words::tr("LoLo"), Words::tr("Lo"), Words::tr("Hi"), Words::tr("HiHi"),
                            Words::tr("Deadband")};
    return titles.at(index);
}

std::optional<double> FieldReader::number(const QString &field, const QString &text)
{
    bool isNumber = false;
    const double number = QString(text).replace(minus, u'-').trimmed().toDouble(&isNumber);
    if (isNumber && std::isfinite(number))
        return number;
    m_problems << Words::tr("%1 is a number such as 7.25, with a point, not '%2'.").arg(field, text);
    return {};
}

void FieldReader::limit(const QString &field, const QString &text, std::optional<double> &limit)
{
    if (text.trimmed().isEmpty())
        limit.reset();
    else if (const auto value = number(field, text))
        limit = value;
}

void FieldReader::takeRange(const SensorDraft &draft, Sensor &sensor)
{
    const bool from = !draft.low.trimmed().isEmpty();
    const bool to = !draft.high.trimmed().isEmpty();
    if (from != to) {
        m_problems << Words::tr("A range has both ends; without one leave both empty.");
        return;
    }
    if (!from) {
        sensor.range.reset();
        return;
    }
    const auto low = number(Words::tr("The beginning of the range"), draft.low);
    const auto high = number(Words::tr("The end of the range"), draft.high);
    if (low && high)
        sensor.range = Range{*low, *high};
}

void FieldReader::take(const SensorDraft &draft, Sensor &sensor)
{
    takeRange(draft, sensor);
    limit(limitTitle(0), draft.loLo, sensor.limits.loLo);
    limit(limitTitle(1), draft.lo, sensor.limits.lo);
    limit(limitTitle(2), draft.hi, sensor.limits.hi);
    limit(limitTitle(3), draft.hiHi, sensor.limits.hiHi);
    if (draft.deadband.trimmed().isEmpty())
        sensor.limits.deadband = 0;
    else if (const auto deadband = number(limitTitle(4), draft.deadband))
        sensor.limits.deadband = *deadband;
    if (const auto seconds = number(Words::tr("Every"), draft.interval))
        sensor.interval = milliseconds(std::llround(std::clamp(*seconds, -longest, longest) * 1000));
}

void FieldReader::take(const OwnLimitsDraft &draft, OwnLimits &limits)
{
    for (std::size_t i = 0; i < ownLimitMembers.size(); ++i) {
        OwnLimit &limit = limits.*ownLimitMembers[i];
        limit.reset();
        if (draft.limits[i].from == OwnLimitDraft::From::none)
            limit = std::optional<double>();
        else if (draft.limits[i].from == OwnLimitDraft::From::own)
            if (const auto value = number(limitTitle(i), draft.limits[i].text))
                limit = value;
    }
    limits.deadband.reset();
    if (draft.limits.back().from == OwnLimitDraft::From::own)
        limits.deadband = number(limitTitle(4), draft.limits.back().text);
}

Error FieldReader::error() const
{
    return {ErrorKind::badConfiguration, m_problems.join(u'\n'), {}};
}

QStringList differences(const PlantDraft &before, const PlantDraft &after)
{
    Comparison comparison;
    std::visit(
        [&comparison](const auto &left, const auto &right) {
            if constexpr (std::is_same_v<decltype(left), decltype(right)> &&
                          !std::is_same_v<decltype(left), const std::monostate &>)
                comparison.compare(left, right);
        },
        before, after);
    return comparison.lines;
}

QString limitsText(const Limits &limits, const LimitSources &sources)
{
    QStringList texts;
    const auto add = [&](std::size_t index, const std::optional<double> &limit, LimitSource source) {
        if (limit)
            texts << Words::tr("%1 %2 (%3)").arg(limitTitle(index), plainNumber(*limit), shortWord(source));
    };
    add(0, limits.loLo, sources.loLo);
    add(1, limits.lo, sources.lo);
    add(2, limits.hi, sources.hi);
    add(3, limits.hiHi, sources.hiHi);
    return texts.isEmpty() ? Words::tr("No limits") : texts.join(u" · "_s);
}

QString sourceText(LimitSource source)
{
    switch (source) {
    case LimitSource::none:
        return Words::tr("There is no such limit");
    case LimitSource::halfWay:
        return Words::tr("Set by nobody: half way from the first limit to the end of the range");
    case LimitSource::sensor:
        return Words::tr("Set for the sensor, on all machines that have it");
    case LimitSource::machine:
        return Words::tr("Set for this machine");
    }
    return {};
}

} // namespace rig::presentation
