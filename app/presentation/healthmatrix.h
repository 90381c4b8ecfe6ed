#pragma once

#include "domain/health.h"
#include "domain/plantstate.h"
#include "domain/storedfinding.h"
#include "presentation/glyph.h"

#include <QString>

#include <array>

namespace rig::presentation {

/// How it stands with one category of a machine, ready to be painted. Equal cards look the same. Each `…How`
/// tells in sentences how the figure above it came about.
struct HealthCard
{
    QString name;
    Glyph glyph = Glyph::unknown;
    Status status = Status::unknown; ///< of the whole card: normal, warning, alarm, unknown or maintenance
    QString word;                    ///< "NOM", "WRN", "CRIT", "UNKNOWN", "STOPPED", "MAINT"
    QString reason;                  ///< "vibration in alarm", "9 of 10 usable"; may be empty
    QString reasonBrief;             ///< "1 in alarm", where there is little room
    QString percent;                 ///< "85", or that there is none; never a made-up zero
    bool judged = false;             ///< there is a percentage
    QString percentHow;

    QString life; ///< "9 HRS", "STABLE", "NOT KNOWN"
    Status lifeStatus = Status::unknown;
    QString lifeBand;      ///< "P10 6 – P90 14 h", "no trend in 30 days", "not enough data"
    QString lifeBandBrief; ///< "6 – 14 h", where there is little room; else as `lifeBand`
    QString lifeHow;

    QString ages; ///< of the last three findings, "4 m · 23 m · –"; "not known" while nobody could tell
    QString ageBrief; ///< of the newest, "4 m …", where there is little room
    QString agesCaption;
    QString agesHow;

    bool operator==(const HealthCard &) const = default;
    /// The whole card in words.
    QString spoken() const;
};

struct HealthMatrix
{
    QString uptime; ///< "up 41 d 06:12"; empty where it is not known
    QString uptimeHow;
    std::array<HealthCard, categoryCount> cards; ///< by Category

    bool operator==(const HealthMatrix &) const = default;
};

/// What is known of findings, and whether that is the newest.
struct KnownFindings
{
    const FindingsView *view = nullptr; ///< null before one was heard of
    bool outdated = false;              ///< and could not be asked for anew
};

/// Of the machine with this number; all unknown where there is none.
HealthMatrix healthMatrix(const PlantState &state, std::int32_t machine, const KnownFindings &findings);

/// "41 d 06:12", "06:12"
QString uptimeText(std::chrono::minutes uptime);

/// The sensor that a finding is about most; empty where it names none.
std::string_view mainSensor(const Finding &finding);

} // namespace rig::presentation
