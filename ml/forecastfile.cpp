#include "ml/forecastfile.h"

#include "ml/modelfile.h"

#include <QDir>
#include <QFileInfo>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ml::ForecastFile", text);
}

} // namespace

QString forecastFile(const QString &folder)
{
    return QDir(folder).filePath(u"forecaster.rig"_s);
}

Result<ForecastModel> readForecastModel(const QString &folder)
{
    const QString name = forecastFile(folder);
    if (!QFileInfo::exists(name))
        return failure(ErrorKind::badConfiguration,
                       tr("There is no forecaster in %1. Make one with: rigctl train --only forecaster "
                          "--data train.csv --model %1")
                           .arg(folder),
                       folder);
    return readWhole(name).and_then([&](const QByteArray &bytes) {
        return ForecastModel::from(bytes).map_error([&](const Error &error) { return inFile(name, error); });
    });
}

Done writeForecastModel(const QString &folder, const ForecastModel &model)
{
    if (!QDir().mkpath(folder))
        return failure(
            ErrorKind::badConfiguration,
            tr("The folder %1 cannot be made: is there a file of that name, or may you not write there?")
                .arg(folder),
            folder);
    return writeWhole(forecastFile(folder), model.bytes());
}

} // namespace rig::ml
