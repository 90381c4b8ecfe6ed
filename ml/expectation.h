#pragma once

#include "ml/conditioning.h"
#include "ml/gaussian.h"
#include "ml/relations.h"

namespace rig::ml {

/// What the sensors of a healthy machine tell of one another: for whoever looks at a finding, the detectors
/// do without it. An immutable value.
class Expectation
{
public:
    struct Value
    {
        double expected = 0;
        double deviation = 0; ///< by which healthy rows differ from that

        bool operator==(const Value &) const = default;
    };

    Expectation() = default;
    /// Of healthy rows, the oldest first; of rows that are no `series` nothing goes together over time.
    Expectation(const Table &table, bool series);

    std::size_t width() const { return m_conditioning.width(); }
    /// Of each row (each of the width, missing values NaN) what each of these sensors should be beside its
    /// others. Those of `suspects`, which hold `sensors`, are not to be trusted.
    std::vector<Value> beside(std::span<const double> rows, std::span<const std::size_t> sensors,
                              std::span<const std::size_t> suspects) const;

    /// In the last rows, the oldest first, row by row; a missing value is what it was before.
    std::vector<Relations::Broken> brokenIn(std::vector<double> rows) const;

    Record record() const;
    static Expectation from(Record &record, std::size_t width);

private:
    Conditioning m_conditioning;
    Gaussian m_rows;
    Relations m_relations;
};

} // namespace rig::ml
