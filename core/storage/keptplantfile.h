#pragma once

#include "domain/ports/keptplant.h"

#include <QString>

namespace rig::storage {

/// The kept plant as a file (0600): a heading with the SHA-256 of what follows, the instant and behind it
/// what is in maintenance (JSON; may be absent), and the plant as in a plant file. Written whole or not at
/// all.
class KeptPlantFile : public KeptPlant
{
public:
    explicit KeptPlantFile(QString path);

    Result<Kept> read() override;
    Done write(const Plant &plant, Instant now) override;

private:
    QString m_path;
};

} // namespace rig::storage
