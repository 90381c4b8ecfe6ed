#include "composition/window/arrangementfile.h"

#include "storage/wholefile.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace rig::composition {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 mostBytes = 1 << 20;
constexpr auto machineKey = "machine"_L1; ///< the page whose panels they are

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::composition::ArrangementFile)
};

} // namespace

Result<QByteArray> ArrangementFile::read() const
{
    QFile file(m_path);
    if (!file.exists())
        return QByteArray();
    const bool opened = file.size() <= mostBytes && file.open(QIODevice::ReadOnly);
    const QJsonDocument document = opened ? QJsonDocument::fromJson(file.read(mostBytes)) : QJsonDocument();
    const QByteArray text = document.object().value(machineKey).toString().toLatin1();
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.isEmpty())
        return failure(ErrorKind::damaged,
                       Words::tr("%1 holds no arrangement of panels: they stand as usual. The "
                                 "next arrangement that is kept replaces it.")
                           .arg(m_path));
    return decoded.decoded;
}

Done ArrangementFile::write(const QByteArray &arrangement) const
{
    if (arrangement.isEmpty()) {
        if (QFile file(m_path); file.exists() && !file.remove())
            return failure(ErrorKind::full,
                           Words::tr("The arrangement of panels in %1 cannot be taken away: %2.")
                               .arg(m_path, file.errorString()));
        return {};
    }
    QSaveFile file(m_path);
    const QJsonObject whole{{machineKey, QString::fromLatin1(arrangement.toBase64())}};
    const bool written =
        file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
        storage::commitWhole(file, QJsonDocument(whole).toJson(QJsonDocument::Compact) + '\n');
    if (!written)
        return failure(
            ErrorKind::full,
            Words::tr("The arrangement of panels cannot be kept in %1: %2.").arg(m_path, file.errorString()));
    return {};
}

} // namespace rig::composition
