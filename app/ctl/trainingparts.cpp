#include "ctl/trainingparts.h"

#include "ctl/terminal.h"

namespace rig::ctl {

ml::TrainingConfig availableTraining()
{
    ml::TrainingConfig config;
    if (const Done there = ml::Autoencoder::available(); !there) {
        note(there.error().sentence);
        config.parts.autoencoder = false;
    }
    return config;
}

} // namespace rig::ctl
