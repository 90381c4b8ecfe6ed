#include "ml/modelfolder.h"

#include "domain/shown.h"
#include "ml/modelfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ml::ModelFolder", text);
}

QString reasonOf(int error)
{
    return error == EINVAL || error == ENOSYS
               ? tr("this file system cannot let two files change places at one stroke")
               : QString::fromLocal8Bit(std::strerror(error));
}

Done notMoved(const QString &from, const QString &to, int error)
{
    return failure(ErrorKind::full, tr("%1 cannot take the place of %2: %3.").arg(from, to, reasonOf(error)),
                   to);
}

/// So that a name in a folder outlives a loss of power.
void settle(const QString &name)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(name).path());
    const int handle = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0)
        return;
    ::fsync(handle);
    ::close(handle);
}

Done moveOver(const QString &from, const QString &to)
{
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return notMoved(from, to, errno);
    settle(to);
    return {};
}

Done exchange(const QString &one, const QString &other)
{
    if (::renameat2(AT_FDCWD, QFile::encodeName(one).constData(), AT_FDCWD,
                    QFile::encodeName(other).constData(), RENAME_EXCHANGE) != 0)
        return notMoved(one, other, errno);
    settle(other);
    return {};
}

Result<ModelFacts> factsIn(const QString &name)
{
    const auto bytes = readWhole(name);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return MachineModel::factsOf(*bytes).map_error([&](const Error &error) { return inFile(name, error); });
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

QString ModelFolder::trained() const
{
    return QDir(m_path).filePath(u"trained.rig"_s);
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
    return MachineModel::from(*bytes).map_error([&](const Error &error) { return inFile(file(), error); });
}

Done ModelFolder::write(const MachineModel &model) const
{
    return offer(model).and_then([this] { return take(); });
}

Done ModelFolder::offer(const MachineModel &model) const
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
    return writeWhole(trained(), bytes);
}

Done ModelFolder::take() const
{
    if (!QFile::exists(trained()))
        return failure(ErrorKind::notFound, tr("No newly trained model waits in %1.").arg(m_path), m_path);
    if (holdsModel()) {
        const auto old = readWhole(file());
        if (!old)
            return tl::unexpected(old.error());
        // A damaged one must not take the place of the last good one. What merely cannot be computed here may
        // be one.
        if (MachineModel::factsOf(*old))
            if (Done kept = writeWhole(previous(), *old); !kept)
                return kept;
    }
    return moveOver(trained(), file());
}

void ModelFolder::withdraw() const
{
    QFile::remove(trained());
}

Done ModelFolder::rollBack() const
{
    if (!QFile::exists(previous()))
        return failure(ErrorKind::notFound, tr("There is no model before the present one in %1.").arg(m_path),
                       m_path);
    if (const auto facts = factsIn(previous()); !facts)
        return tl::unexpected(facts.error());
    return factsIn(file()) ? exchange(previous(), file()) : moveOver(previous(), file());
}

StoredModels ModelFolder::stored() const
{
    const auto known = [](const QString &name) {
        const auto facts = factsIn(name);
        return facts ? std::optional(*facts) : std::nullopt;
    };
    StoredModels stored{{}, known(previous()), known(trained()), {}};
    if (!holdsModel())
        return stored;
    const auto present = factsIn(file());
    if (present)
        stored.present = *present;
    else
        stored.trouble = present.error();
    return stored;
}

std::vector<std::string> ModelFolders::machines() const
{
    std::vector<std::string> ids;
    for (const QString &name : QDir(m_path).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        if (ModelFolder::ofMachine(m_path, name.toStdString()))
            ids.push_back(name.toStdString());
    return ids;
}

StoredModels ModelFolders::of(const std::string &machine) const
{
    const auto folder = ModelFolder::ofMachine(m_path, machine);
    return folder ? folder->stored() : StoredModels();
}

Done ModelFolders::use(const std::string &machine, const std::string &version)
{
    const StoredModels stored = of(machine);
    const auto is = [&](const std::optional<ModelFacts> &model) {
        return model && model->version == version;
    };
    if (is(stored.present))
        return {};
    const auto folder = ModelFolder::ofMachine(m_path, machine);
    if (is(stored.trained))
        return folder->take();
    if (is(stored.previous))
        return folder->rollBack();
    return failure(ErrorKind::notFound,
                   tr("Machine %1 has no model %2.").arg(shown(machine), shown(version)));
}

} // namespace rig::ml
