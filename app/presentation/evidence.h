#pragma once

#include "domain/modelfacts.h"
#include "domain/plantstate.h"
#include "domain/ports/modelstore.h"
#include "domain/storedfinding.h"
#include "presentation/glyph.h"

#include <QString>

namespace rig::presentation {

/// One finding as its card shows it: what is said in words is said here.
struct EvidencePicture
{
    struct Part
    {
        QString name;
        std::optional<double> score; ///< 0 to 1; none where the model does not have it
    };
    struct Share
    {
        QString title;
        Glyph glyph = Glyph::none; ///< of the sensor as it is now, while the finding stands
        double share = 0;
        int percent = 0; ///< all of a finding together are 100
        bool others = false;
    };
    struct Chart
    {
        QString title;
        QString actual;   ///< at the peak, with its unit
        QString expected; ///< "2.9 ± 0.9"
        int decimals = 0;
        std::vector<ExpectedStep> course;
    };
    struct Relation
    {
        QString words; ///< "Bearing temp. ~ Rotor speed"
        double usual = 0;
        double now = 0;
    };
    struct Similar
    {
        std::int64_t id = 0;
        QString similarity; ///< "0.93"
        QString day;
        QString machine; ///< its id
        std::optional<FindingMark> mark;
        QString words; ///< the note, or that nobody has said what it was
    };

    QString title;    ///< "Finding 1187"
    QString subtitle; ///< "machine A · Hall 1 · running"
    QString what;     ///< "Flow rate sends one value" for a failed sensor; else empty
    bool stands = false;
    bool simulated = false;
    QString score; ///< "0.87"
    double scoreShare = 0;
    QString pValue;  ///< "p-value 3.1 × 10⁻⁵"
    QString lasting; ///< "Ongoing 44 min", "Lasted 12 min"
    QString times;   ///< "peak 08:14:50"
    QString since;   ///< "Mon 12 Jan 07:31:12 start"
    QString lead;    ///< "31 min before the first limit", "no limit crossed"
    std::vector<Part> parts;
    std::vector<Share> shares;
    std::vector<Chart> charts;
    Instant started;
    std::vector<Relation> relations;
    std::vector<Similar> similar;
    QString degraded;       ///< "1 of 50 sensors left out."; empty where none was
    QString degradedDetail; ///< which
    QString model;          ///< "4f2a91c07b3e"
    QString modelDetail;    ///< what it was taught by, or that nobody here knows
    std::optional<MarkOfFinding> mark;
};

/// `state` is what is now; its plant gives titles and units, and what it does not know keeps its name.
/// `model`, where it is known, is the one that found it.
EvidencePicture evidencePicture(const FindingDetails &details, const PlantState &state,
                                const std::optional<ModelFacts> &model = {});
/// Of this version among a machine's models.
std::optional<ModelFacts> modelOf(const StoredModels &models, const std::string &version);

/// "Vibration, Bearing temp." of the largest shares; "Flow rate: lost" of a sensor that failed.
QString findingText(const Finding &finding, const Plant &plant);
/// "true", "false", "known work", as a person reads it.
QString markText(FindingMark mark);
/// "3.1 × 10⁻⁵", "0.004".
QString pValueText(double value);
/// Whole per cent of shares, by largest remainder: together 100 where the shares are together 1.
std::vector<int> percentsOf(const std::vector<double> &shares);

} // namespace rig::presentation
