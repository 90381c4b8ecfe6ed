#pragma once

#include "presentation/plantdraft.h"

namespace rig::presentation {

inline constexpr std::array ownLimitMembers{&OwnLimits::loLo, &OwnLimits::lo, &OwnLimits::hi,
                                            &OwnLimits::hiHi};

/// "LoLo", "Lo", "Hi", "HiHi", "Deadband", in the order of OwnLimitsDraft.
QString limitTitle(std::size_t index);

/// Reads the numbers out of typed texts, and keeps a sentence for each that holds none. A field that holds
/// none leaves the value as it was.
class FieldReader
{
public:
    void take(const SensorDraft &draft, Sensor &sensor);
    void take(const OwnLimitsDraft &draft, OwnLimits &limits);

    bool failed() const { return !m_problems.isEmpty(); }
    Error error() const;

private:
    void takeRange(const SensorDraft &draft, Sensor &sensor);
    std::optional<double> number(const QString &field, const QString &text);
    void limit(const QString &field, const QString &text, std::optional<double> &limit);

    QStringList m_problems;
};

/// "LoLo 75 (half way) · Lo 80 (sensor)", or that there are none.
QString limitsText(const Limits &limits, const LimitSources &sources);

} // namespace rig::presentation
