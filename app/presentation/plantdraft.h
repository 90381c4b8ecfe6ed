#pragma once

#include "domain/plantedit.h"

#include <QStringList>

#include <array>
#include <set>
#include <variant>

namespace rig::presentation {

/// What a form about the plant is about.
struct PlantSubject
{
    enum class Kind
    {
        none,
        sensor,     ///< `sensor`, for all machines; `machine`, where there is one, shall get it
        newSensor,  ///< called `sensor`, for `machine`; either may be empty
        ownLimits,  ///< of `machine` for `sensor`
        machine,    ///< `machine`
        newMachine, ///< like `machine`; may be empty
    };

    Kind kind = Kind::none;
    std::string sensor;
    std::string machine;

    bool operator==(const PlantSubject &) const = default;
    bool isNew() const { return kind == Kind::newSensor || kind == Kind::newMachine; }
};

// What stands in the fields of a form, as typed. Numbers are texts until somebody saves, so that none is
// lost or rounded while it is half written. An empty number is one that is not set.

struct SensorDraft
{
    QString name, title, unit;
    Category category = Category::custom;
    QString low, high; ///< of the range
    QString loLo, lo, hi, hiHi, deadband;
    QString interval; ///< in seconds
    int decimals = 2;
    std::set<std::string> machines; ///< those in use that have it

    bool operator==(const SensorDraft &) const = default;
};

struct OwnLimitDraft
{
    enum class From
    {
        sensor,
        own,
        none ///< as if none were set
    };

    From from = From::sensor;
    QString text; ///< empty unless it is its own

    bool operator==(const OwnLimitDraft &) const = default;
};

struct OwnLimitsDraft
{
    /// LoLo, Lo, Hi, HiHi, deadband; a deadband is never `none`.
    std::array<OwnLimitDraft, 5> limits;

    bool operator==(const OwnLimitsDraft &) const = default;
};

struct MachineDraft
{
    QString id, title;
    std::string area; ///< empty: none
    QString newArea;  ///< an area to be made, in place of `area`
    std::set<std::string> sensors;

    bool operator==(const MachineDraft &) const = default;
};

using PlantDraft = std::variant<std::monostate, SensorDraft, OwnLimitsDraft, MachineDraft>;

/// What a form begins with; nothing where the plant has no such thing.
PlantDraft draftOf(const PlantDefinition &plant, const PlantSubject &subject);

/// The one change that makes of `seen` what the form says. badConfiguration, naming the fields, where one
/// holds no number; what the domain has against it `rig::edited` tells.
Result<PlantEdit> editOf(const PlantDefinition &seen, const PlantSubject &subject, const PlantDraft &draft);

/// What retires a sensor or a machine in use, or brings it back.
PlantEdit retirementOf(const PlantDefinition &seen, const PlantSubject &subject);
/// Whether the sensor or machine itself is retired.
bool isRetired(const PlantDefinition &plant, const PlantSubject &subject);

/// "Hi: 155 → 160", a line per field; nothing where the two are of different kinds.
QStringList differences(const PlantDraft &before, const PlantDraft &after);

/// "LoLo 75 (half way) · Lo 80 (sensor)": what would count with these fields, as far as they hold numbers.
QString countingText(const PlantDefinition &plant, const PlantSubject &subject, const PlantDraft &draft);

/// "Set for this machine", "Set for the sensor", "Half way from Hi to the end of the range".
QString sourceText(LimitSource source);

/// A number as a person would type it.
QString typedNumber(double number);

} // namespace rig::presentation
