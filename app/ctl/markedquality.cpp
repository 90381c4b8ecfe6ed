#include "ctl/markedquality.h"

#include "ml/machinewatch.h"

#include <algorithm>

namespace rig::ctl {

namespace {

bool findsIn(const MarkedRows &finding, const std::shared_ptr<const ml::MachineModel> &model)
{
    bool found = false;
    ml::scoreRows(model, ml::Mode::fused, model->rowsFor(finding.table),
                  [&](std::size_t row, const ml::RowScore &score, const ml::MachineWatch &) {
                      found = found || (row >= finding.first && score.finding);
                  });
    return found;
}

} // namespace

std::optional<MarkedQuality> qualityOn(const std::vector<MarkedRows> &findings,
                                       const std::shared_ptr<const ml::MachineModel> &model)
{
    MarkedQuality quality;
    for (const MarkedRows &finding : findings) {
        const auto &there = finding.table.sensors;
        if (std::ranges::any_of(model->sensors(), [&](const std::string &sensor) {
                return std::ranges::find(there, sensor) == there.end();
            }))
            return {};
        const bool found = findsIn(finding, model);
        const bool wanted = finding.mark == FindingMark::isTrue;
        ++(wanted ? quality.trueOnes : quality.falseOnes);
        (wanted ? quality.trueFound : quality.falseFound) += found ? 1 : 0;
    }
    return quality;
}

} // namespace rig::ctl
