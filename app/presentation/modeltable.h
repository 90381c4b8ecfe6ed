#pragma once

#include "domain/machine.h"
#include "domain/ports/modelstore.h"
#include "presentation/rowsmodel.h"

namespace rig::presentation {

// What the page of the models shows of each, as a row of its table and as facts beside it.

/// A line of what there is to know of a thing.
struct Fact
{
    QString name;
    QString value;

    bool operator==(const Fact &) const = default;
};

std::vector<TableColumn> modelColumns();
/// The row's key is the machine's id; `state` in words.
TableRow modelRow(const Machine &machine, const StoredModels &models, const QString &state);

std::vector<Fact> factsOf(const ModelFacts &model);
/// What tells the one before from the present one.
std::vector<Fact> factsBefore(const ModelFacts &previous, const std::optional<ModelFacts> &present);

} // namespace rig::presentation
