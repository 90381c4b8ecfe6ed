#include "ctl/lifemodelfile.h"

#include "ml/modelfile.h"

#include <QDir>
#include <QFileInfo>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

QString lifeModelFile(const QString &folder)
{
    return QDir(folder).filePath(u"life.rig"_s);
}

Result<ml::LifeModel> readLifeModel(const QString &folder)
{
    const QString name = lifeModelFile(folder);
    if (!QFileInfo::exists(name))
        return failure(
            ErrorKind::badConfiguration,
            QCoreApplication::translate("rig::ctl::LifeModelFile",
                                        "There is no model of remaining life in %1: train one with "
                                        "rigctl train-rul.")
                .arg(folder),
            u"--model"_s);
    return ml::readWhole(name).and_then([&](const QByteArray &bytes) {
        return ml::LifeModel::from(bytes).map_error(
            [&](const Error &error) { return ml::inFile(name, error); });
    });
}

} // namespace rig::ctl
