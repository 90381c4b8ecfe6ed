#pragma once

#include "domain/modelfacts.h"
#include "domain/result.h"

namespace rig {

/// What lies there of one machine's models.
struct StoredModels
{
    std::optional<ModelFacts> present;  ///< by which it is judged
    std::optional<ModelFacts> previous; ///< by which it was judged before
    std::optional<ModelFacts> trained;  ///< waits to take the place of the present one
    /// Why what lies in the place of the present one cannot be used; none where nothing does, or it can.
    std::optional<Error> trouble;

    bool operator==(const StoredModels &other) const
    {
        return present == other.present && previous == other.previous && trained == other.trained &&
               trouble.has_value() == other.trouble.has_value() &&
               (!trouble || trouble->sentence == other.trouble->sentence);
    }
};

/// The models that machines are judged by. Any thread, one at a time; a call reads the files from disk.
class ModelStore
{
public:
    virtual ~ModelStore() = default;

    /// Nothing for a machine that has no models.
    virtual StoredModels of(const std::string &machine) const = 0;
    /// Lets the machine be judged by its model of this version, the previous one or the one that was trained
    /// last; the one that was present becomes the previous one. Nothing happens where it is present. notFound
    /// where there is none of this version, full where the disk is.
    virtual Done use(const std::string &machine, const std::string &version) = 0;
};

} // namespace rig
