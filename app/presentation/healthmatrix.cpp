#include "presentation/healthmatrix.h"

#include "domain/shown.h"
#include "presentation/health.h"
#include "presentation/lifecards.h"
#include "presentation/maintenancewords.h"
#include "presentation/numbers.h"
#include "presentation/sensorcard.h"
#include "presentation/worstsensor.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::HealthMatrix)
};

constexpr std::size_t agesShown = 3;
constexpr std::size_t namesListed = 5; ///< the rest is counted

/// A sensor of the category as its figures need it.
struct Member
{
    QString title;
    Glyph glyph = Glyph::unknown;
    bool counts = false;
    double share = 0; ///< 0 to 1, where it counts
};

QString inLine(QString title)
{
    if (title.size() > 1 && title[1].isLower())
        title[0] = title[0].toLower();
    return title;
}

std::vector<Member> membersOf(Category category, const MachineLayout &layout, const MachineState &machine)
{
    std::vector<Member> members;
    for (std::size_t slot = 0; slot < layout.columns().size(); ++slot) {
        const MachineLayout::Column &column = layout.columns()[slot];
        const SensorState sensor = slot < machine.sensors.size() ? machine.sensors[slot] : SensorState{};
        if (!column.live || column.sensor->category != category || sensor.maintenance)
            continue;
        const bool counts = countsForHealth(sensor);
        members.push_back({inLine(shown(column.sensor->title)), signOf(sensor, machine.run), counts,
                           counts ? rig::healthOf(sensor.value, column.limits) : 0});
    }
    return members;
}

/// Those of a status, the first of the category first.
QStringList named(const std::vector<Member> &members, Status status)
{
    QStringList names;
    for (const Member &member : members)
        if (statusOf(member.glyph) == status)
            names << member.title;
    return names;
}

QString listed(const QStringList &names)
{
    if (names.size() <= static_cast<qsizetype>(namesListed))
        return names.join(u", "_s);
    return Words::tr("%1 and %2 more")
        .arg(names.mid(0, namesListed).join(u", "_s))
        .arg(names.size() - static_cast<qsizetype>(namesListed));
}

/// Why a mean is not 1, the worst first.
QString whatTakesAway(std::vector<Member> members)
{
    std::erase_if(members, [](const Member &member) { return !member.counts || member.share >= 1; });
    std::ranges::stable_sort(members, {}, &Member::share);
    QStringList parts;
    for (const Member &member : members)
        parts << member.title + u' ' + fixedNumber(member.share, 2);
    return parts.isEmpty() ? Words::tr("All of them are within Lo–Hi.") : listed(parts) + u'.';
}

QString howOfPercent(const Health &health, const std::vector<Member> &members)
{
    QStringList lines;
    lines << Words::tr("Mean over %1 of %2 sensors: 1 within Lo–Hi, falling to 0 at Lo-Lo or Hi-Hi.")
                 .arg(health.usable)
                 .arg(health.sensors);
    lines << whatTakesAway(members);
    if (const QStringList alarms = named(members, Status::alarm); !alarms.isEmpty())
        lines << Words::tr("In alarm: %1.").arg(listed(alarms));
    QStringList silent;
    for (const Member &member : members)
        if (!member.counts)
            silent << member.title;
    if (!silent.isEmpty())
        lines << Words::tr("Without a usable value: %1.").arg(listed(silent));
    lines << Words::tr(
        "NOM from 80 %, WRN from 50 %, CRIT below or with any value in alarm; UNKNOWN when fewer "
        "than half have a usable value.");
    return lines.join(u'\n');
}

/// "vibration in alarm", "3 in alarm", "9 of 10 usable"; brief: "1 in alarm".
QString reasonOf(const Health &health, const std::vector<Member> &members, bool brief)
{
    if (health.sensors == 0)
        return brief ? QString() : Words::tr("no sensors");
    if (!health.heard)
        return Words::tr("no reading yet");
    const QString usable = Words::tr("%1 of %2 usable").arg(health.usable).arg(health.sensors);
    if (health.verdict == Health::Verdict::unknown)
        return usable;
    for (const auto &[status, words] : {std::pair(Status::alarm, Words::tr("%1 in alarm")),
                                        std::pair(Status::warning, Words::tr("%1 in warning"))})
        if (const QStringList names = named(members, status); !names.isEmpty())
            return names.size() == 1 && !brief ? words.arg(names.front()) : words.arg(names.size());
    return health.usable < health.sensors ? usable : QString();
}

