#include "ml/modelfile.h"

#include "domain/shown.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace rig::ml {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ml::ModelFile", text);
}

/// What a model of the most sensors and trees has, and more.
constexpr qint64 mostBytes = 512LL * 1024 * 1024;

QByteArray checksumOf(const QByteArray &body)
{
    return QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex();
}

std::string versionBy(const QByteArray &checksum)
{
    constexpr qsizetype enough = 12;
    return checksum.left(enough).toStdString();
}

} // namespace

QByteArray sealed(const ModelKind &kind, const QByteArray &body)
{
    return kind.signature.toByteArray() + kind.layout.toByteArray() + '\n' + checksumOf(body) + '\n' + body;
}

std::string versionOf(const QByteArray &body)
{
    return versionBy(checksumOf(body));
}

Result<ModelContent> unsealed(const ModelKind &kind, const QByteArray &bytes)
{
    constexpr qsizetype checksumLength = 64;
    const qsizetype end = bytes.indexOf('\n');
    if (!bytes.startsWith(kind.signature) || end < 0)
        return failure(ErrorKind::damaged, tr("This is no model."));
    const QByteArray layout = bytes.mid(kind.signature.size(), end - kind.signature.size());
    if (layout != kind.layout)
        return failure(ErrorKind::damaged, tr("This is a model of layout %1, of another version of the "
                                              "program; this one reads layout %2.")
                                               .arg(shown(layout.left(10).toStdString()),
                                                    shown(kind.layout.toByteArray().toStdString())));
    const QByteArray checksum = bytes.mid(end + 1, checksumLength);
    const QByteArray body = bytes.mid(end + 1 + checksumLength + 1);
    if (checksum != checksumOf(body))
        return failure(ErrorKind::damaged, tr("The model is not whole: its checksum is another one."));
    return ModelContent{versionBy(checksum), body};
}

tl::unexpected<Error> unlikeTraining()
{
    return failure(ErrorKind::damaged, tr("The model holds what no training writes."));
}

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

/// What is wrong with the model that a file holds.
Error inFile(const QString &name, const Error &error)
{
    return {error.kind,
            error.kind == ErrorKind::damaged ? tr("%1: %2 Train it anew.").arg(name, error.sentence)
                                             : tr("%1: %2").arg(name, error.sentence),
            name};
}

} // namespace rig::ml
