#include "composition/core/demoplant.h"

#include "domain/plantfile.h"

#include <QFile>

namespace rig::composition {

Result<PlantDefinition> demoPlant()
{
    QFile file(QStringLiteral(":/plants/demo.json"));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::damaged, file.errorString());
    return readPlantFile(file.readAll());
}

} // namespace rig::composition
