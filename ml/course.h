#pragma once

#include "domain/finding.h"
#include "ml/machinemodel.h"

#include <deque>

namespace rig::ml {

/// What a machine did over the last hour or so, thinned, and its last rows: from it findings get their
/// evidence. One thread at a time.
class Course
{
public:
    /// Of the sensors of this model, which must outlive it.
    explicit Course(const MachineModel &model) : m_model(&model) {}

    /// The same machine's, of another model, or of sensors that have changed: what both know goes on.
    Course(const MachineModel &model, const Course &before);

    /// In the order of time; what is missing is NaN.
    void take(Instant at, std::span<const double> row);
    /// The machine rests: its last rows have nothing to do with what comes.
    void interrupt() { m_last.clear(); }

    /// A row at which a finding peaked.
    struct Peak
    {
        Instant at;
        std::vector<double> row;
    };
    /// What was one in `before`.
    Peak goOn(const Peak &peak, const Course &before) const;
    /// Of a finding with these shares, largest first, that began and peaked then: what its sensors did up to
    /// now, and what was expected of them.
    std::vector<SensorEvidence> sensors(const std::vector<FindingShare> &shares, Instant started,
                                        const Peak &peak) const;
    /// What these of its sensors should be in the newest row, beside all the others that have no share worth
    /// mentioning; without those that the model does not know. Nothing where none of the others has a value.
    std::vector<ExpectedValue> expected(std::span<const std::string_view> sensors,
                                        const std::vector<FindingShare> &shares) const;
    /// Which relations with one of those sensors the last rows do not show.
    std::vector<BrokenRelation> brokenRelations(const std::vector<FindingShare> &shares) const;

private:
    struct Row
    {
        Instant at;
        std::vector<double> values;
    };

    void makeRoom();
    std::vector<double> mapped(std::span<const double> row, const Course &before) const;
    std::vector<Row> shownFrom(Instant started) const;
    /// The sensors with the largest shares that the model knows: as many, or all with a share that counts.
    std::vector<std::size_t> suspectsOf(const std::vector<FindingShare> &shares) const;
    std::optional<std::size_t> placeOf(std::string_view sensor) const;

    const MachineModel *m_model;
    Instant::duration m_step{0};            ///< between two of …
    std::deque<Row> m_rows;                 ///< thinned
    std::deque<std::vector<double>> m_last; ///< the newest, of which none is left out
    std::optional<Row> m_newest;
};

} // namespace rig::ml
