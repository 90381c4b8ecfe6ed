#include "composition/window/viewpointfile.h"

#include "storage/wholefile.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <cmath>

namespace rig::composition {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 mostBytes = 1 << 20;
constexpr double farthest = 1000; ///< metres from a machine

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::composition::ViewpointFile)
};

QJsonArray numbersOf(const qml::Stance &stance)
{
    return {stance.eye.x(), stance.eye.y(), stance.eye.z(), stance.yaw, stance.pitch};
}

std::optional<qml::Stance> stanceOf(const QJsonArray &numbers)
{
    std::array<float, 5> all{};
    if (numbers.size() != static_cast<qsizetype>(all.size()))
        return {};
    for (std::size_t i = 0; i < all.size(); ++i) {
        const double number = numbers[static_cast<qsizetype>(i)].toDouble(farthest + 1);
        if (std::abs(number) > farthest)
            return {};
        all[i] = static_cast<float>(number);
    }
    return qml::Stance{{all[0], all[1], all[2]}, all[3], all[4]};
}

} // namespace

Result<qml::Viewpoints> ViewpointFile::read() const
{
    QFile file(m_path);
    if (!file.exists())
        return qml::Viewpoints();
    const bool opened = file.size() <= mostBytes && file.open(QIODevice::ReadOnly);
    const QJsonDocument document = opened ? QJsonDocument::fromJson(file.read(mostBytes)) : QJsonDocument();
    if (!document.isObject())
        return failure(ErrorKind::damaged, Words::tr("%1 holds no views of machines: all are seen from "
                                                     "before them. The next view that is kept replaces it.")
                                               .arg(m_path));
    qml::Viewpoints viewpoints;
    const QJsonObject views = document.object();
    for (auto view = views.begin(); view != views.end(); ++view)
        if (const auto stance = stanceOf(view->toArray()))
            viewpoints.emplace(view.key(), *stance);
    return viewpoints;
}

Done ViewpointFile::write(const qml::Viewpoints &viewpoints) const
{
    QJsonObject views;
    for (const auto &[machine, stance] : viewpoints)
        views.insert(machine, numbersOf(stance));
    QSaveFile file(m_path);
    const bool written =
        file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
        storage::commitWhole(file, QJsonDocument(views).toJson(QJsonDocument::Compact) + '\n');
    if (!written)
        return failure(
            ErrorKind::full,
            Words::tr("The views of machines cannot be kept in %1: %2.").arg(m_path, file.errorString()));
    return {};
}

} // namespace rig::composition