/// Up or down as the worst of them is.
Glyph signOf(Health::Verdict verdict, const std::vector<Member> &members)
{
    if (verdict == Health::Verdict::unknown)
        return Glyph::unknown;
    if (verdict == Health::Verdict::nominal)
        return Glyph::normal;
    const bool critical = verdict == Health::Verdict::critical;
    const auto low = [&](Glyph glyph) {
        return std::ranges::any_of(members, [glyph](const Member &one) { return one.glyph == glyph; });
    };
    if (critical)
        return low(Glyph::alarmLow) && !low(Glyph::alarmHigh) ? Glyph::alarmLow : Glyph::alarmHigh;
    return low(Glyph::warningLow) && !low(Glyph::warningHigh) ? Glyph::warningLow : Glyph::warningHigh;
}

QString wordOf(Health::Verdict verdict)
{
    switch (verdict) {
    case Health::Verdict::nominal:
        return Words::tr("NOM");
    case Health::Verdict::warning:
        return Words::tr("WRN");
    case Health::Verdict::critical:
        return Words::tr("CRIT");
    case Health::Verdict::unknown:
        break;
    }
    return Words::tr("UNKNOWN");
}

/// A machine that stands still or is worked at is not judged.
bool sayItRests(HealthCard &card, const MachineState &machine, Instant now)
{
    if (machine.maintenance || machine.run == RunState::maintenance) {
        card.glyph = Glyph::maintenance;
        card.status = Status::maintenance;
        card.word = machine.maintenance ? maintenanceWord(*machine.maintenance, now) : Words::tr("MAINT");
        card.percentHow = Words::tr("In maintenance nothing is judged.");
        return true;
    }
    if (machine.run != RunState::stopped)
        return false;
    card.glyph = Glyph::stopped;
    card.status = Status::stale;
    card.word = Words::tr("STOPPED");
    card.reason = Words::tr("judging off");
    card.reasonBrief = card.reason;
    card.percentHow = Words::tr("A stopped machine is not judged: its values say nothing of its health.");
    return true;
}

void fillHealth(HealthCard &card, Category category, const MachineLayout &layout, const MachineState &machine,
                Instant now)
{
    const Health health = healthOf(category, layout, machine);
    card.percent = noValueText();
    if (health.sensors > 0 && sayItRests(card, machine, now))
        return;
    const std::vector<Member> members = membersOf(category, layout, machine);
    card.glyph = signOf(health.verdict, members);
    card.status = statusOf(card.glyph);
    card.word = wordOf(health.verdict);
    card.reason = reasonOf(health, members, false);
    card.reasonBrief = reasonOf(health, members, true);
    card.judged = health.verdict != Health::Verdict::unknown;
    if (card.judged) // what is not whole is never rounded up to it
        card.percent = fixedNumber(std::floor(health.share * 100), 0);
    card.percentHow = health.sensors == 0 ? Words::tr("The machine has no sensor of this category.")
                                          : howOfPercent(health, members);
}

bool isOf(const Finding &finding, std::int32_t machine, Category category, const MachineLayout &layout)
{
    if (finding.machine != machine)
        return false;
    const int slot = layout.slotOf(mainSensor(finding));
    return slot >= 0 && layout.columns()[static_cast<std::size_t>(slot)].sensor->category == category;
}

/// "4 m"
QString briefAge(Instant::duration age)
{
    const auto whole = [](auto span) { return static_cast<int>(span.count()); };
    if (age < 1min)
        return Words::tr("%1 s").arg(std::max(0, whole(std::chrono::floor<std::chrono::seconds>(age))));
    if (age < 1h)
        return Words::tr("%1 m").arg(whole(std::chrono::floor<std::chrono::minutes>(age)));
    if (age < 24h)
        return Words::tr("%1 h").arg(whole(std::chrono::floor<std::chrono::hours>(age)));
    return Words::tr("%1 d").arg(whole(std::chrono::floor<std::chrono::days>(age)));
}

QString toldOf(const Finding &finding, const MachineLayout &layout)
{
    const int slot = layout.slotOf(mainSensor(finding));
    const QString title =
        slot < 0 ? QString() : shown(layout.columns()[static_cast<std::size_t>(slot)].sensor->title);
    const QString end =
        finding.ended ? Words::tr("ended %1").arg(momentText(*finding.ended)) : Words::tr("stands");
    return Words::tr("%1 UTC · %2 · score %3 · %4")
        .arg(momentText(finding.started), title, fixedNumber(finding.score, 2), end);
}

