#include "presentation/sensorcard.h"

#include "presentation/maintenancewords.h"
#include "presentation/numbers.h"
#include "presentation/originmark.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::SensorCard)
};

std::optional<double> brokenLimit(const Limits &limits, LimitState state)
{
    switch (state) {
    case LimitState::lo:
        return limits.lo;
    case LimitState::hi:
        return limits.hi;
    case LimitState::loLo:
        return limits.loLo;
    case LimitState::hiHi:
        return limits.hiHi;
    default:
        return {};
    }
}

QString limitChip(Glyph glyph, double limit)
{
    const QString number = plainNumber(limit);
    switch (glyph) {
    case Glyph::warningLow:
        return Words::tr("LO %1").arg(number);
    case Glyph::warningHigh:
        return Words::tr("HI %1").arg(number);
    case Glyph::alarmLow:
        return Words::tr("LOLO %1").arg(number);
    case Glyph::alarmHigh:
        return Words::tr("HIHI %1").arg(number);
    default:
        return {};
    }
}

QString remarkOn(QualityReason reason)
{
    switch (reason) {
    case QualityReason::none:
        return {};
    case QualityReason::sourceTimeMissing:
        return Words::tr("The message carries no usable time; the record's own is taken.");
    case QualityReason::sourceTimeImpossible:
        return Words::tr("The message's time cannot be right; the record's own is taken.");
    case QualityReason::givenTwice:
        return Words::tr("The message gives this sensor twice; the last value counts.");
    case QualityReason::stale:
        return Words::tr("No new value for three intervals.");
    case QualityReason::lost:
        return Words::tr("No new value for ten intervals.");
    case QualityReason::recordTimeMissing:
        return Words::tr("Neither the message nor the record carries a time.");
    }
    return {};
}

QString signWords(const SensorCard &card)
{
    switch (card.glyph) {
    case Glyph::normal:
        return Words::tr("normal");
    case Glyph::unknown:
        return Words::tr("unknown");
    case Glyph::stopped:
        return Words::tr("machine stopped, not judged");
    case Glyph::maintenance:
        return card.maintained.isEmpty() ? Words::tr("machine in maintenance, not judged")
                                         : Words::tr("in maintenance, not judged: %1").arg(card.maintained);
    default:
        return card.chip;
    }
}

void chipFor(SensorCard &card, const SensorState &state, Instant now)
{
    card.chipStatus = statusOf(card.glyph);
    if (state.maintenance) {
        card.chip = maintenanceWord(*state.maintenance, now);
    } else if (state.recordTime && state.quality == Quality::bad) {
        card.chip = Words::tr("BAD %1").arg(ageText(now - *state.recordTime));
        card.chipStatus = Status::bad;
    } else if (state.recordTime && state.reason == QualityReason::stale) {
        card.chip = Words::tr("STALE %1").arg(ageText(now - *state.recordTime));
        card.chipStatus = Status::stale;
    } else if (card.broken) {
        card.chip = limitChip(card.glyph, *card.broken);
    } else if (!(card.chip = flawWord(state.reason)).isEmpty()) {
        card.chipStatus = Status::stale;
    }
}

} // namespace

QString flawWord(QualityReason reason)
{
    switch (reason) {
    case QualityReason::sourceTimeMissing:
        return Words::tr("NO TIME");
    case QualityReason::sourceTimeImpossible:
        return Words::tr("WRONG TIME");
    case QualityReason::givenTwice:
        return Words::tr("GIVEN TWICE");
    default:
        return {};
    }
}

QString categoryTitle(Category category)
{
    switch (category) {
    case Category::environmental:
        return Words::tr("Environmental");
    case Category::mechanical:
        return Words::tr("Mechanical");
    case Category::thermal:
        return Words::tr("Thermal");
    case Category::electrical:
        return Words::tr("Electrical");
    case Category::fluid:
        return Words::tr("Fluid");
    case Category::custom:
        return Words::tr("Custom");
    }
    return {};
}

SensorCard blankCard(int slot, const MachineLayout::Column &column)
{
    SensorCard card;
    card.slot = slot;
    card.category = categoryTitle(column.sensor->category);
    card.title = QString::fromStdString(column.sensor->title);
    card.unit = QString::fromStdString(column.sensor->unit);
    card.range = column.sensor->range;
    card.limits = column.limits;
    card.interval = column.sensor->interval;
    card.value = noValueText();
    card.aside = Words::tr("no reading yet");
    return card;
}

SensorCard filledCard(SensorCard card, const Sensor &sensor, const SensorState &state, RunState run,
                      Instant now)
{
    card.glyph = signOf(state, run);
    if (state.maintenance)
        card.maintained = QString::fromStdString(state.maintenance->reason);
    if (!state.recordTime) {
        chipFor(card, state, now);
        return card;
    }
    card.origin = state.origin;
    card.remark = remarkOn(state.reason);
    if (std::isfinite(state.value))
        card.mark = state.value;
    const Status status = statusOf(card.glyph);
    if (status == Status::warning || status == Status::alarm)
        card.broken = brokenLimit(card.limits, state.limit);
    chipFor(card, state, now);
    const QString number = fixedNumber(state.value, sensor.decimals);
    // The sign that it is in maintenance stands in the place of the one that it is stale.
    const bool hidden = card.glyph == Glyph::maintenance && state.reason == QualityReason::stale;
    if (state.quality == Quality::bad || hidden) {
        card.aside = Words::tr("last %1").arg(number);
        return card;
    }
    card.value = number;
    card.average = fixedNumber(state.average, sensor.decimals);
    card.aside.clear();
    return card;
}

bool SensorCard::sameButValue(const SensorCard &other) const
{
    SensorCard moved = *this;
    moved.value = other.value;
    moved.average = other.average;
    moved.mark = other.mark;
    return moved == other;
}

QString SensorCard::spoken() const
{
    const QString number = unit.isEmpty() ? value : u"%1 %2"_s.arg(value, unit);
    QStringList parts{title, aside.isEmpty() ? number : aside, signWords(*this)};
    if (!average.isEmpty())
        parts << Words::tr("average %1").arg(average);
    if (const auto made = markOf(origin))
        parts << made->word.toLower();
    if (!remark.isEmpty())
        parts << remark;
    return parts.join(u", "_s);
}

} // namespace rig::presentation
