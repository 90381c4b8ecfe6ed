#pragma once

#include "domain/plant.h"
#include "presentation/glyph.h"

#include <QMetaType>
#include <QString>

namespace rig::presentation {

/// What one sensor's card says, ready to be painted. Equal cards look the same.
struct SensorCard
{
    int slot = 0;
    QString category;
    QString title;
    QString unit;
    std::optional<Range> range;
    Limits limits; ///< effective ones
    milliseconds interval{0};

    Glyph glyph = Glyph::unknown;
    Origin origin = Origin::field; ///< of the value
    QString chip;                  ///< "HIHI 7.25", "STALE 14 s", "MAINT to 12:00"; empty where all is well
    Status chipStatus = Status::normal; ///< the chip's colours
    QString value;                      ///< "7.62", or that there is none
    QString average;                    ///< over 60 s; empty where `aside` stands instead
    QString aside;                      ///< "no reading yet", "last 31.8"
    QString maintained;                 ///< why the sensor itself is in maintenance; empty where it is not
    QString remark;                     ///< a sentence on the value's quality; empty where it is good
    std::optional<double> mark;         ///< the value, for the range bar
    std::optional<double> broken;       ///< the limit that is broken

    bool operator==(const SensorCard &) const = default;
    /// Whether at most the numbers differ.
    bool sameButValue(const SensorCard &other) const;

    /// The whole card in words, for screen readers and tool tips.
    QString spoken() const;
};

/// What is wrong with a value that is fresh but not certain, and so is shown: "NO TIME"; empty for other
/// reasons.
QString flawWord(QualityReason reason);

/// The card of a sensor that has no reading yet.
SensorCard blankCard(int slot, const MachineLayout::Column &column);
/// The same card with the sensor's state at `now`.
SensorCard filledCard(SensorCard blank, const Sensor &sensor, const SensorState &state, RunState run,
                      Instant now);

QString categoryTitle(Category category);

} // namespace rig::presentation

Q_DECLARE_METATYPE(rig::presentation::SensorCard)
