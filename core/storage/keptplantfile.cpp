#include "storage/keptplantfile.h"

#include "domain/plantfile.h"
#include "storage/wholefile.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace rig::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr const char *title = "rig-alpha kept plant 1 ";

QString tr(const char *sentence)
{
    return QCoreApplication::translate("rig::storage::KeptPlantFile", sentence);
}

QByteArray hashOf(const QByteArray &content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
}

/// A plant file has no numbers, those are the database's; any will do that tell the machines apart.
void giveNumbers(PlantDefinition &plant)
{
    std::int32_t number = 0;
    for (Machine &machine : plant.machines)
        machine.number = ++number;
}

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QByteArray lineOf(const std::vector<Maintenance> &maintenance)
{
    QJsonArray all;
    for (const Maintenance &one : maintenance)
        all.append(QJsonObject{{u"machine"_s, text(one.machine)},
                               {u"sensor"_s, text(one.sensor)},
                               {u"from"_s, text(formatInstant(one.from))},
                               {u"to"_s, one.to ? QJsonValue(text(formatInstant(*one.to))) : QJsonValue()},
                               {u"reason"_s, text(one.reason)}});
    return QJsonDocument(all).toJson(QJsonDocument::Compact);
}

std::vector<Maintenance> maintenanceOf(const QByteArray &line)
{
    const auto instantOf = [](const QJsonValue &value) {
        return parseInstant(value.toString().toStdString());
    };
    std::vector<Maintenance> all;
    const QJsonArray kept = QJsonDocument::fromJson(line).array();
    for (const QJsonValue &one : kept)
        if (const auto from = instantOf(one[u"from"]))
            all.push_back({one[u"machine"].toString().toStdString(), one[u"sensor"].toString().toStdString(),
                           *from, instantOf(one[u"to"]), one[u"reason"].toString().toStdString()});
    return all;
}

} // namespace

KeptPlantFile::KeptPlantFile(QString path) : m_path(std::move(path)) {}

Result<KeptPlant::Kept> KeptPlantFile::read()
{
    QFile file(m_path);
    if (!file.exists())
        return failure(ErrorKind::notFound, tr("No plant is kept in %1.").arg(m_path));
    const auto damaged = [&] {
        return failure(
            ErrorKind::damaged,
            tr("The kept plant %1 is damaged and passed over; it is written anew when the database "
               "answers.")
                .arg(m_path));
    };
    if (!file.open(QIODevice::ReadOnly))
        return damaged();
    const QByteArray heading = file.readLine(200).trimmed();
    const QByteArray content = file.readAll();
    if (heading != title + hashOf(content))
        return damaged();
    const qsizetype end = content.indexOf('\n');
    const QByteArray first = content.left(end);
    const qsizetype blank = first.contains(' ') ? first.indexOf(' ') : first.size();
    const auto at = parseInstant(first.left(blank).toStdString());
    auto definition = readPlantFile(content.mid(end + 1));
    if (!at || !definition)
        return damaged();
    giveNumbers(*definition);
    return Plant::make(0, std::move(*definition), maintenanceOf(first.mid(blank))).map([&](PlantPtr plant) {
        return Kept{std::move(plant), *at};
    });
}

Done KeptPlantFile::write(const Plant &plant, Instant now)
{
    const QByteArray content = QByteArray::fromStdString(formatInstant(now)) + ' ' +
                               lineOf(plant.maintenance()) + '\n' + writePlantFile(plant.definition());
    if (QFileInfo(m_path).isSymLink())
        QFile::remove(m_path); // the link; else it would be written where that leads
    QSaveFile file(m_path);
    const bool written = file.open(QIODevice::WriteOnly) &&
                         file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
                         commitWhole(file, title + hashOf(content) + '\n' + content);
    if (!written)
        return failure(ErrorKind::full,
                       tr("The plant cannot be kept in %1 for a start without the database: %2.")
                           .arg(m_path, file.errorString()),
                       u"RIG_DATA_DIR"_s);
    return {};
}

} // namespace rig::storage
