#include "support/serverdisk.h"

#include <QByteArray>
#include <QDir>
#include <QFile>

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rig::test {

using namespace Qt::Literals::StringLiterals;

namespace {

QString filling(const QString &disk)
{
    return disk + u"/filling"_s;
}

} // namespace

ServerDisk::ServerDisk(int mebibytes) : m_disk(m_folder.filePath(u"disk"_s))
{
    QDir(m_folder.path()).mkdir(u"disk"_s);
    struct stat server = {};
    const QByteArray data = qgetenv("RIG_TEST_PG_DATA");
    const std::string options = "size=" + std::to_string(mebibytes) + "m,mode=700";
    m_mounted = m_folder.isValid() && ::stat(data.constData(), &server) == 0 &&
                ::mount("tmpfs", path().c_str(), "tmpfs", 0, options.c_str()) == 0;
    if (m_mounted)
        m_mounted = ::chown(path().c_str(), server.st_uid, server.st_gid) == 0;
    // The server has to come through.
    ::chmod(m_folder.path().toStdString().c_str(), 0711);
}

ServerDisk::~ServerDisk()
{
    ::umount2(path().c_str(), MNT_DETACH);
}

void ServerDisk::fill()
{
    QFile file(filling(m_disk));
    const QByteArray piece(4096, 'x');
    if (file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        while (file.write(piece) > 0) {
        }
}

void ServerDisk::clear()
{
    QFile::remove(filling(m_disk));
}

} // namespace rig::test
