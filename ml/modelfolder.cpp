#include "ml/modelfolder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ml::ModelFolder", text);
}

/// What a model of the most sensors and trees has, and more.
constexpr qint64 mostBytes = 512LL * 1024 * 1024;

Done writeWhole(const QString &name, const QByteArray &bytes)
{
    QSaveFile file(name);
    bool whole = file.open(QIODevice::WriteOnly);
    // Where a part of it still found room nothing is said of why: the rest fails by itself.
    for (qsizetype done = 0; whole && done < bytes.size();) {
        const qint64 written = file.write(bytes.constData() + done, bytes.size() - done);
        whole = written > 0;
        done += written;
    }
    if (whole && file.commit())
        return {};
    return failure(ErrorKind::full, tr("%1 cannot be written: %2.").arg(name, file.errorString()), name);
}

Result<QByteArray> readWhole(const QString &name)
{
    // A pipe would be waited for, and a device never ends.
    if (!QFileInfo(name).isFile())
        return failure(ErrorKind::damaged, tr("%1 is no ordinary file. Move it away.").arg(name), name);
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::badConfiguration,
                       tr("%1 cannot be read: %2.").arg(name, file.errorString()), name);
    if (file.size() > mostBytes)
        return failure(ErrorKind::damaged,
                       tr("%1 is no model: it is larger than any. Move it away.").arg(name), name);
    return file.readAll();
}

} // namespace

QString ModelFolder::modelsIn(const std::filesystem::path &dataDirectory)
{
    return QString::fromStdString((dataDirectory / "models").string());
}

std::optional<ModelFolder> ModelFolder::ofMachine(const QString &models, const std::string &id)
{
    // An id is any text; one that leads elsewhere is no folder of ours.
    const QString name = QString::fromStdString(id);
    if (name.isEmpty() || name.contains(u'/') || name.startsWith(u'.'))
        return {};
    return ModelFolder(QDir(models).filePath(name));
}

QString ModelFolder::file() const
{
    return QDir(m_path).filePath(u"model.rig"_s);
}

QString ModelFolder::previous() const
{
    return QDir(m_path).filePath(u"previous.rig"_s);
}

bool ModelFolder::holdsModel() const
{
    return QFile::exists(file());
}

Result<MachineModel> ModelFolder::read() const
{
    if (!holdsModel())
        return failure(ErrorKind::badConfiguration,
                       tr("There is no model in %1. Make one with: rigctl train --data train.csv --model %1")
                           .arg(m_path),
                       m_path);
    const auto bytes = readWhole(file());
    if (!bytes)
        return tl::unexpected(bytes.error());
    return MachineModel::from(*bytes).map_error([&](Error error) {
        error.sentence = error.kind == ErrorKind::damaged
                             ? tr("%1: %2 Train it anew with --force.").arg(file(), error.sentence)
                             : tr("%1: %2").arg(file(), error.sentence);
        error.setting = file();
        return error;
    });
}

Done ModelFolder::write(const MachineModel &model) const
{
    if (!QDir().mkpath(m_path))
        return failure(
            ErrorKind::badConfiguration,
            tr("The folder %1 cannot be made: is there a file of that name, or may you not write there?")
                .arg(m_path),
            m_path);
    const QByteArray bytes = model.bytes();
    if (const auto readable = MachineModel::from(bytes); !readable)
        return tl::unexpected(readable.error());
    if (holdsModel()) {
        const auto old = readWhole(file());
        if (!old)
            return tl::unexpected(old.error());
        // A damaged one must not take the place of the last good one. What merely cannot be computed here may
        // be one.
        const auto whole = MachineModel::from(*old);
        if (whole || whole.error().kind == ErrorKind::unavailable)
            if (Done kept = writeWhole(previous(), *old); !kept)
                return kept;
    }
    return writeWhole(file(), bytes);
}

} // namespace rig::ml
