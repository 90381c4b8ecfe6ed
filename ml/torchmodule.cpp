#include "ml/torchmodule.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <dlfcn.h>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Module
{
    void *library = nullptr;
    QString trouble;
};

/// Beside the folder of the program.
QString modulePath()
{
    return QFileInfo(QCoreApplication::applicationDirPath() + u"/../lib/rig-alpha/rig-torch.so"_s)
        .absoluteFilePath();
}

/// Nothing of it is seen by anybody else, and it is never closed: threads of its libraries may still run.
Module open()
{
    void *library = dlopen(modulePath().toLocal8Bit().constData(), RTLD_NOW | RTLD_LOCAL);
    return {library, library ? QString() : QString::fromLocal8Bit(dlerror())};
}

} // namespace

TorchInterface torchInterface(const char *entry)
{
    static const Module module = open();
    if (!module.library)
        return {nullptr, module.trouble};
    const auto give = reinterpret_cast<const void *(*)()>(dlsym(module.library, entry));
    return give ? TorchInterface{give(), {}} : TorchInterface{nullptr, QString::fromLocal8Bit(dlerror())};
}

} // namespace rig::ml
