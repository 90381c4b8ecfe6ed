#pragma once

#include "ml/record.h"

#include <cstddef>
#include <span>
#include <vector>

namespace rig::ml {

/// Where several values usually lie together: their mean and their covariance, shrunk towards equal and
/// independent ones as far as few samples ask for it (Ledoit, Wolf 2004, "A well-conditioned estimator for
/// large-dimensional covariance matrices"). An immutable value.
class Gaussian
{
public:
    Gaussian() = default;
    /// Of samples (row by row, `width` a row, at least one row, none missing); `wider` is added to the
    /// variance of each.
    Gaussian(std::span<const double> samples, std::size_t width, std::span<const double> wider);

    std::size_t width() const { return m_mean.size(); }
    const std::vector<double> &mean() const { return m_mean; }

    /// What follows from which values are there, where some are missing: takes as long to work out as
    /// hundreds of rows to judge, and mostly the same are missing in one row after the other. Of one Gaussian
    /// and one watch.
    struct Some
    {
        std::vector<std::size_t> there;
        std::vector<double> precision; ///< of those that are there, row by row
        std::vector<double> likeliest; ///< of each missing one, by how far off each of those is
        double usual = 1;              ///< their mean distance over how many they are
    };

    /// How far off the values are: the squared Mahalanobis distance. Missing ones (NaN) are left out, and the
    /// distance of the others becomes the one that is as rare with all; 0 where none is there. `parts`, of
    /// the same width, gets what each value has of it beyond what the others foretell, 0 for a missing one.
    double distance(std::span<const double> values, std::span<double> parts, Some &some) const;
    double distance(std::span<const double> values, std::span<double> parts) const
    {
        Some some;
        return distance(values, parts, some);
    }

    /// Gives those that are missing the values that are likeliest beside the others.
    void complete(std::span<double> values, Some &some) const;
    /// What one value should be.
    struct Foretold
    {
        double value = 0;
        double deviation = 0; ///< by which it may well be off
    };
    /// Of each row (row by row), of each of `places`, by the row's values but those of `suspects`, which hold
    /// `places`, and missing ones.
    std::vector<Foretold> foretell(std::span<const double> rows, std::span<const std::size_t> places,
                                   std::span<const std::size_t> suspects) const;

    Record record() const;
    static Gaussian from(Record &record, std::size_t width);

private:
    bool invert();
    void workOut(std::span<const double> values, Some &some) const;
    double distanceOfSome(std::span<const double> values, std::span<double> parts, Some &some) const;

    std::vector<double> m_mean;
    std::vector<double> m_covariance; ///< row by row
    std::vector<double> m_sample;     ///< likewise, as the samples had it: neither shrunk nor wider
    std::vector<double> m_precision;  ///< the covariance's inverse
    double m_usual = 1;               ///< the mean distance of the samples over how many values there are
};

} // namespace rig::ml