void fillFindings(HealthCard &card, std::int32_t machine, Category category, const MachineLayout &layout,
                  const KnownFindings &known, Instant now)
{
    card.agesCaption = Words::tr("last findings");
    if (!known.view) {
        card.ages = Words::tr("not known");
        card.ageBrief = card.ages;
        card.agesHow = known.outdated ? Words::tr("Findings could not be asked for.")
                                      : Words::tr("Findings have not been heard of yet.");
        return;
    }
    std::vector<const Finding *> own;
    for (const StoredFinding &stored : known.view->findings)
        if (isOf(stored.finding, machine, category, layout))
            own.push_back(&stored.finding);
    std::ranges::stable_sort(own, std::greater(), &Finding::started);
    QStringList ages;
    QStringList told;
    for (std::size_t i = 0; i < agesShown; ++i) {
        ages << (i < own.size() ? briefAge(now - own[i]->started) : u"–"_s);
        if (i < own.size())
            told << toldOf(*own[i], layout);
    }
    card.ages = ages.join(u" · "_s);
    card.ageBrief = own.size() > 1 ? ages.front() + u" …"_s : ages.front();
    if (told.isEmpty())
        told << Words::tr("None of the %1 newest findings of the plant is about a sensor of this category.")
                    .arg(known.view->findings.size());
    if (known.outdated) {
        card.agesCaption = Words::tr("findings, not newest");
        told << Words::tr("Findings could not be asked for anew: there may be newer ones.");
    }
    card.agesHow = told.join(u'\n');
}

void fillLife(HealthCard &card, Category category, const MachineLayout &layout, const MachineState &machine,
              Instant now)
{
    LifeTold told = lifeTold(layout, machine, now, category);
    card.life = std::move(told.words);
    card.lifeStatus = told.status;
    card.lifeBand = std::move(told.band);
    card.lifeBandBrief = std::move(told.bandBrief);
    card.lifeHow = std::move(told.how);
}

void fillUptime(HealthMatrix &matrix, const MachineState &machine, Instant now)
{
    if (!machine.outlook || !machine.outlook->uptime)
        return;
    const auto age = now - machine.outlook->at;
    matrix.uptime = Words::tr("up %1").arg(uptimeText(*machine.outlook->uptime));
    matrix.uptimeHow =
        Words::tr("It has run for so long since it is watched here, with what was stored of the "
                  "30 days before; while it stands still this does too. As of %1 UTC.")
            .arg(momentText(machine.outlook->at));
    if (age >= outlookHolds)
        matrix.uptime = Words::tr("%1, %2 ago").arg(matrix.uptime, ageText(age));
    else if (machine.run == RunState::stopped)
        matrix.uptime = Words::tr("%1 · paused").arg(matrix.uptime);
}

} // namespace

QString HealthCard::spoken() const
{
    const QString figure = judged ? Words::tr("%1 %").arg(percent) : QString();
    QStringList parts{name,
                      figure,
                      word,
                      reason,
                      Words::tr("remaining life %1").arg(life),
                      lifeBand,
                      agesCaption + u' ' + ages};
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

std::string_view mainSensor(const Finding &finding)
{
    if (!finding.sensor.empty())
        return finding.sensor;
    return finding.shares.empty() ? std::string_view() : std::string_view(finding.shares.front().sensor);
}

QString uptimeText(std::chrono::minutes uptime)
{
    const auto days = std::chrono::floor<std::chrono::days>(uptime);
    const auto hours = std::chrono::floor<std::chrono::hours>(uptime - days);
    const auto two = [](auto count) { return u"%1"_s.arg(count, 2, 10, QChar(u'0')); };
    const QString clock = two(hours.count()) + u':' + two((uptime - days - hours).count());
    return days.count() > 0 ? Words::tr("%1 d %2").arg(days.count()).arg(clock) : clock;
}

HealthMatrix healthMatrix(const PlantState &state, std::int32_t number, const KnownFindings &findings)
{
    static const Machine none;
    static const MachineLayout nothing(none, {}, {});
    const MachineLayout *known = state.plant->machineByNumber(number);
    const MachineLayout &layout = known ? *known : nothing;
    const MachineState *found = machineState(state, number);
    const MachineState machine = found ? *found : MachineState{};
    HealthMatrix matrix;
    for (std::size_t i = 0; i < categoryCount; ++i) {
        const auto category = static_cast<Category>(i);
        HealthCard &card = matrix.cards[i];
        card.name = categoryTitle(category);
        fillHealth(card, category, layout, machine, state.time);
        fillLife(card, category, layout, machine, state.time);
        fillFindings(card, number, category, layout, findings, state.time);
    }
    fillUptime(matrix, machine, state.time);
    return matrix;
}

} // namespace rig::presentation
