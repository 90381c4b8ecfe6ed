#include "ctl/benchall.h"

#include "ctl/bench/allbenches.h"
#include "ctl/outputfile.h"
#include "ctl/terminal.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::BenchAll", text);
}

/// The last kept result; an empty one where nothing was kept.
Result<QJsonObject> keptBenches(const QString &name)
{
    QFile file(name);
    if (!file.exists())
        return QJsonObject();
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::badConfiguration,
                       tr("%1 cannot be read: %2.").arg(name, file.errorString()));
    const QJsonObject kept = QJsonDocument::fromJson(file.readAll()).object();
    if (!kept[u"figures"].isArray())
        return failure(ErrorKind::damaged,
                       tr("%1 is no result of `rigctl bench all`. Give --keep another name.").arg(name));
    return kept;
}

Done keep(const QString &name, const QJsonObject &result)
{
    return OutputFile::open(name).and_then([&](OutputFile file) {
        file.device().write(QJsonDocument(result).toJson());
        return file.commit();
    });
}

void show(const AllFigures &figures, bool json)
{
    if (json)
        printJson(jsonOf(figures));
    else
        for (const QString &row : tableOf(figures))
            print(row);
    for (const QString &failure : figures.failures)
        note(tr("Not measured. %1").arg(failure));
}

} // namespace

int runAllBenches(const CommandLine &line)
{
    const auto settings = line.settings();
    if (!settings)
        return complain(settings.error());
    const QString name = line.isSet(u"keep"_s)
                             ? line.value(u"keep"_s)
                             : QString::fromStdString(settings->dataDirectory) + u"/benches.json"_s;
    const auto kept = keptBenches(name);
    if (!kept)
        return complain(kept.error());
    AllFigures figures = benchAll(note);
    compare(figures, *kept);
    show(figures, line.isSet(u"json"_s));
    if (Done done = keep(name, keptOf(figures, *kept)); !done)
        return complain(done.error());
    note(tr("Kept in %1.").arg(name));
    const QString broken = brokenBars(figures);
    if (!broken.isEmpty())
        note(broken);
    return broken.isEmpty() && figures.failures.isEmpty() ? succeeded : failed;
}

} // namespace rig::ctl
