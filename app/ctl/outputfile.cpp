#include "ctl/outputfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <cstdio>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::OutputFile", text);
}

tl::unexpected<Error> cannotWrite(const QString &name, const QFileDevice &device)
{
    return failure(ErrorKind::badConfiguration,
                   tr("%1 cannot be written: %2.").arg(name, device.errorString()), name);
}

/// The one name of the file that is written where this one is given; links are gone through as QSaveFile
/// does.
QString placeOf(const QString &name)
{
    constexpr int mostLinks = 128;
    QFileInfo file(name);
    for (int links = 0; file.isSymLink() && links < mostLinks; ++links)
        file.setFile(file.symLinkTarget());
    const QString folder = QFileInfo(file.absolutePath()).canonicalFilePath();
    return (folder.isEmpty() ? QDir::cleanPath(file.absolutePath()) : folder) + u'/' + file.fileName();
}

} // namespace

OutputFile::OutputFile(std::unique_ptr<QFileDevice> device, QString name)
    : m_device(std::move(device)), m_name(std::move(name))
{
}

Result<OutputFile> OutputFile::open(const QString &name)
{
    if (name == "-"_L1) {
        auto out = std::make_unique<QFile>();
        if (!out->open(stdout, QIODevice::WriteOnly))
            return cannotWrite(tr("Standard output"), *out);
        return OutputFile(std::move(out), tr("Standard output"));
    }
    if (const QFileInfo there(name); there.exists() && !there.isFile())
        return failure(
            ErrorKind::badConfiguration,
            tr("%1 is no ordinary file, so nothing is written there. Give another name.").arg(name), name);
    auto file = std::make_unique<QSaveFile>(name);
    if (!file->open(QIODevice::WriteOnly))
        return cannotWrite(name, *file);
    return OutputFile(std::move(file), name);
}

Done OutputFile::write(const QByteArray &content)
{
    // Where a part of it still found room nothing is said of why: the rest fails by itself.
    for (qsizetype done = 0; done < content.size();) {
        const qint64 written = m_device->write(content.constData() + done, content.size() - done);
        if (written <= 0)
            return cannotWrite(m_name, *m_device);
        done += written;
    }
    return m_device->flush() ? Done() : cannotWrite(m_name, *m_device);
}

Done OutputFile::commit()
{
    auto *saved = qobject_cast<QSaveFile *>(m_device.get());
    const bool written = saved ? saved->commit() : m_device->flush();
    return written ? Done() : cannotWrite(m_name, *m_device);
}

bool sameFile(const QString &one, const QString &other)
{
    constexpr auto standardOutput = "-"_L1;
    if (one == standardOutput || other == standardOutput)
        return one == other;
    return placeOf(one) == placeOf(other);
}

} // namespace rig::ctl
